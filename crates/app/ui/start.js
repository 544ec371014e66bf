// The first view: a story is pasted or opened, and its record stands beneath. Nothing is kept.

import { ask, h } from "./dom.js";
import { story } from "./story.js";

export function start(main) {
  const text = h("textarea", {
    id: "text", rows: 9, placeholder: "Paste a news story: its headline first, then the text", spellcheck: "false",
  });
  const date = h("input", { id: "date", type: "date" });
  const file = h("input", { id: "file", type: "file", class: "hidden", onchange: () => file.files[0] && read(file.files[0], file.files[0].name) });
  const button = h("button.main", { type: "submit" }, "Read it");
  const said = h("p.said", { role: "status" });
  const found = h("div", { id: "found" });

  async function read(body, name) {
    button.disabled = true;
    said.className = "said";
    said.textContent = "Reading…";
    try {
      const query = new URLSearchParams();
      if (date.value) query.set("date", date.value);
      if (name) query.set("name", name);
      const begun = performance.now();
      const coded = await ask(`/api/code?${query}`, { method: "POST", body, headers: name ? {} : { "content-type": "text/plain" } });
      said.textContent = summary(coded, performance.now() - begun);
      found.replaceChildren(
        ...coded.stories.map((one) => story(one)),
        coded.skipped.length ? h("section.skipped", {}, h("h2", {}, "Not read"), h("ul", {}, coded.skipped.map((one) => h("li", {}, one)))) : "",
      );
      if (coded.stories.length) found.scrollIntoView({ behavior: "instant", block: "start" });
    } catch (error) {
      said.className = "said wrong";
      said.textContent = error.message;
    } finally {
      button.disabled = false;
      file.value = "";
    }
  }

  async function example() {
    text.value = await (await fetch("/assets/example.txt")).text();
    date.value = "2019-01-14";
    await read(text.value);
  }

  const form = h("form.paste", {
    onsubmit: (event) => {
      event.preventDefault();
      if (text.value.trim()) read(text.value);
      else text.focus();
    },
    ondragover: (event) => event.preventDefault(),
    ondrop: (event) => {
      const dropped = event.dataTransfer.files[0];
      if (!dropped) return;
      event.preventDefault();
      read(dropped, dropped.name);
    },
  },
    h("label", { for: "text" }, "A story"),
    text,
    h("div.row", {},
      h("label", { for: "date" }, "Published"), date,
      button,
      h("label.button", { for: "file" }, "Open a file…"), file,
      h("button.plain", { type: "button", onclick: example }, "Try an example"),
    ),
    said,
  );
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  main.replaceChildren(form, found);
}

function summary(coded, milliseconds) {
  const count = (what) => coded.stories.reduce((sum, one) => sum + one.record[what].length, 0);
  const many = (number, one) => `${number} ${one}${number === 1 ? "" : "s"}`;
  const stories = coded.stories.length === 1 ? "" : `${coded.stories.length} stories: `;
  const denials = coded.stories.reduce((sum, one) => sum + one.record.statements.filter((said) => said.act === "deny").length, 0);
  return `${stories}${many(count("events"), "event")}, ${many(count("statements"), "statement")}, ${many(denials, "denial")}; read in ${(milliseconds / 1000).toFixed(2)} s. Nothing was kept.`;
}
