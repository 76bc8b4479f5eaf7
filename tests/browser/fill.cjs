// SPDX-License-Identifier: Apache-2.0
// Fills in forms in a real browser and holds what they save to the paper. See README.md.
"use strict";
const fs = require("fs");
const path = require("path");
const cases = require("./cases.cjs");
const {check, close, holdToAxe, inOut, only, open, run, vaern: plainVaern} = require("./page.cjs");

// Models that do not ship yet may stand in a folder beside.
const folder = process.env.VAERN_MODELS ? ["--models", process.env.VAERN_MODELS] : [];
const vaern = (...words) => plainVaern(...words, ...folder);

async function holdToNothingStored(page, what) {
  const stored = await page.evaluate(() => {
    const count = {};
    for (const name of ["localStorage", "sessionStorage"]) {
      try { count[name] = window[name].length; } catch { count[name] = 0; }
    }
    return {...count, cookie: document.cookie};
  });
  check(Object.values(stored).every((value) => value === 0 || value === ""),
        what + ": stores " + JSON.stringify(stored));
}

/** An A4 page as it is printed, without the margins. */
async function pictures(page, name) {
  await page.setViewportSize({width: 390, height: 844});
  await page.screenshot({path: inOut(name + "-390.png"), fullPage: true});
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  check(wide <= 390, name + ": is " + wide + " px wide at 390 px");
  await page.pdf({path: inOut(name + ".pdf"), preferCSSPageSize: true});
  await page.setViewportSize({width: 900, height: 900});
}

const questions = (page) => page.evaluate(
    () => JSON.parse(document.getElementById("data").textContent).questions);

async function answer(page, question, value) {
  const block = page.locator("#q" + question.input);
  if (value !== null && typeof value === "object" && value.missing) {
    await page.locator("#r" + question.input).selectOption(value.missing);
    return;
  }
  if (question.kind === "number") {
    await page.locator("#n" + question.input).fill(value);
    return;
  }
  const main = value !== null && typeof value === "object" ? value.value : value;
  const code = question.kind === "yes_no" ? (main ? 1 : 0) : question.codes.indexOf(main);
  await block.locator(`label:has(input[name="a${question.input}"][value="${code}"])`).click();
  for (const second of question.seconds) {
    if (value === null || typeof value !== "object" || value[second.key] === undefined) continue;
    const yes = value[second.key] ? 1 : 0;
    await page.locator(`label:has(input[name="a${second.input}"][value="${yes}"])`).click();
  }
}

/** On paper a second question stands there unless its question is answered no, and no button does. */
async function holdToPaper(page, list, name) {
  await page.emulateMedia({media: "print"});
  for (const question of list) {
    for (const second of question.seconds) {
      const no = await page.locator(`input[name="a${question.input}"][value="0"]`).isChecked();
      check(await page.locator("#q" + second.input).isVisible() === !no,
            `${name}: on paper ${question.id} ${no ? "leaves out" : "has"} its second question`);
    }
  }
  check(!(await page.locator(".bar").isVisible()), name + ": has buttons on paper");
  await page.emulateMedia({media: "screen"});
}

async function saved(page, file, isByKeyboard = false) {
  const waiting = page.waitForEvent("download");
  if (isByKeyboard) {
    const here = () => page.evaluate(() => document.activeElement.id);
    for (let i = 0; i < 60 && await here() !== "save"; ++i) await page.keyboard.press("Tab");
    check(await here() === "save", "Tab reaches the button that saves");
    await page.keyboard.press("Enter");
  } else {
    await page.locator("#save").click();
  }
  const download = await waiting;
  await download.saveAs(file);
  return JSON.parse(fs.readFileSync(file, "utf8"));
}

/** Tab, arrows and space alone: the last answer of each question, 0 where it is a number. */
async function fillByKeyboard(page) {
  const list = await questions(page);
  await page.locator("#next").focus();
  for (const question of list) {
    await page.locator("#next").focus();
    await page.keyboard.press("Enter");
    const here = await page.evaluate(() => document.activeElement.name || document.activeElement.id);
    const field = (question.kind === "number" ? "n" : "a") + question.input;
    check(here === field, `the keyboard reaches question ${question.id}: ${here}`);
    if (question.kind === "number") {
      await page.keyboard.type("0");
      continue;
    }
    await page.keyboard.press("Space");
    for (let i = 1; i < (question.codes || [0, 0]).length; ++i) {
      await page.keyboard.press("ArrowDown");
    }
  }
  check(await page.locator("#next").isDisabled(), "nothing is open after the keyboard");
}

