/**
 * Borders that Natural Earth draws as they are held, and that states dispute: drawn dashed.
 *
 * By pairs of ISO 3166-1 numeric codes; a shape without a code goes by its name. This says that a border is disputed, not whose it is.
 */
const PAIRS: readonly (readonly [string, string])[] = [
  ["356", "586"], // India, Pakistan: Jammu and Kashmir
  ["156", "356"], // China, India: Aksai Chin, Arunachal Pradesh
  ["156", "586"],
  ["156", "064"], // China, Bhutan
  ["504", "732"], // Morocco, Western Sahara
  ["688", "Kosovo"],
  ["196", "N. Cyprus"],
  ["706", "Somaliland"],
  ["231", "Somaliland"],
  ["376", "275"], // Israel, Palestine
  ["376", "760"], // the Golan Heights
  ["643", "804"], // Russia, Ukraine
  ["729", "728"], // Sudan, South Sudan: Abyei
  ["729", "818"], // Sudan, Egypt: Halaib
  ["404", "728"], // Kenya, South Sudan: Ilemi
  ["031", "051"], // Azerbaijan, Armenia
  ["417", "762"], // Kyrgyzstan, Tajikistan
  ["328", "862"], // Guyana, Venezuela: Essequibo
  ["328", "740"], // Guyana, Suriname
  ["408", "410"], // the Koreas
  ["356", "Siachen Glacier"],
  ["586", "Siachen Glacier"],
  ["156", "Siachen Glacier"],
];

const KEYS = new Set(PAIRS.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));

export function isDisputed(one: string, other: string): boolean {
  return KEYS.has(`${one} ${other}`);
}
