// SPDX-License-Identifier: Apache-2.0
// Opens every copy of the plans of the example cases in a real browser. See README.md.
"use strict";
const fs = require("fs");
const path = require("path");
const {check, close, exampleCases, holdToAxe, holdToWidths, inOut, open, refusal, run, vaern} =
    require("./page.cjs");

const AS_OF = "2026-11-21T09:00+01:00";
const COPIES = {
  person: [], discreet: [], agency: [], card: [], handover: [],
  recipient: ["--recipient", "police", "--section", "danger", "--section", "home"],
};
const ZONE_COPIES = {person: [], agency: [], card: []};
const HANDED_OUT = ["person", "discreet", "recipient"];
// On one side of A4; in large type twelve lines for the person may take a second.
const ONE_PAGE = ["person", "discreet", "card"];
const TITLES = {da: "Husk", en: "To remember"};
const MANY_PAGES = 12;

const point = 96 / 72;
/** The smallest print that is allowed, in points, of a copy for the person and of the others. */
function leastPrint(copy, isLarge) {
  if (copy === "person" || copy === "discreet") return isLarge ? 18 : 12;
  return isLarge ? 16 : 8;
}

/** The template with a word of another script for each of its own: it looks like a translation. */
function translated() {
  const words = ["يمكنك", "أن", "تحتفظ", "بالهاتف", "مشحونا", "ومعك", "دائما"];
  let id = "";
  return vaern("translate", "partner-violence").replace("Language: ", "Language: ar").split("\n")
      .map((line) => {
        if (line.startsWith("msgid ")) id = line.slice(7, -1);
        if (line !== 'msgstr ""' || id === "") return line;
        const text = id.split(" ")
            .map((word, i) => /\d{3}/.test(word) ? word : words[i % words.length]);
        return `msgstr "${text.join(" ")}"`;
      }).join("\n");
}

/** What is wrong with the page as it is now: words outside of it or cut, small or coloured ones. */
function faultsOfWords(leastPixels) {
  const faults = [];
  const grey = (colour) => {
    const [red, green, blue, alpha = "1"] = colour.match(/[\d.]+/g);
    return Number(alpha) === 0 || (red === green && green === blue);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    // The head of a table stands for those who listen alone where each row is a block.
    if (words === "" || getComputedStyle(element.closest("thead") || element).clipPath !== "none") {
      continue;
    }
    const style = getComputedStyle(element);
    const say = (what) => faults.push(`${what}: "${words.slice(0, 50)}"`);
    if (parseFloat(style.fontSize) < leastPixels - 0.1) say(style.fontSize);
    if (!grey(style.color)) say("coloured " + style.color);
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects()) {
      if (box.left < -0.5 || box.right > document.documentElement.clientWidth + 0.5) say("outside");
    }
    for (let outer = element; outer !== document.body; outer = outer.parentElement) {
      const isCut = getComputedStyle(outer).overflow !== "visible" &&
                    (outer.scrollWidth > outer.clientWidth || outer.scrollHeight > outer.clientHeight);
      if (isCut) say("cut");
    }
  }
  return [...new Set(faults)];
}

/** A4 as a printer without colours gets it. */
async function holdToPaper(page, html, {name, copy, isLarge}) {
  await page.emulateMedia({media: "print"});
  // A4 is 210 mm; the margins are those of the page itself.
  const margins = await page.evaluate(() => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
        .filter((rule) => rule instanceof CSSPageRule && rule.style.margin !== "");
    const sides = rules[rules.length - 1].style.margin.split(" ").map(parseFloat);
    return 2 * (sides[1] ?? sides[0]);
  });
  await page.setViewportSize({width: Math.floor((210 - margins) / 25.4 * 96), height: 1000});
  const faults = await page.evaluate(faultsOfWords, leastPrint(copy, isLarge) * point);
  check(faults.length === 0, `${name}: on paper: ${faults.slice(0, 3).join("; ")}`);
  await page.emulateMedia({media: null});
  const pdf = await page.pdf({path: html.replace(".html", ".pdf"), preferCSSPageSize: true});
  const pages = (pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g) || []).length;
  const most = !ONE_PAGE.includes(copy) ? MANY_PAGES : isLarge && copy === "person" ? 2 : 1;
  check(isLarge && most === MANY_PAGES ? pages > 0 : pages <= most, `${name}: ${pages} pages`);
  return pages;
}

/** Tab goes through everything that can be gone to, in the order of the page, and to no more. */
async function holdToKeyboard(page, name) {
  const wanted = await page.evaluate(() => [...document.querySelectorAll(
      "a[href],button,input,select,textarea,summary,[tabindex]")].filter((e) => e.tabIndex >= 0)
      .map((e) => e.outerHTML.slice(0, 60)));
  for (const [i, element] of wanted.entries()) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => document.activeElement.outerHTML.slice(0, 60));
    check(here === element, `${name}: Tab ${i + 1} goes to ${here} and not to ${element}`);
  }
  await page.keyboard.press("Tab");
  const after = await page.evaluate(() => document.activeElement.tagName);
  check(after === "BODY" || wanted.length > 0, `${name}: Tab goes to ${after}`);
  return wanted.length;
}

