// A sentence's tree, drawn: an arc from each head to its word.

import { h, svg } from "./dom.js";

const LETTER = 7.6;
const STEP = 17;

/** The drawing; it scrolls where the sentence is long. */
export function tree(tokens) {
  const widths = tokens.map((token) => Math.max(token.word.length, token.tag.length) * LETTER + 16);
  let right = 8;
  const middles = widths.map((width) => {
    right += width;
    return right - width / 2;
  });
  const arcs = tokens
    .map((token, at) => ({ from: token.head - 1, to: at, relation: token.relation }))
    .filter((arc) => arc.from >= 0)
    .sort((a, b) => Math.abs(a.from - a.to) - Math.abs(b.from - b.to));
  const levels = tokens.map(() => 0); // above each gap between two words
  for (const arc of arcs) {
    const [low, high] = [Math.min(arc.from, arc.to), Math.max(arc.from, arc.to)];
    arc.level = 1 + Math.max(0, ...levels.slice(low, high));
    for (let gap = low; gap < high; gap++) levels[gap] = arc.level;
  }
  const top = 14 + STEP * Math.max(1, ...arcs.map((arc) => arc.level));
  const lines = arcs.flatMap((arc) => {
    const [from, to] = [middles[arc.from] + (arc.from < arc.to ? 4 : -4), middles[arc.to]];
    const height = top - STEP * arc.level;
    const path = svg("path", { d: `M${from} ${top}V${height + 6}Q${from} ${height} ${from + (from < to ? 6 : -6)} ${height}H${to + (from < to ? -6 : 6)}Q${to} ${height} ${to} ${height + 6}V${top - 3}`, class: "arc" });
    const tip = svg("path", { d: `M${to - 3} ${top - 6}L${to} ${top}L${to + 3} ${top - 6}z`, class: "tip" });
    const name = svg("text", { x: (from + to) / 2, y: height - 2, class: "relation" }, arc.relation);
    return [path, tip, name];
  });
  const words = tokens.flatMap((token, at) => [
    svg("text", { x: middles[at], y: top + 15, class: token.trigger ? "word trigger" : "word" }, token.word),
    svg("text", { x: middles[at], y: top + 29, class: "tag" }, token.tag),
  ]);
  const drawing = svg("svg", { width: right + 8, height: top + 36, viewBox: `0 0 ${right + 8} ${top + 36}`, role: "img", "aria-label": "The sentence's dependency tree" }, ...lines, ...words);
  return h("div.tree", { tabindex: 0, role: "region", "aria-label": "The sentence's tree" }, drawing);
}
