/** Where: pins for what is placed exactly or near a place, hatched countries for what is told of the country and not nearer. */

import { geoNaturalEarth1, geoPath, type GeoPath, type GeoProjection } from "d3-geo";
import { create, type Selection } from "d3-selection";
import { zoom, zoomIdentity, type ZoomTransform } from "d3-zoom";
import type { Feature, FeatureCollection, Geometry, MultiPoint } from "geojson";
import iso from "iso-3166-1";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import coarse from "world-atlas/countries-110m.json?url";
import fine from "world-atlas/countries-50m.json?url";
import { isDisputed } from "./disputed";
import { counted, dataFor, toPath, withFilters } from "./page";

interface Pin {
  name: string;
  lat: number;
  lon: number;
  n: number;
  killed: number;
  id: string | null;
  words: string;
}

interface Area {
  iso: string;
  name: string;
  n: number;
  killed: number;
}

interface MapData {
  pins: Pin[];
  areas: Area[];
}

type Shapes = Topology<{ countries: GeometryCollection<{ name: string }> }>;
type Country = Feature<Geometry, { name: string }>;
type Group = Selection<SVGGElement, undefined, null, undefined>;

const WIDTH = 800;
const HEIGHT = 460;
const CLOSE = 3; // from this enlargement on the finer shapes are worth their size

export async function drawMap(holder: HTMLElement): Promise<void> {
  const data = dataFor<MapData>(holder, "data-map");
  if (!data) return;
  const shapes = await load(coarse);
  if (!shapes) return;
  const countries = feature(shapes, shapes.objects.countries) as FeatureCollection<Geometry, { name: string }>;
  const projection = geoNaturalEarth1();
  fit(projection, data, countries.features);
  const path = geoPath(projection);

  const svg = create("svg").attr("viewBox", `0 0 ${WIDTH} ${HEIGHT}`).attr("role", "group");
  svg.attr("aria-label", `Map: ${counted(data.pins.length, "place")} with a pin; the list below has all incidents`);
  const hatch = svg.append("defs").append("pattern").attr("id", "hatch").attr("width", 6).attr("height", 6);
  hatch.attr("patternUnits", "userSpaceOnUse").attr("patternTransform", "rotate(45)");
  hatch.append("line").attr("class", "hatch").attr("y2", 6);
  const world = svg.append("g");
  const land = world.append("g");
  const areas = world.append("g");
  const borders = world.append("g").attr("aria-hidden", "true");
  const pins = world.append("g");

  const draw = (topology: Shapes): void => {
    const found = feature(topology, topology.objects.countries) as FeatureCollection<Geometry, { name: string }>;
    drawLand(land, borders, topology, found, path);
    drawAreas(areas, data.areas, found.features, path);
  };
  draw(shapes);
  const dots = drawPins(pins, data.pins, projection);

  let isFine = false;
  const move = async (transform: ZoomTransform): Promise<void> => {
    world.attr("transform", transform.toString());
    dots.forEach(([dot, radius]) => dot.attr("r", radius / transform.k));
    if (!isFine && (transform.k >= CLOSE || projection.scale() > 500)) {
      isFine = true;
      const better = await load(fine);
      if (better) draw(better);
    }
  };
  const zooming = zoom<SVGSVGElement, undefined>()
    .scaleExtent([1, 24])
    .translateExtent([[0, 0], [WIDTH, HEIGHT]])
    // A wheel scrolls the page, and zooms with Ctrl; one finger scrolls, two zoom.
    .filter((event: Event) => (event.type === "wheel" ? (event as WheelEvent).ctrlKey : !isOneFinger(event)))
    .on("zoom", (event: { transform: ZoomTransform }) => void move(event.transform));
  svg.call(zooming);
  holder.append(svg.node() as Node);
  const buttons = document.createElement("p");
  const press = (words: string, label: string, act: () => void): void => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    buttons.append(button, " ");
  };
  press("+", "Enlarge the map", () => svg.call(zooming.scaleBy, 1.8));
  press("−", "Make the map smaller", () => svg.call(zooming.scaleBy, 1 / 1.8));
  press("whole", "The whole map", () => svg.call(zooming.transform, zoomIdentity));
  holder.append(buttons);
  await move(zoomIdentity);
}

function isOneFinger(event: Event): boolean {
  return "touches" in event && (event as TouchEvent).touches.length < 2;
}

async function load(address: string): Promise<Shapes | undefined> {
  const answer = await fetch(address).catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as Shapes) : undefined;
}

