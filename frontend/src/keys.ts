/** The keyboard: j and k along the items of a page, Enter to open, / to search, g and a letter to another view. */

let waiting = 0;

export function startKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (act(event.key)) event.preventDefault();
  });
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== "range";
  return target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName);
}

function act(key: string): boolean {
  const goes = Date.now() - waiting < 1500;
  waiting = 0;
  if (goes) return press(`[data-go="${CSS.escape(key)}"]`, document);
  switch (key) {
    case "g":
      waiting = Date.now();
      return true;
    case "j":
      return step(1);
    case "k":
      return step(-1);
    case "o":
      return unfold();
    case "/": {
      const field = document.querySelector<HTMLInputElement>("#find");
      field?.focus();
      field?.select();
      return field !== null;
    }
    case "?":
      return press('.foot a[href^="/help"]', document);
    case "[":
      return press("[data-earlier]", document);
    case "]":
      return press("[data-later]", document);
    default:
      return judge(key);
  }
}

function items(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-item]")].filter((item) => item.offsetParent !== null);
}

function here(): HTMLElement | undefined {
  return document.querySelector<HTMLElement>("[data-item].here") ?? undefined;
}

function step(by: number): boolean {
  const all = items();
  if (!all.length) return false;
  const current = here();
  const at = current ? all.indexOf(current) : by > 0 ? -1 : all.length;
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  if (!next) return false;
  current?.classList.remove("here");
  next.classList.add("here");
  next.scrollIntoView({ block: "nearest" });
  const first = next.querySelector<HTMLElement>("a[href], summary, button");
  (first ?? next).focus({ preventScroll: true });
  return true;
}

function unfold(): boolean {
  const folded = here()?.querySelector("details");
  if (!folded) return false;
  folded.open = !folded.open;
  return true;
}

/** A verdict on the item at hand: its reason first, then the button. */
function judge(key: string): boolean {
  const form = here()?.querySelector<HTMLFormElement>("form.judge");
  const button = form?.querySelector<HTMLButtonElement>(`[data-key="${CSS.escape(key)}"]`);
  if (!form || !button) return false;
  form.closest("details")?.setAttribute("open", "");
  const value = form.querySelector<HTMLInputElement>("[data-value]");
  const why = form.querySelector<HTMLInputElement>("[data-why]");
  if (button.hasAttribute("data-needs-value") && value && !value.value.trim()) {
    value.focus();
    return true;
  }
  if (why && !why.value.trim()) why.focus();
  else button.click();
  return true;
}

function press(selector: string, within: ParentNode): boolean {
  const found = within.querySelector<HTMLElement>(selector);
  found?.click();
  return found !== null;
}
