// SPDX-License-Identifier: Apache-2.0
// Opens the timelines of the example cases in a real browser. See README.md.
"use strict";
const {execFileSync} = require("child_process");
const fs = require("fs");
const path = require("path");
const {chromium} = require("playwright-core");
const axe = require("axe-core");

const [command, out, browserPath = "/usr/bin/chromium"] = process.argv.slice(2);
if (!command || !out) {
  console.error("usage: node timeline.cjs VAERN OUT [CHROMIUM]");
  process.exit(2);
}
fs.mkdirSync(out, {recursive: true});

let checks = 0;
let failures = 0;
function check(holds, what) {
  ++checks;
  if (holds) return;
  ++failures;
  console.error("FAILED: " + what);
}

/** Words of the picture that stand outside of it or on each other. */
function wordsInTheWay() {
  const found = [];
  for (const svg of document.querySelectorAll("svg")) {
    const frame = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll("text")].map((text) => {
      const {left, right, top, bottom} = text.getBoundingClientRect();
      return {words: text.textContent, left, right, top: top + 2, bottom: bottom - 2};
    });
    boxes.forEach((a, i) => {
      if (a.left < frame.left - 1 || a.right > frame.right + 1) found.push("outside: " + a.words);
      for (const b of boxes.slice(i + 1)) {
        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
          found.push(a.words + " | " + b.words);
        }
      }
    });
  }
  return found;
}

async function main() {
  const browser = await chromium.launch({executablePath: browserPath, args: ["--no-sandbox"]});
  const cases = path.join(__dirname, "..", "..", "examples", "cases");
  const files = fs.readdirSync(cases).filter((name) => name.endsWith(".yaml"))
      .map((name) => path.join(cases, name));
  files.push(path.join(__dirname, "crowded.yaml"));
  for (const file of files) {
    for (const language of ["da", "en"]) {
      const name = path.basename(file, ".yaml") + "-" + language;
      const html = path.join(out, name + ".html");
      execFileSync(command, ["timeline", file, "--as-of",
        "2026-11-21T09:00+01:00", "--format", "html", "--language", language, "-o", html]);
      const context = await browser.newContext(
          {offline: true, viewport: {width: 1280, height: 900}, javaScriptEnabled: true});
      const page = await context.newPage();
      page.on("console", (message) => check(false, name + ": console: " + message.text()));
      page.on("request", (request) => check(request.url().startsWith("file:"), request.url()));
      await page.goto("file://" + path.resolve(html));
      for (const words of await page.evaluate(wordsInTheWay)) check(false, name + ": " + words);
      await page.screenshot({path: path.join(out, name + "-1280.png"), fullPage: true});
      await page.pdf({path: path.join(out, name + ".pdf"), preferCSSPageSize: true});
      // 640 px is a screen of 1280 px at 200 %.
      for (const width of [1280, 640, 390]) {
        await page.setViewportSize({width, height: 844});
        const over = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        check(over <= 0, `${name}: ${over} px too wide at ${width}`);
        const squeezed = await page.evaluate(() => [...document.querySelectorAll("tbody th,tbody td")]
            .filter((cell) => cell.textContent.length > 12 && cell.clientWidth < 100)
            .map((cell) => `${cell.clientWidth} px for "${cell.textContent.slice(0, 40)}"`));
        check(squeezed.length === 0, `${name}: squeezed at ${width}: ${squeezed[0]}`);
        await page.evaluate(axe.source);
        const found = await page.evaluate(() => axe.run(document, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        }));
        for (const violation of found.violations) {
          check(false, `${name}: axe ${violation.id}: ` +
                           violation.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(" | "));
        }
        check(found.violations.length === 0, name + ": axe");
        if (width !== 1280) {
          await page.screenshot({path: path.join(out, `${name}-${width}.png`), fullPage: true});
        }
      }
      // The page has one look. Who asks for a dark one, or for own colours, can read it all the same.
      await page.setViewportSize({width: 1280, height: 900});
      await page.emulateMedia({colorScheme: "dark"});
      const [back, front] = await page.evaluate(() => {
        const style = getComputedStyle(document.documentElement);
        return [style.backgroundColor, style.color];
      });
      check(back === "rgb(255, 255, 255)" && front !== back, `${name}: dark: ${front} on ${back}`);
      await page.emulateMedia({colorScheme: null, forcedColors: "active"});
      await page.screenshot({path: path.join(out, name + "-forced.png"), fullPage: true});
      await context.close();
    }
  }
  await browser.close();
  console.log(`${checks} checks, ${failures} failed`);
  process.exit(failures === 0 ? 0 : 1);
}

main();
