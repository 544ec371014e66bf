// A story and its record: the text with its marks on one side, what was read on the other.

import { h } from "./dom.js";
import { Marks } from "./marks.js";
import { tree } from "./tree.js";

const QUADS = ["", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

/** `one`: text, record and reasons, as the API sends them. */
export function story({ text, record, why }) {
  const actors = new Map(record.actors.map((actor) => [actor.id, actor]));
  const places = new Map(record.places.map((place) => [place.id, place]));
  const statements = new Map(record.statements.map((statement) => [statement.id, statement]));
  const view = h("article.story");
  const list = h("section.record", { "aria-label": "The record" },
    h("h2", {}, `Events (${record.events.length})`),
    record.events.length ? record.events.map((event, at) => card(event, at)) : h("p.none", {}, "No event was found."),
    h("h2", {}, `Statements (${record.statements.length})`),
    record.statements.map((statement) => said(statement)),
    more("Actors", record.actors.map((actor) => h("li", { "data-about": actor.id }, h("b", {}, actor.name), " ", codes(actor), actor.title ? `, ${actor.title}` : ""))),
    more("Places", record.places.map((place) => h("li", {}, h("b", {}, place.name), " ", [place.admin1, place.country].filter(Boolean).join(", "), coordinates(place)))),
    more("Not coded", record.abstentions.map((one) => h("li", {}, `“${one.text}”: ${one.reason} `, h("code", {}, one.rule)))),
    h("p.downloads", {}, h("a", { href: `data:application/json,${encodeURIComponent(JSON.stringify(record, null, 1))}`, download: `${record.article.id}.json` }, "The record as JSON")),
  );
  const paragraphs = marked().paragraphs();
  paragraphs[0]?.classList.add("headline");
  const page = h("section.text", { "aria-label": "The story" },
    h("p.facts", {}, [record.article.published ?? "no day of publication", record.article.publisher].filter(Boolean).join(" · ")),
    record.notes?.map((note) => h("p.note", {}, note)),
    paragraphs,
  );
  view.append(page, list);
  view.addEventListener("click", (event) => choose(event.target.closest("[data-ids]")));
  view.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-ids]")) choose(event.target);
    if (event.key === "Escape") show(null);
  });
  for (const moment of ["pointerover", "focusin"]) view.addEventListener(moment, (event) => tell(event.target.closest("[data-tell]")));
  for (const moment of ["pointerleave", "focusout"]) view.addEventListener(moment, () => tell(null));
  return view;

  function marked() {
    const marks = new Marks(text);
    for (const piece of record.boilerplate) marks.add(piece, piece.kind === "caption" ? "caption" : "unread", [], piece.kind === "caption" ? "a caption" : `${piece.kind}: not read`);
    for (const statement of record.statements) {
      const label = `${speaker(statement)} (${statement.act}${statement.negated ? ", negated" : ""})`;
      for (const piece of statement.content) marks.add(piece, "content", [statement.id]);
      for (const piece of statement.cue) marks.add(piece, "cue", [statement.id], label);
    }
    for (const actor of record.actors) for (const mention of actor.mentions) marks.add(mention, "actor", [actor.id], [actor.name, codeText(actor)].filter(Boolean).join(" · "));
    for (const place of record.places) for (const mention of place.mentions) marks.add(mention, "place", [place.id], [place.name, place.admin1, place.country].filter(Boolean).join(", "));
    for (const time of record.times) marks.add(time, "time", [time.id], time.value);
    for (const event of record.events) {
      for (const piece of event.trigger) marks.add(piece, "trigger", [event.id], [event.type, ...event.modes, event.modality].join(" "));
      for (const piece of event.resumed ?? []) marks.add(piece, "resumed", [event.id], `${event.type}, told again`);
    }
    return marks;
  }

  function card(event, at) {
    const parties = (list) => (list.length ? list.map((party, number) => [number ? ", " : "", h("b", {}, actors.get(party.actor)?.name ?? party.text), " ", codes(actors.get(party.actor))]) : h("i", {}, "nobody named"));
    const place = places.get(event.place);
    const facts = [
      event.date ? event.date.value : "no date",
      place ? [place.name, place.country].filter(Boolean).join(", ") : null,
      event.modality,
      event.quantities.map((one) => `${one.qualifier ? `${one.qualifier} ` : ""}${one.value} ${one.what}`).join(", "),
    ].filter(Boolean);
    return h(`div.event.quad${event.quad_code}`, { "data-about": event.id },
      h("h3", {},
        h("button.open", { type: "button", "aria-expanded": "false", onclick: () => show(event.id) },
          h("span.number", {}, `E${at + 1}`), " ", h("span.type", { title: `${QUADS[event.quad_code]}, ${event.event_scale}` }, [event.type, ...event.modes].join(" ")))),
      h("p.who", {}, parties(event.actors), event.recipients.length ? [h("span.arrow", { "aria-label": "to" }, " → "), parties(event.recipients)] : ""),
      h("p.facts", {}, facts.join(" · ")),
      h("p.facts", {}, "according to ", event.according_to.length ? event.according_to.map((id, number) => [number ? ", " : "", speaker(statements.get(id))]) : "the paper itself"),
      h("div.why", { hidden: true }),
    );
  }

  function reasons(event) {
    const told = why[event.id];
    const row = (name, ...what) => [h("dt", {}, name), h("dd", {}, ...what)];
    return [
      tree(told.tokens),
      h("dl", {},
        row("frame", `“${told.trigger}” `, h("code", {}, told.frame), ` ${told.examples} example${told.examples === 1 ? "" : "s"}`),
        told.parties.map((party) => row(party.role, `“${party.words}”`, party.is ? ` → ${party.is.name} ${party.is.code ? `[${party.is.code}]` : ""} · ${party.is.reason}` : "")),
        row("according to", told.according_to.length ? told.according_to.map((one) => h("div", {}, `${one.speaker ?? "somebody"} “${one.cue}” `, h("code", {}, one.rule))) : "the narrator: it stands in nobody's statement"),
        told.date ? row("date", `“${told.date.words}” → ${told.date.value}`) : "",
        told.place ? row("place", told.place) : "",
        row("CAMEO", event.cameo),
        event.contexts.length ? row("contexts", event.contexts.join(", ")) : "",
        told.rejected.map((one) => row("rejected", `“${one.words}” `, h("code", {}, one.frame), ` ${one.reason}`)),
      ),
    ];
  }

  function said(statement) {
    return h("div.statement", { "data-about": statement.id },
      h("p", {}, h("span.number", {}, statement.id.toUpperCase()), " ", h("b", {}, speaker(statement)), " ",
        h("span.act", {}, [statement.negated ? "not" : null, statement.act, statement.kind].filter(Boolean).join(" · ")),
        statement.within ? h("span.facts", {}, ` within ${statement.within.toUpperCase()}`) : ""),
      h("blockquote", {}, statement.content.map((piece) => piece.text).join(" … ")));
  }

  function speaker(statement) {
    if (!statement?.speaker) return "somebody";
    return actors.get(statement.speaker.actor)?.name ?? statement.speaker.text;
  }

  /** What a click on the text is about: an event before a statement before an actor. */
  function choose(stretch) {
    if (!stretch) return;
    const ids = stretch.dataset.ids.split(" ");
    show(ids.find((id) => id.startsWith("e")) ?? ids[0]);
  }

  /** Marks everything that is about this, opens its reasons, and brings it into view. */
  function show(id) {
    const event = record.events.find((one) => one.id === id);
    const passages = event ? [...event.actors.map((one) => [one, "doer"]), ...event.recipients.map((one) => [one, "target"])] : [];
    for (const stretch of view.querySelectorAll(".on, .doer, .target")) stretch.classList.remove("on", "doer", "target");
    for (const stretch of page.querySelectorAll("[data-ids]")) {
      if (stretch.dataset.ids.split(" ").includes(id)) stretch.classList.add("on");
    }
    for (const [passage, role] of passages) stretches(passage).forEach((one) => one.classList.add(role));
    for (const one of list.querySelectorAll("[data-about]")) {
      const chosen = one.dataset.about === id;
      one.classList.toggle("on", chosen);
      const box = one.querySelector(".why");
      if (!box) continue;
      const open = chosen && box.hidden;
      box.hidden = !open;
      one.querySelector(".open").setAttribute("aria-expanded", String(open));
      if (open && !box.childElementCount) box.append(...reasons(event));
    }
    view.querySelector(`.record [data-about="${CSS.escape(id ?? "")}"]`)?.scrollIntoView({ block: "nearest" });
  }

  /** The stretches of the text between two of its code points. */
  function stretches({ start, end }) {
    return [...page.querySelectorAll("[data-at]")].filter((one) => one.dataset.at >= start && one.dataset.at < end);
  }

  function tell(stretch) {
    for (const old of view.querySelectorAll(".tip-box")) old.remove();
    if (!stretch) return;
    const box = h("div.tip-box", { role: "tooltip" }, stretch.dataset.tell.split("\n").map((line) => h("div", {}, line)));
    page.append(box);
    const [at, around] = [stretch.getBoundingClientRect(), page.getBoundingClientRect()];
    box.style.setProperty("left", `${Math.max(0, Math.min(at.left - around.left, around.width - box.offsetWidth))}px`);
    box.style.setProperty("top", `${at.bottom - around.top + 4}px`);
  }
}

function more(name, items) {
  return items.length ? h("details", {}, h("summary", {}, `${name} (${items.length})`), h("ul", {}, items)) : null;
}

function codeText(actor) {
  return [actor?.country, ...(actor?.sectors ?? [])].filter(Boolean).join(" ");
}

function codes(actor) {
  const text = codeText(actor);
  return text ? h("span.code", {}, text) : "";
}

function coordinates(place) {
  return place.latitude === null ? "" : ` ${place.latitude.toFixed(2)}, ${place.longitude.toFixed(2)}`;
}