async function fill(browser, one, language) {
  const name = one.name + "-" + language;
  const file = inOut(name + ".html");
  vaern("form", one.model, "--language", language, "--html", file);
  const page = await open(browser, file, 900);
  await holdToAxe(page, name + ", empty");
  if (one === cases.find((other) => other.model === one.model)) await pictures(page, name + "-empty");
  const list = await questions(page);
  const find = (id) => list.find((question) => question.id === id);
  await holdToPaper(page, list, name + ", empty");
  for (const [id, value] of Object.entries(one.first || {})) await answer(page, find(id), value);
  if (one.keyboard) await fillByKeyboard(page);
  for (const question of list) {
    const given = one.answers[question.id];
    if (given === undefined && one.others === undefined) continue;
    if (given === undefined && !(await page.locator("#q" + question.input).isVisible())) continue;
    if (given === undefined && question.id in (one.first || {})) continue;
    await answer(page, question, given === undefined ? one.others : given);
  }
  for (const id of one.closed || []) {
    check(!(await page.locator("#q" + find(id).input).isVisible()), name + ": " + id + " is closed");
  }
  await page.locator("#assessed").fill("2026-09-10");
  if (one.judgement) {
    await page.locator("#j-level").selectOption({index: one.judgement.level});
    await page.locator("#save").click();
    check((await page.locator("#j-reason-error").textContent()) !== "", name + ": asks for a reason");
    await holdToAxe(page, name + ", with an error");
    await page.locator("#j-reason").fill(one.judgement.reason);
  }
  await holdToAxe(page, name + ", filled");
  await holdToNothingStored(page, name);
  const form = inOut(name + ".json");
  const json = await saved(page, form, one.keyboard);
  await holdToPaper(page, list, name);
  check(json.responses.startsWith(one.model + "@"), name + ": names its instrument");
  for (const id of one.closed || []) check(!(id in json.values), name + ": keeps " + id + " aside");
  const record = JSON.parse(vaern("score", one.model, form, "--json"));
  const {total, level, low, high, flags, classes} = one.expect;
  for (const [id, possible] of Object.entries(classes || {})) {
    check(JSON.stringify(record.classes[id].possible) === JSON.stringify(possible),
          `${name}: ${id} ${JSON.stringify(record.classes)}`);
  }
  const scale = (record.scales || []).find((s) => s.id === "total");
  if (total !== undefined) check(Number(scale.value) === total, `${name}: total ${scale.value}`);
  if (level !== undefined) {
    check(record.level.computed === level && record.level.certain !== false,
          `${name}: level ${JSON.stringify(record.level)}`);
  }
  if (low !== undefined) {
    check(JSON.stringify(record.level).includes(low) && JSON.stringify(record.level).includes(high),
          `${name}: range ${JSON.stringify(record.level)}`);
  }
  for (const [id, state] of Object.entries(flags || {})) {
    check(record.flags[id] === state, `${name}: flag ${JSON.stringify(record.flags)}`);
  }
  await pictures(page, name);
  // What was saved loads back and saves as the same.
  const again = inOut(name + "-again.html");
  vaern("form", one.model, "--language", language, "--responses", form, "--html", again);
  const second = await open(browser, again, 900);
  const resaved = await saved(second, inOut(name + "-again.json"));
  check(JSON.stringify(resaved) === JSON.stringify(json), name + ": loads back as it was saved");
  await close(second, name + ", again");
  await close(page, name);
}

/** Habits, a number that is no number, a form that contradicts itself, earlier assessments. */
async function course(browser, language) {
  const model = path.join(__dirname, "course.yaml");
  const name = "course-" + language;
  const file = inOut(name + ".html");
  vaern("form", model, "--language", language, "--html", file);
  const page = await open(browser, file, 900);
  const [shouts, sad, children, hurt] = await questions(page);
  const warnings = page.locator("#warnings");
  await answer(page, shouts, {value: true, habitual: false});
  await answer(page, sad, "always");
  check(await page.locator("#q" + hurt.input).isVisible(), name + ": unknown asks");
  await answer(page, children, "2");
  await answer(page, hurt, "3");
  check(await warnings.isVisible(), name + ": warns of a contradiction");
  await holdToAxe(page, name + ", contradicting itself");
  await page.screenshot({path: inOut(name + "-warning.png")});
  await answer(page, hurt, "1");
  check(!(await warnings.isVisible()), name + ": the warning goes");
  await answer(page, children, "twelve");
  await page.locator("#save").click();
  const error = page.locator("#e" + children.input);
  check((await error.textContent()) !== "", name + ": says what is wrong with a number");
  check(await page.evaluate((id) => document.activeElement.id === id, "n" + children.input),
        name + ": goes to the number");
  await holdToAxe(page, name + ", with a wrong number");
  await answer(page, children, "2");
  check((await error.textContent()) === "", name + ": the number is right again");
  await page.locator("#assessed").fill("2026-09-10");
  await page.locator("#add-earlier").click();
  const row = page.locator("#earlier-rows > fieldset");
  await row.locator("input[type=date]").fill("2026-09-12");
  await row.locator("input[data-scale=total]").fill("1");
  await page.locator("#save").click();
  check((await row.locator(".error").textContent()) !== "", name + ": an earlier day is earlier");
  await row.locator("input[type=date]").fill("2026-09-03");
  await page.locator("#j-level").selectOption("high");
  await page.locator("#j-reason").fill("The children.");
  await page.locator("#j-opinion-harm").selectOption("high");
  await holdToAxe(page, name + ", filled");
  const form = inOut(name + ".json");
  const json = await saved(page, form);
  check(JSON.stringify(json.values.shouts) === '{"value":true,"habitual":false}', name + ": habit");
  check(json.judgement.opinions.harm === "high", name + ": opinion");
  const record = JSON.parse(vaern("score", model, form, "--json"));
  const value = (id) => Number(record.scales.find((scale) => scale.id === id).value);
  // 1 for shouting more than usual, 2 for being sad, 1 for a child; one before.
  check(value("total") === 4 && value("change") === 3, name + ": " + JSON.stringify(record.scales));
  check(record.level.computed === "high", name + ": " + JSON.stringify(record.level));
  await pictures(page, name);
  await close(page, name);
}

async function doc(browser, model, language) {
  const name = "doc-" + model + "-" + language;
  const file = inOut(name + ".html");
  vaern("doc", model, "--language", language, "--html", file);
  const page = await open(browser, file, 900);
  await holdToAxe(page, name);
  await pictures(page, name);
  await close(page, name);
}

run(async (browser) => {
  for (const one of cases.filter((any) => any.name.startsWith(only))) {
    for (const language of ["da", "en"]) await fill(browser, one, language);
  }
  if (only !== "") return;
  for (const language of ["da", "en"]) await course(browser, language);
  for (const model of new Set(cases.map((one) => one.model))) {
    for (const language of ["da", "en"]) await doc(browser, model, language);
  }
});
