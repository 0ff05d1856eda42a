/** Reports > voices > roots as a picture: how many reports come down to how few who know. */

import { create, type Selection } from "d3-selection";
import { linkHorizontal } from "d3-shape";
import { dataFor, toPath } from "./page";

interface Named {
  id: string;
  words: string;
}

interface Trail {
  steps: { root: Named & { official: boolean; known: boolean }; voice: Named; reports: Named[] }[];
  reprints: string[];
}

interface Node extends Named {
  column: number;
  href?: string;
  isUnknown?: boolean;
  y: number;
}

const WIDTH = 900;
const ROW = 26;
const COLUMNS = [190, 450, 700];
const LONGEST = 30;

export function drawTrail(holder: HTMLElement): void {
  const data = dataFor<Trail>(holder, "data-trail");
  if (!data?.steps.length || data.steps.length > 60) return;
  const nodes = new Map<string, Node>();
  const links = new Set<string>();
  const add = (column: number, named: Named, more: Partial<Node> = {}): string => {
    const key = `${column} ${named.id}`;
    if (!nodes.has(key)) nodes.set(key, { ...named, column, y: 0, ...more });
    return key;
  };
  for (const { root, voice, reports } of data.steps) {
    const to = add(2, root, { isUnknown: !root.known });
    const through = add(1, voice);
    links.add(`${through}\n${to}`);
    for (const report of reports) {
      const words = data.reprints.includes(report.id) ? `${report.words} (reprint)` : report.words;
      const from = add(0, { ...report, words }, { href: toPath(`/report/${encodeURIComponent(report.id)}`) });
      links.add(`${from}\n${through}`);
    }
  }
  const columns = [0, 1, 2].map((column) => [...nodes.values()].filter((n) => n.column === column));
  const rows = Math.max(...columns.map((c) => c.length));
  const height = (rows + 1) * ROW + 10;
  for (const column of columns) {
    column.forEach((node, at) => (node.y = ROW * 1.6 + ((at + 0.5) * rows * ROW) / column.length - ROW / 2));
  }
  const svg = create("svg").attr("viewBox", `0 0 ${WIDTH} ${height}`).attr("role", "group");
  svg.attr("aria-label", "Reports, voices and roots; the table below says the same");
  ["reports", "voices", "roots"].forEach((name, column) => {
    svg.append("text").attr("class", "head-row").attr("x", COLUMNS[column] ?? 0).attr("y", 13)
      .attr("text-anchor", column === 0 ? "end" : "start").text(name);
  });
  const curve = linkHorizontal<unknown, [number, number]>();
  for (const link of links) {
    const [a, b] = link.split("\n").map((key) => nodes.get(key));
    if (!a || !b) continue;
    const start: [number, number] = [(COLUMNS[a.column] ?? 0) + (a.column === 0 ? 8 : 6 + 6.9 * labelOf(a).length), a.y];
    const path = curve({ source: start, target: [(COLUMNS[b.column] ?? 0) - 10, b.y] });
    svg.append("path").attr("class", "link").attr("d", path);
  }
  for (const node of nodes.values()) drawNode(svg, node);
  holder.append(svg.node() as globalThis.Node);
}

function drawNode(svg: Selection<SVGSVGElement, undefined, null, undefined>, node: Node): void {
  const x = COLUMNS[node.column] ?? 0;
  const g = svg.append("g").attr("class", node.isUnknown ? "node unknown" : "node");
  const within = node.href ? g.append("a").attr("href", node.href) : g;
  within.append("title").text(node.words);
  within.append("circle").attr("class", "dot").attr("r", 3).attr("cx", node.column === 0 ? x + 4 : x - 6).attr("cy", node.y);
  within.append("text").attr("x", node.column === 0 ? x - 4 : x).attr("y", node.y + 4)
    .attr("text-anchor", node.column === 0 ? "end" : "start").text(labelOf(node));
}

function labelOf(node: Node): string {
  return node.words.length > LONGEST ? `${node.words.slice(0, LONGEST - 1)}…` : node.words;
}
