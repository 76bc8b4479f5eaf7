// SPDX-License-Identifier: Apache-2.0
// Opens every copy of the plans of the example cases in a real browser. See README.md.
"use strict";
const {execFileSync} = require("child_process");
const fs = require("fs");
const path = require("path");
const {chromium} = require("playwright-core");
const axe = require("axe-core");

const [command, out, browserPath = "/usr/bin/chromium", only = ""] = process.argv.slice(2);
if (!command || !out) {
  console.error("usage: node plans.cjs VAERN OUT [CHROMIUM] [BEGINNING OF A CASE'S NAME]");
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

const COPIES = {
  person: [], discreet: [], agency: [], card: [], handover: [],
  recipient: ["--recipient", "police", "--section", "danger", "--section", "home"],
};
// On one side of A4, also in large type.
const ONE_PAGE = ["person", "discreet", "card"];

/** The template with a word of another script for each of its own: it looks like a translation. */
function translated() {
  const template = execFileSync(command, ["translate", "partner-violence"], {encoding: "utf8"});
  const words = ["يمكنك", "أن", "تحتفظ", "بالهاتف", "مشحونا", "ومعك", "دائما"];
  let id = "";
  return template.replace("Language: ", "Language: ar").split("\n").map((line) => {
    if (line.startsWith("msgid ")) id = line.slice(7, -1);
    if (line !== 'msgstr ""' || id === "") return line;
    const text = id.split(" ").map((word, i) => /\d{3}/.test(word) ? word : words[i % words.length]);
    return `msgstr "${text.join(" ")}"`;
  }).join("\n");
}

async function look(browser, html, name, isOnePage) {
  const context = await browser.newContext({offline: true, viewport: {width: 1280, height: 900}});
  const page = await context.newPage();
  page.on("console", (message) => check(false, name + ": console: " + message.text()));
  page.on("request", (request) => check(request.url().startsWith("file:"), request.url()));
  await page.goto("file://" + path.resolve(html));
  const pdf = await page.pdf({path: html.replace(".html", ".pdf"), preferCSSPageSize: true});
  const pages = (pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g) || []).length;
  if (isOnePage) check(pages === 1, `${name}: ${pages} pages`);
  // 640 px is a screen of 1280 px at 200 %.
  for (const width of [1280, 640, 390]) {
    await page.setViewportSize({width, height: 844});
    const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(over <= 0, `${name}: ${over} px too wide at ${width}`);
    await page.evaluate(axe.source);
    const found = await page.evaluate(() => axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }));
    for (const violation of found.violations) {
      check(false, `${name}: axe ${violation.id}: ` +
                       violation.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(" | "));
    }
    check(found.violations.length === 0, name + ": axe");
    if (width !== 640) {
      await page.screenshot({path: html.replace(".html", `-${width}.png`), fullPage: true});
    }
  }
  await context.close();
}

async function main() {
  const browser = await chromium.launch({executablePath: browserPath, args: ["--no-sandbox"]});
  const examples = path.join(__dirname, "..", "..", "examples");
  const files = [];
  for (const folder of ["cases", "situations"]) {
    const whole = path.join(examples, folder);
    if (!fs.existsSync(whole)) continue;
    for (const name of fs.readdirSync(whole)) {
      if (name.endsWith(".yaml") && name.startsWith(only)) files.push(path.join(whole, name));
    }
  }
  const po = path.join(out, "words.po");
  fs.writeFileSync(po, translated());
  for (const file of files) {
    for (const [copy, more] of Object.entries(COPIES)) {
      const variants = [["da", []], ["en", []]];
      if (ONE_PAGE.includes(copy)) variants.push(["da-large", ["--large"]]);
      if (copy === "person" || copy === "discreet") variants.push(["ar", ["--translation", po]]);
      for (const [variant, words] of variants) {
        const name = `${path.basename(file, ".yaml")}-${copy}-${variant}`;
        // The command refuses a name that gives a discreet copy away: the file is written here.
        const text = execFileSync(command, ["plan", file, "--as-of", "2026-11-21T09:00+01:00",
          "--copy", copy, "--format", "html", "--language", variant === "en" ? "en" : "da",
          ...more, ...words]);
        const html = path.join(out, name + ".html");
        fs.writeFileSync(html, text);
        await look(browser, html, name, ONE_PAGE.includes(copy));
      }
    }
  }
  await browser.close();
  console.log(`${checks} checks, ${failures} failed`);
  process.exit(failures === 0 && files.length > 0 ? 0 : 1);
}

main();