async function holdToCopy(page, {name, copy, language, isZone}) {
  const read = await page.evaluate(() => ({
    title: document.title,
    headings: document.querySelectorAll("h1").length,
    heading: document.querySelector("h1").textContent,
    lines: document.querySelectorAll("main li").length,
    text: document.documentElement.outerHTML,
  }));
  check(read.headings === 1, `${name}: ${read.headings} first headings`);
  if (copy === "card" && !isZone) {
    check(read.lines >= 3 && read.lines <= 5, `${name}: ${read.lines} lines`);
  }
  if (copy !== "discreet") return;
  if (language in TITLES) {
    check(read.title === TITLES[language] && read.heading === read.title, `${name}: ${read.title}`);
  }
  const telling = read.text.match(
      /vaern|\b[sk]-(?!serif)[\w-]+|partner|vold|violen|sikkerhed|safety|1888|plan/i);
  check(telling === null, `${name}: says ${telling}`);
}

async function look(browser, html, wanted) {
  const {name, copy, isLarge} = wanted;
  const page = await open(browser, html);
  await holdToCopy(page, wanted);
  const stops = await holdToKeyboard(page, name);
  const pages = await holdToPaper(page, html, wanted);
  // 320 px is the narrowest screen of WCAG 2.2 (1.4.10), and 1280 px at 400 %.
  await holdToWidths(page, name, [1280, 640, 390, 320], async (width) => {
    // 16 px is what a browser takes for plain text.
    const least = copy === "person" || copy === "discreet" ? 16 : 13;
    const faults = await page.evaluate(faultsOfWords, isLarge ? 16 : least);
    const grave = faults.filter((fault) => !fault.startsWith("coloured"));
    check(grave.length === 0, `${name}: at ${width}: ${grave.slice(0, 3).join("; ")}`);
    if (width === 1280 || width === 320) await holdToAxe(page, `${name} at ${width}`);
    if (width === 1280 || width === 390) {
      await page.screenshot({path: html.replace(".html", `-${width}.png`), fullPage: true});
    }
  });
  await close(page, name);
  return {pages, stops};
}

function variantsOf(copy, isZone, po) {
  const variants = [];
  for (const language of ["da", "en"]) {
    // A plan of zones has no large type.
    for (const isLarge of isZone ? [false] : [false, true]) variants.push({language, isLarge, words: []});
  }
  if (!isZone && (copy === "person" || copy === "discreet")) {
    variants.push({language: "ar", isLarge: false, words: ["--translation", po]});
  }
  return variants;
}

/** A plan that was found is handed to nobody; its paper is looked at as it was before. */
function beforeItWasFound(file, copy) {
  const text = fs.readFileSync(file, "utf8");
  const event = /^  - \{[^\n]*kind: plan_found[^\n]*\n/m;
  if (!event.test(text) || !HANDED_OUT.includes(copy)) return file;
  const refused = refusal("plan", file, "--as-of", AS_OF, "--copy", copy, ...COPIES[copy]);
  check(refused.includes("E1099"), `${path.basename(file)}: ${copy} is not refused`);
  const earlier = inOut(path.basename(file));
  fs.writeFileSync(earlier, text.replace(event, ""));
  return earlier;
}

run(async (browser) => {
  const po = inOut("words.po");
  fs.writeFileSync(po, translated());
  const files = exampleCases("situations", "cases");
  check(files.length > 0, "no case was found");
  for (const file of files) {
    const isZone = !/^programme: partner-violence@/m.test(fs.readFileSync(file, "utf8"));
    const said = [];
    for (const [copy, more] of Object.entries(isZone ? ZONE_COPIES : COPIES)) {
      for (const {language, isLarge, words} of variantsOf(copy, isZone, po)) {
        const name = [path.basename(file, ".yaml"), copy, language, ...(isLarge ? ["large"] : [])]
            .join("-");
        const html = inOut(name + ".html");
        // The command refuses a name that gives a discreet copy away: the file is written here.
        fs.writeFileSync(html, vaern("plan", beforeItWasFound(file, copy), "--as-of", AS_OF, "--copy", copy,
                                     "--format", "html", "--language", language === "en" ? "en" : "da",
                                     ...(isLarge ? ["--large"] : []), ...more, ...words));
        const {pages, stops} = await look(browser, html, {name, copy, language, isLarge, isZone});
        said.push(`${copy}-${language}${isLarge ? "-large" : ""} ${pages}` +
                  (stops > 0 ? ` (${stops} stops)` : ""));
      }
    }
    console.log(`${path.basename(file)}: A4 pages: ${said.join(", ")}`);
  }
});
