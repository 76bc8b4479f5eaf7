// SPDX-License-Identifier: Apache-2.0
// Opens the timelines of the example cases in a real browser. See README.md.
"use strict";
const path = require("path");
const {check, close, exampleCases, holdToAxe, holdToWidths, inOut, open, run, vaern} =
    require("./page.cjs");

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

run(async (browser) => {
  const files = [...exampleCases("cases"), path.join(__dirname, "crowded.yaml")];
  for (const file of files) {
    for (const language of ["da", "en"]) {
      const name = path.basename(file, ".yaml") + "-" + language;
      const html = inOut(name + ".html");
      vaern("timeline", file, "--as-of", "2026-11-21T09:00+01:00", "--format", "html",
            "--language", language, "-o", html);
      const page = await open(browser, html);
      for (const words of await page.evaluate(wordsInTheWay)) check(false, name + ": " + words);
      await page.screenshot({path: inOut(name + "-1280.png"), fullPage: true});
      await page.pdf({path: inOut(name + ".pdf"), preferCSSPageSize: true});
      await holdToWidths(page, name, [1280, 640, 390], async (width) => {
        const squeezed = await page.evaluate(() => [...document.querySelectorAll("tbody th,tbody td")]
            .filter((cell) => cell.textContent.length > 12 && cell.clientWidth < 100)
            .map((cell) => `${cell.clientWidth} px for "${cell.textContent.slice(0, 40)}"`));
        check(squeezed.length === 0, `${name}: squeezed at ${width}: ${squeezed[0]}`);
        await holdToAxe(page, `${name} at ${width}`);
        if (width !== 1280) {
          await page.screenshot({path: inOut(`${name}-${width}.png`), fullPage: true});
        }
      });
      // The page has one look. Who asks for a dark one, or for own colours, can read it all the same.
      await page.setViewportSize({width: 1280, height: 900});
      await page.emulateMedia({colorScheme: "dark"});
      const [back, front] = await page.evaluate(() => {
        const style = getComputedStyle(document.documentElement);
        return [style.backgroundColor, style.color];
      });
      check(back === "rgb(255, 255, 255)" && front !== back, `${name}: dark: ${front} on ${back}`);
      await page.emulateMedia({colorScheme: null, forcedColors: "active"});
      await page.screenshot({path: inOut(name + "-forced.png"), fullPage: true});
      await close(page, name);
    }
  }
});
