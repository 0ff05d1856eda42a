/** Incidents over time: where each may lie in time as its width, low to high of the dead as its height. */

import { scaleSqrt, scaleUtc } from "d3-scale";
import { create } from "d3-selection";
import { dataFor, toPath, withFilters } from "./page";

interface Item {
  day: string;
  until: string;
  n: number;
  low: number | null;
  best: number | null;
  high: number | null;
  words: string;
  id: string | null;
}

interface Timeline {
  by: "incident" | "month";
  undated: number;
  items: Item[];
}

const WIDTH = 560;
const HEIGHT = 340;
const EDGE = { top: 12, right: 14, bottom: 26, left: 40 };
const DAY = 86_400_000;

export function drawTimeline(holder: HTMLElement): void {
  const data = dataFor<Timeline>(holder, "data-timeline");
  if (!data?.items.length) return;
  const first = Math.min(...data.items.map((i) => Date.parse(i.day)));
  const last = Math.max(...data.items.map((i) => Date.parse(i.until))) + DAY;
  const most = Math.max(1, ...data.items.flatMap((i) => [i.low ?? 0, i.best ?? 0, i.high ?? 0]));
  const x = scaleUtc([new Date(first), new Date(last)], [EDGE.left, WIDTH - EDGE.right]).nice();
  const y = scaleSqrt([0, most], [HEIGHT - EDGE.bottom, EDGE.top]).nice();
  const floor = y(0);
  const svg = create("svg").attr("viewBox", `0 0 ${WIDTH} ${HEIGHT}`).attr("role", "group");
  svg.attr("aria-label", `Timeline of ${data.items.length} ${data.by === "month" ? "months" : "incidents"}; the list below has them all`);

  const axis = svg.append("g").attr("class", "axis").attr("aria-hidden", "true");
  for (const value of y.ticks(4)) {
    axis.append("line").attr("x1", EDGE.left).attr("x2", WIDTH - EDGE.right).attr("y1", y(value)).attr("y2", y(value));
    axis.append("text").attr("x", EDGE.left - 6).attr("y", y(value) + 4).attr("text-anchor", "end").text(value);
  }
  const format = x.tickFormat(4);
  for (const tick of x.ticks(4)) {
    axis.append("text").attr("x", x(tick)).attr("y", HEIGHT - 8).attr("text-anchor", "middle").text(format(tick));
  }

  for (const item of data.items) {
    const link = svg.append("a").attr("class", "stem").attr("tabindex", -1).attr("href", addressOf(item));
    const words = `${item.words}, ${item.day}${item.until === item.day ? "" : ` to ${item.until}`}${tollWords(item)}`;
    link.attr("aria-label", words).append("title").text(words);
    const left = x(Date.parse(item.day));
    const width = Math.max(x(Date.parse(item.until) + DAY) - left, 4);
    const given = [item.low, item.best, item.high].filter((n): n is number => n !== null);
    if (!given.length) {
      link.append("circle").attr("class", "none").attr("cx", left + width / 2).attr("cy", floor - 4).attr("r", 3);
      continue;
    }
    const top = y(Math.max(...given));
    const bottom = y(item.low ?? 0);
    link.append("rect").attr("class", "range").attr("x", left).attr("width", width).attr("y", top)
      .attr("height", Math.max((item.low === null ? floor : bottom) - top, 3));
    link.append("rect").attr("class", "best").attr("x", left).attr("width", width).attr("height", 3)
      .attr("y", y(item.best ?? given[0] ?? 0) - 1.5);
    link.append("rect").attr("x", left).attr("width", width).attr("y", top).attr("height", floor - top).attr("fill", "transparent");
  }
  holder.append(svg.node() as Node);
  if (data.undated) {
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = `${data.undated} without a day`;
    holder.append(note);
  }
}

function addressOf(item: Item): string {
  return item.id ? toPath(`/incident/${encodeURIComponent(item.id)}`) : withFilters({ since: item.day, until: item.until });
}

function tollWords(item: Item): string {
  const { low, best, high } = item;
  if (low === null && best === null && high === null) return "";
  return `, killed: ${low ?? "?"} / ${best ?? "?"} / ${high ?? "?"}`;
}
