/** What every module needs of the page: its data, and addresses that keep the rest of its state. */

/** Data that the server put into the page beside an element; undefined where there is none. */
export function dataFor<T>(holder: Element, attribute: string): T | undefined {
  const name = holder.getAttribute(attribute);
  const text = name ? document.getElementById(name)?.textContent : null;
  return text ? (JSON.parse(text) as T) : undefined;
}

/** A path with the moment at which this page is asked. */
export function toPath(path: string): string {
  const now = new URLSearchParams(location.search);
  const kept = new URLSearchParams();
  for (const name of ["as_of", "known_at"]) {
    const value = now.get(name);
    if (value) kept.set(name, value);
  }
  const query = kept.toString();
  return query ? `${path}?${query}` : path;
}

/** This page with other filters; an empty value takes one away. */
export function withFilters(changes: Record<string, string>): string {
  const query = new URLSearchParams(location.search);
  query.delete("page");
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  return text ? `${location.pathname}?${text}` : location.pathname;
}

export function counted(number: number, noun: string): string {
  return `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;
}
