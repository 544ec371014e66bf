// The page in a real browser: DATELINE is the program, CHROMIUM the browser.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const AXE = new URL("node_modules/axe-core/axe.min.js", import.meta.url);
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

let server, browser, home;

before(async () => {
  server = spawn(process.env.DATELINE, ["serve", "--port", "0", "--no-config"], { stdio: ["ignore", "ignore", "pipe"] });
  home = await new Promise((found, failed) => {
    let said = "";
    server.stderr.on("data", (data) => {
      said += data;
      const address = said.match(/http:\/\/[\d.:]+(?=\s)/);
      if (address) found(address[0]);
    });
    server.on("exit", () => failed(new Error(`it ended: ${said}`)));
  });
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: QUIET });
});

after(async () => {
  await browser?.close();
  server?.kill();
});

/** A page whose every error fails the test, and that asks nothing of other hosts. */
async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
  page.on("request", (request) => request.url().startsWith(home) || request.url().startsWith("data:") || page.faults.push(request.url()));
  page.on("dialog", (dialog) => (page.faults.push(`a dialog: ${dialog.message()}`), dialog.dismiss()));
  await page.goto(home);
  return page;
}

async function paste(page, text) {
  await page.fill("#text", text);
  await page.click("text=Read it");
  await page.waitForSelector(".story");
}

/** What axe finds wrong by WCAG A and AA, contrast among it. */
async function wrongs(page) {
  await page.evaluate(await readFile(AXE, "utf8"));
  const found = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(", ")}`);
}

test("a pasted story shows who did what, and why", async () => {
  const page = await open();
  await paste(page, "Norway expels two diplomats\n\nNorway expelled two Russian diplomats on Monday, the foreign ministry said.");
  const event = page.locator(".event").first();
  assert.match(await event.innerText(), /SANCTION/);
  await event.locator(".open").click();
  assert.match(await event.locator(".why").innerText(), /frame/);
  assert.ok((await event.locator(".tree .arc").count()) > 2);
  assert.ok((await page.locator(".text .trigger.on").count()) > 0, "the words that tell it are marked");
  assert.ok((await page.locator(".text .doer").count()) > 0, "and who did it");
  assert.deepEqual(page.faults, []);
});

test("the words of the story lead to the event, by the keyboard too", async () => {
  const page = await open();
  await paste(page, "Kenya and Uganda signed a trade agreement in Nairobi on 3 May 2021, officials said.");
  await page.locator(".text [role=button]").first().focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".event .open[aria-expanded=true]").count(), 1);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".event .open[aria-expanded=true]").count(), 0);
});

test("a story is text, whatever stands in it", async () => {
  const page = await open();
  const hostile = [
    "Ministers of <script>alert(1)</script> and <img src=x onerror=alert(2)> met in Oslo",
    "\"<b onmouseover=alert(3)>no</b>\" said Ingrid Solheim of <a href=\"javascript:alert(4)\">Norway</a>.",
    "Gr\u202Eeverse\u202C and \u2066isolated\u2069 words, 🎉 and so on, said the Ḿinister.",
  ].join("\n\n");
  await paste(page, hostile);
  assert.match(await page.locator(".text").innerText(), /<img src=x onerror=alert\(2\)>/);
  assert.equal(await page.locator(".text script, .text img, .text a, .text b").count(), 0);
  assert.deepEqual(page.faults, []);
});

test("marks stand where they belong behind letters outside the basic plane", async () => {
  const page = await open();
  await paste(page, "🎉🎉🎉 Norway invited Sweden to talks in Oslo on Monday, the Norwegian government said.");
  assert.match(await page.locator(".text .trigger").first().innerText(), /^invited$/);
});

test("an unreadable file is told in words", async () => {
  const page = await open();
  await page.setInputFiles("#file", { name: "story.gz", mimeType: "application/gzip", buffer: Buffer.from([31, 139, 8, 0, 1, 2, 3]) });
  await page.waitForSelector(".skipped, .wrong");
  assert.match(await page.locator("main").innerText(), /story\.gz/);
});

test("light and dark, wide and narrow, all can be read", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await open({ colorScheme });
    await page.click("text=Try an example");
    await page.waitForSelector(".event");
    await page.locator(".event .open").first().click();
    assert.deepEqual(await wrongs(page), [], colorScheme);
    await page.setViewportSize({ width: 360, height: 740 });
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, "nothing is wider than the screen");
    await page.click("#shade");
    assert.deepEqual(await wrongs(page), [], `${colorScheme}, the other chosen`);
    assert.deepEqual(page.faults, []);
  }
});
