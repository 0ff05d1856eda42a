/** The days of a page as a slider: the server's list of days, moved by hand. */

export function startSlider(visit: (address: string) => Promise<void>): void {
  const form = document.querySelector<HTMLFormElement>("form[data-asof]");
  const list = form?.querySelector<HTMLSelectElement>("select");
  if (!form || !list || list.options.length < 2) return;
  const days = [...list.options].map((option) => option.value);
  const range = document.createElement("input");
  Object.assign(range, { type: "range", id: "as_of", min: "0", max: String(days.length - 1), step: "1" });
  range.value = String(list.selectedIndex);
  const shown = document.createElement("output");
  const say = (): void => {
    const words = list.options[Number(range.value)]?.text ?? "";
    shown.textContent = words;
    range.setAttribute("aria-valuetext", words);
  };
  say();
  const go = async (to: number): Promise<void> => {
    const day = days[to];
    if (day === undefined || to === list.selectedIndex) return;
    const query = new URLSearchParams(location.search);
    if (day) query.set("as_of", day);
    else query.delete("as_of");
    const text = query.toString();
    await visit(text ? `${location.pathname}?${text}` : location.pathname);
    document.querySelector<HTMLElement>("#as_of")?.focus({ preventScroll: true });
  };
  const arrow = (words: string, label: string, attribute: string, by: number): HTMLButtonElement => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.setAttribute("aria-label", label);
    button.setAttribute(attribute, "");
    button.disabled = days[list.selectedIndex + by] === undefined;
    button.addEventListener("click", () => void go(list.selectedIndex + by));
    return button;
  };
  range.addEventListener("input", say);
  range.addEventListener("change", () => void go(Number(range.value)));
  const label = form.querySelector("label");
  const kept: Node[] = [arrow("‹", "A day earlier", "data-earlier", -1), range, arrow("›", "A day later", "data-later", 1), shown];
  form.replaceChildren(...(label ? [label] : []), ...kept);
}