/** Shows what there is to see: all pins and hatched countries, with some room around them. */
function fit(projection: GeoProjection, data: MapData, countries: Country[]): void {
  const wanted = new Set(data.areas.map((area) => keyOf(area.iso)));
  const points: [number, number][] = data.pins.map((pin) => [pin.lon, pin.lat]);
  for (const country of countries) {
    if (!wanted.has(keyOfShape(country))) continue;
    const [[west, south], [east, north]] = boundsOf(country);
    points.push([west, south], [east, north]);
  }
  if (!points.length) {
    projection.fitSize([WIDTH, HEIGHT], { type: "Sphere" });
    return;
  }
  const around: [number, number][] = points.flatMap(([lon, lat]): [number, number][] => [
    [Math.max(lon - 4, -179), Math.max(lat - 3, -80)],
    [Math.min(lon + 4, 179), Math.min(lat + 3, 80)],
  ]);
  const all: MultiPoint = { type: "MultiPoint", coordinates: around };
  projection.fitExtent([[20, 20], [WIDTH - 20, HEIGHT - 20]], all);
}

/** West, south, east, north of the largest part: far islands do not widen the view. */
function boundsOf(country: Country): [[number, number], [number, number]] {
  const geometry = country.geometry;
  const parts = geometry.type === "MultiPolygon" ? geometry.coordinates : geometry.type === "Polygon" ? [geometry.coordinates] : [];
  const largest = parts.map((part) => part[0] ?? []).sort((a, b) => b.length - a.length)[0] ?? [];
  const lon = largest.map((p) => p[0] ?? 0);
  const lat = largest.map((p) => p[1] ?? 0);
  return [[Math.min(...lon), Math.min(...lat)], [Math.max(...lon), Math.max(...lat)]];
}

function keyOf(alpha2: string): string {
  return alpha2 === "XK" ? "Kosovo" : (iso.whereAlpha2(alpha2)?.numeric ?? alpha2);
}

function keyOfShape(shape: { id?: string | number; properties?: { name: string } | null }): string {
  return shape.id !== undefined ? String(shape.id).padStart(3, "0") : (shape.properties?.name ?? "");
}

function drawLand(
  land: Group, borders: Group, topology: Shapes, countries: FeatureCollection<Geometry, { name: string }>, path: GeoPath,
): void {
  land.selectAll("*").remove();
  borders.selectAll("*").remove();
  land.append("path").attr("class", "country").attr("d", path(countries));
  const object = topology.objects.countries;
  type Shape = Parameters<typeof keyOfShape>[0];
  const between = (wanted: boolean): string | null =>
    path(mesh(topology, object, (a, b) => a !== b && isDisputed(keyOfShape(a as Shape), keyOfShape(b as Shape)) === wanted));
  borders.append("path").attr("class", "coast").attr("d", path(mesh(topology, object, (a, b) => a === b)));
  borders.append("path").attr("class", "border").attr("d", between(false));
  borders.append("path").attr("class", "border disputed").attr("d", between(true));
}

function drawAreas(group: Group, areas: Area[], countries: Country[], path: GeoPath): void {
  group.selectAll("*").remove();
  const shapes = new Map(countries.map((country) => [keyOfShape(country), country]));
  for (const area of areas) {
    const shape = shapes.get(keyOf(area.iso));
    if (!shape) continue;
    const words = `${area.name}: ${counted(area.n, "incident")} told of the country, not nearer`;
    const link = group.append("a").attr("href", withFilters({ country: area.iso })).attr("tabindex", -1).attr("aria-label", words);
    link.append("title").text(words);
    link.append("path").attr("class", "area").attr("d", path(shape)).attr("fill", "url(#hatch)").attr("fill-opacity", 0.55);
  }
}

function drawPins(group: Group, pins: Pin[], projection: GeoProjection): [Selection<SVGCircleElement, undefined, null, undefined>, number][] {
  const made: [Selection<SVGCircleElement, undefined, null, undefined>, number][] = [];
  for (const pin of pins) {
    const at = projection([pin.lon, pin.lat]);
    if (!at) continue;
    const words = `${pin.name}: ${pin.words}${pin.killed ? `, ${pin.killed} killed` : ""}`;
    const href = pin.id ? toPath(`/incident/${encodeURIComponent(pin.id)}`) : withFilters({ place: pin.name });
    const link = group.append("a").attr("class", "pin").attr("href", href).attr("tabindex", -1).attr("aria-label", words);
    link.append("title").text(words);
    const radius = Math.min(4 + Math.sqrt(pin.n) * 1.6, 16);
    made.push([link.append("circle").attr("cx", at[0]).attr("cy", at[1]).attr("r", radius), radius]);
  }
  return made;
}
