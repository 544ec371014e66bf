// A text with what was found in it: every stretch of it knows which marks cover it.

import { h } from "./dom.js";

/** A mark: start and end in code points, a class, what it is about (ids), and what to say of it. */
export class Marks {
  constructor(text) {
    this.points = Array.from(text);
    this.marks = [];
  }

  add(span, kind, ids = [], label = null) {
    if (span.start < span.end) this.marks.push({ start: span.start, end: span.end, kind, ids, label });
  }

  /** Paragraphs, their marks as nested as they stand. */
  paragraphs() {
    const edges = new Set([0, this.points.length]);
    for (const { start, end } of this.marks) edges.add(start).add(end);
    this.points.forEach((point, at) => point === "\n" && edges.add(at).add(at + 1));
    const cuts = [...edges].sort((a, b) => a - b);
    const starts = Map.groupBy ? Map.groupBy(this.marks, (mark) => mark.start) : grouped(this.marks);
    const paragraphs = [];
    let paragraph = [];
    let open = [];
    for (let number = 0; number + 1 < cuts.length; number++) {
      const [start, end] = [cuts[number], cuts[number + 1]];
      open = open.filter((mark) => mark.end > start);
      const begun = starts.get(start) ?? [];
      open.push(...begun);
      const piece = this.points.slice(start, end).join("");
      if (piece === "\n") {
        if (paragraph.length) paragraphs.push(h("p", {}, paragraph));
        paragraph = [];
      } else {
        paragraph.push(stretch(piece, start, open, begun));
      }
    }
    if (paragraph.length) paragraphs.push(h("p", {}, paragraph));
    return paragraphs;
  }
}

function grouped(marks) {
  const groups = new Map();
  for (const mark of marks) groups.set(mark.start, [...(groups.get(mark.start) ?? []), mark]);
  return groups;
}

/** A stretch of text under its marks, and where it stands. What begins here can be reached by the keyboard. */
function stretch(piece, at, open, begun) {
  if (!open.length) return document.createTextNode(piece);
  const told = open.filter((mark) => mark.label);
  const kinds = [...new Set(open.map((mark) => mark.kind))];
  const reached = begun.some((mark) => mark.label);
  return h(`span.${kinds.join(".")}`, {
    "data-at": at,
    "data-ids": [...new Set(open.flatMap((mark) => mark.ids))].join(" ") || null,
    "data-tell": told.length ? told.map((mark) => mark.label).join("\n") : null,
    tabindex: reached ? 0 : null,
    role: reached && kinds.includes("trigger") ? "button" : null,
    "aria-label": reached ? `${piece} (${told.map((mark) => mark.label).join("; ")})` : null,
  }, piece);
}
