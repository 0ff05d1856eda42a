/** A report's text and what was read there, side by side: pointing at one lights the other. */

export function startPointing(): void {
  const reading = document.querySelector<HTMLElement>(".reading");
  if (!reading) return;
  const marks = [...reading.querySelectorAll<HTMLElement>("[data-notes]")];
  const numbersOf = (mark: HTMLElement): string[] => (mark.dataset["notes"] ?? "").split(" ");
  const light = (numbers: string[]): void => {
    reading.querySelectorAll(".lit").forEach((lit) => lit.classList.remove("lit"));
    for (const number of numbers) document.getElementById(`n${number}`)?.classList.add("lit");
    for (const mark of marks) if (numbersOf(mark).some((n) => numbers.includes(n))) mark.classList.add("lit");
  };
  const pointed = (target: EventTarget | null): string[] | undefined => {
    if (!(target instanceof Element)) return undefined;
    const mark = target.closest<HTMLElement>("[data-notes]");
    if (mark) return numbersOf(mark).slice(0, 1);
    const note = target.closest<HTMLElement>("li")?.querySelector<HTMLElement>("[data-note]");
    return note?.dataset["note"] ? [note.dataset["note"]] : undefined;
  };
  for (const kind of ["mouseover", "focusin"]) {
    reading.addEventListener(kind, (event) => {
      const numbers = pointed(event.target);
      if (numbers) light(numbers);
    });
  }
  reading.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-notes]") : null;
    const first = mark ? numbersOf(mark)[0] : undefined;
    if (first) document.getElementById(`n${first}`)?.scrollIntoView({ block: "nearest" });
  });
}
