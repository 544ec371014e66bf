// The page: what stands around every view of it.

import { ask, h } from "./dom.js";
import { start } from "./start.js";

const shade = document.getElementById("shade");

/** Light or dark: as the system has it, until the reader chooses. */
function dress(dark) {
  document.documentElement.dataset.shade = dark ? "dark" : "light";
  shade.textContent = dark ? "Light" : "Dark";
  shade.setAttribute("aria-pressed", String(dark));
}

dress((localStorage.getItem("shade") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark");
shade.addEventListener("click", () => {
  const dark = document.documentElement.dataset.shade !== "dark";
  localStorage.setItem("shade", dark ? "dark" : "light");
  dress(dark);
});

start(document.getElementById("main"));

ask("/api/version").then((run) => {
  const versions = `dateline ${run.dateline} · model ${run.model} · knowledge ${run.knowledge} · lexicon ${run.lexicon}`;
  const api = h("a", { href: "/api/openapi.json" }, "API");
  document.getElementById("foot").replaceChildren(versions, " · ", api);
});
