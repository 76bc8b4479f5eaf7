// SPDX-License-Identifier: Apache-2.0
// What every script here begins with: its arguments, a count of checks, pages that are watched.
"use strict";
const fs = require("fs");
const path = require("path");
const {execFileSync, spawnSync} = require("child_process");
const {chromium} = require("playwright-core");
const axe = require("axe-core");

const [command, out, browserPath = "/usr/bin/chromium", only = ""] = process.argv.slice(2);
if (!command || !out) {
  const script = path.basename(process.argv[1]);
  console.error(`usage: node ${script} VAERN OUT [CHROMIUM [BEGINNING OF A NAME]]`);
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

const vaern = (...words) => execFileSync(command, words, {encoding: "utf8"});
/** What the command says where it refuses; empty where it does not. */
function refusal(...words) {
  const done = spawnSync(command, words, {encoding: "utf8"});
  return done.status === 0 ? "" : done.stderr;
}
const inOut = (name) => path.join(out, name);

/** Case files of the folders of examples/ whose name begins as wanted. */
function exampleCases(...folders) {
  const examples = path.join(__dirname, "..", "..", "examples");
  return folders.flatMap((folder) => fs.readdirSync(path.join(examples, folder))
      .filter((name) => name.endsWith(".yaml") && name.startsWith(only))
      .map((name) => path.join(examples, folder, name)));
}

/** A page opened from its file without a network, with everything it must not do written down. */
async function open(browser, file, width = 1280) {
  const context = await browser.newContext(
      {offline: true, viewport: {width, height: 900}, acceptDownloads: true});
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (message) => page.faults.push("console: " + message.text()));
  page.on("pageerror", (error) => page.faults.push("error: " + error.message));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith("file:") && !url.startsWith("blob:")) page.faults.push("request: " + url);
  });
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto("file://" + path.resolve(file));
  return page;
}

async function close(page, what) {
  check(page.faults.length === 0, what + ": " + page.faults.join("; "));
  await page.context().close();
}

async function holdToAxe(page, what) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  check(found.violations.length === 0, `${what}: axe: ` + found.violations.map((violation) =>
    `${violation.id}: ${violation.help}: ` +
    violation.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(" | ")).join("\n  "));
}

/** Nothing is wider than the screen, at each of these widths; 640 px is 1280 px at 200 %. */
async function holdToWidths(page, what, widths, look = () => {}) {
  for (const width of widths) {
    await page.setViewportSize({width, height: 844});
    const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(over <= 0, `${what}: ${over} px too wide at ${width}`);
    await look(width);
  }
}

/** Runs the script with a browser; its last line is the count, its exit code 1 if one failed. */
async function run(script) {
  const browser = await chromium.launch(
      {executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"]});
  try {
    await script(browser);
  } catch (error) {
    check(false, error.stack);
  } finally {
    await browser.close();
    check(checks > 0, "no check was made");
    console.log(`${checks} checks, ${failures} failed`);
    process.exitCode = failures === 0 ? 0 : 1;
  }
}

module.exports = {check, close, command, exampleCases, holdToAxe, holdToWidths, inOut, only, open, refusal,
                  run, vaern};
