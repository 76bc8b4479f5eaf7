// SPDX-License-Identifier: Apache-2.0
// The script of a form, second half: the page. It stands after form.js in one script. Nothing is
// stored, nothing is loaded, and no level is computed.

function vaernPage(form, page) {
  const {MISSING, NO, UNKNOWN, YES} = vaernForm;
  const element = (id) => page.getElementById(id);
  const fields = element("form");
  let isSaved = true;

  const block = (input) => element("q" + input);
  const radios = (input) => [...page.getElementsByName("a" + input)];
  const reason = (input) => element("r" + input);
  const written = (input) => element("n" + input);

  const asked = form.questions.flatMap(
      (question) => [{input: question.input, question},
                     ...question.seconds.map((second) => ({input: second.input, second}))]);

  function fill(text, count) {
    return text.replace("{n}", String(count));
  }

  // -- reading --

  function codeOf({input, question}) {
    const field = written(input);
    if (field !== null) return vaernForm.codeOfNumber(question, field.value);
    const chosen = radios(input).find((radio) => radio.checked);
    return chosen === undefined ? MISSING : Number(chosen.value);
  }

  function readState() {
    const state = {codes: form.inputs.map(() => MISSING), reasons: form.inputs.map(() => "")};
    for (const one of asked) {
      state.codes[one.input] = codeOf(one);
      state.reasons[one.input] = reason(one.input).value;
    }
    return state;
  }

  // -- showing --

  function show(state) {
    const evaluated = vaernForm.evaluate(form, state.codes);
    for (const {input, second} of asked) {
      const applicable = evaluated.applicable[input];
      block(input).hidden = second === undefined ? applicable === NO : applicable !== YES;
      reason(input).parentElement.classList.toggle("empty", reason(input).value === "");
      // On paper the second question of a yes stands there while a yes may still be written.
      block(input).classList.toggle("maybe", second !== undefined && applicable === UNKNOWN);
    }
    // On paper a day that is not given is a place to write, not the browser's pattern of a date.
    for (const date of page.querySelectorAll("input[type=date]")) {
      date.classList.toggle("empty", date.value === "");
    }
    for (const section of page.querySelectorAll("[data-group]")) {
      section.hidden = [...section.querySelectorAll(":scope > fieldset")].every((q) => q.hidden);
    }
    if (element("add-earlier") !== null) {
      element("earlier-rows").hidden = hasNoEarlier();
      element("add-earlier").disabled = hasNoEarlier();
    }
    const open = vaernForm.openInputs(form, state, evaluated.applicable);
    const texts = form.texts;
    const count = open.length === 0 ? texts.none_open
                  : open.length === 1 ? texts.one_open
                                      : fill(texts.many_open, open.length);
    if (element("open").textContent !== count) element("open").textContent = count;
    element("next").disabled = open.length === 0;
    warn(vaernForm.broken(form, evaluated).map((i) => form.consistent[i].because));
    return open;
  }

  function warn(lines) {
    const box = element("warnings");
    const now = [...box.children].map((line) => line.textContent);
    if (now.length === lines.length && now.every((line, i) => line === lines[i])) return;
    box.replaceChildren(...lines.map((text) => {
      const line = page.createElement("p");
      line.textContent = text;
      return line;
    }));
    box.hidden = lines.length === 0;
  }

  /** A number that is written and is none of the question's: said beside it, and not saved. */
  function checkNumber({input, question}) {
    const field = written(input);
    if (field === null) return true;
    const isWrong = !block(input).hidden && field.value.trim() !== "" &&
                    vaernForm.codeOfNumber(question, field.value) === MISSING;
    say(field, isWrong ? question.wrong : "");
    return !isWrong;
  }

  /** Puts words beside a field that is wrong; empty words take them away. */
  function say(field, text) {
    const place = element(field.dataset.error);
    if (place.textContent !== text) place.textContent = text;
    if (text === "") {
      field.removeAttribute("aria-invalid");
    } else {
      field.setAttribute("aria-invalid", "true");
    }
  }

  // -- judgement, date, earlier assessments --

  function readJudgement(problems) {
    const level = element("j-level");
    if (level === null) return undefined;
    const judgement = {};
    const put = (key, field) => {
      if (field !== null && field.value.trim() !== "") judgement[key] = field.value.trim();
    };
    put("level", level);
    put("reason", element("j-reason"));
    put("by", element("j-by"));
    put("second", element("j-second"));
    const opinions = {};
    for (const id of form.opinions) {
      const value = element("j-opinion-" + id).value;
      if (value !== "") opinions[id] = value;
    }
    if (Object.keys(opinions).length > 0) judgement.opinions = opinions;
    const isEmpty = Object.keys(judgement).length === 0;
    const need = (field, isWrong, text) => {
      say(field, isWrong ? text : "");
      if (isWrong) problems.push(field);
    };
    need(level, !isEmpty && judgement.level === undefined, form.texts.level_needed);
    need(element("j-reason"), !isEmpty && judgement.reason === undefined,
         form.texts.reason_needed);
    for (const field of [element("j-by"), element("j-second")]) {
      if (field === null) continue;
      const isWrong = field.value.trim() !== "" &&
                      !/^[A-Za-z0-9-]{1,64}$/.test(field.value.trim());
      need(field, isWrong, form.texts.opaque_id);
    }
    return isEmpty ? undefined : judgement;
  }

  const hasNoEarlier = () => element("no-earlier") !== null && element("no-earlier").checked;

  function readEarlier(assessed, problems) {
    const list = [];
    for (const row of page.querySelectorAll("#earlier-rows > fieldset")) {
      const date = row.querySelector("input[type=date]");
      const entry = {assessed: date.value, scales: {}};
      let isWrong = false;
      for (const field of row.querySelectorAll("input[data-scale]")) {
        const text = field.value.trim().replace(",", ".");
        if (text === "") continue;
        if (/^-?(0|[1-9]\d{0,17})(\.\d{1,17})?$/.test(text)) {
          entry.scales[field.dataset.scale] = vaernForm.digits(text);
        } else {
          isWrong = true;
        }
      }
      const isEmpty = date.value === "" && Object.keys(entry.scales).length === 0 && !isWrong;
      if (isEmpty) continue;
      const isTwice = list.some((other) => other.assessed === date.value);
      const isLate = assessed === "" || date.value >= assessed;
      const text = isWrong ? form.texts.earlier_number
                   : date.value === "" || isTwice || isLate ? form.texts.earlier_date
                                                            : "";
      row.querySelector(".error").textContent = text;
      if (text !== "") problems.push(date);
      list.push(entry);
    }
    return list;
  }

  function addEarlier() {
    const row = element("earlier-row").content.cloneNode(true);
    element("earlier-rows").append(row);
    const date = element("earlier-rows").lastElementChild.querySelector("input[type=date]");
    date.focus();
  }

  // -- saving --

  /** The file, or nothing and the fields that are wrong. */
  function collect() {
    const problems = [];
    for (const one of asked) {
      if (one.question !== undefined && !checkNumber(one)) problems.push(written(one.input));
    }
    const date = element("assessed");
    const isBadDate = date.validity.badInput;
    say(date, isBadDate ? form.texts.bad_date : "");
    if (isBadDate) problems.push(date);
    const file = {responses: form.instrument};
    if (date.value !== "") file.assessed = date.value;
    if (form.wording !== null) file.wording = form.wording;
    file.values = vaernForm.valuesOf(form, readState());
    const earlier = hasNoEarlier() ? [] : readEarlier(date.value, problems);
    if (earlier.length > 0 || hasNoEarlier()) file.earlier = earlier;
    if (hasNoEarlier() && date.value === "") {
      say(date, form.texts.day_needed);
      problems.push(date);
    }
    const judgement = readJudgement(problems);
    if (judgement !== undefined) file.judgement = judgement;
    return {file, problems};
  }

  function save() {
    const {file, problems} = collect();
    const message = element("message");
    message.textContent = "";
    if (problems.length > 0) {
      message.textContent = form.texts.not_saved;
      problems[0].focus();
      return;
    }
    const text = vaernForm.json(file) + "\n";
    const link = page.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], {type: "application/json"}));
    link.download = form.texts.file + (file.assessed ? "-" + file.assessed : "") + ".json";
    page.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    message.textContent = form.texts.saved + " " + link.download;
    isSaved = true;
  }

  function goToOpen() {
    const [first] = show(readState());
    if (first === undefined) return;
    const target = written(first) || radios(first)[0];
    block(first).scrollIntoView({block: "center"});
    target.focus({preventScroll: true});
  }

  // -- events --

  /** An answer and a reason for having none exclude each other: the later one holds. */
  function settle(target) {
    for (const {input} of asked) {
      if (target === reason(input)) {
        if (target.value === "") return;
        for (const radio of radios(input)) radio.checked = false;
        if (written(input) !== null) written(input).value = "";
        return;
      }
      if (target.name === "a" + input || (target === written(input) && target.value !== "")) {
        reason(input).value = "";
        return;
      }
    }
  }

  function changed(event) {
    isSaved = false;
    settle(event.target);
    for (const one of asked) {
      const field = written(one.input);
      if (field !== null && (event.type === "change" || field.hasAttribute("aria-invalid"))) {
        checkNumber(one);
      }
    }
    show(readState());
  }

  fields.addEventListener("input", changed);
  fields.addEventListener("change", changed);
  fields.addEventListener("submit", (event) => event.preventDefault());
  element("save").addEventListener("click", save);
  element("print").addEventListener("click", () => window.print());
  element("next").addEventListener("click", goToOpen);
  if (element("add-earlier") !== null) {
    element("add-earlier").addEventListener("click", addEarlier);
    element("earlier-rows").addEventListener("click", (event) => {
      if (!event.target.matches("button")) return;
      event.target.closest("fieldset").remove();
      isSaved = false;
      element("add-earlier").focus();
    });
  }
  window.addEventListener("beforeunload", (event) => {
    if (!isSaved) event.preventDefault();
  });
  page.body.classList.add("works");
  show(readState());
}

vaernPage(JSON.parse(document.getElementById("data").textContent), document);
