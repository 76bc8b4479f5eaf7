// SPDX-License-Identifier: Apache-2.0
// Runs the pure part of a form's script on forms that a test made:
//   node form_runner.js FORM.JS WORK.JSON
// WORK is {form, cases: [{codes, reasons}]}; printed is, for each case, which inputs are asked, the
// consistent conditions that are broken, the open inputs, and the answers as the file has them.
"use strict";
const fs = require("fs");

const script = require(process.argv[2]);
const work = JSON.parse(fs.readFileSync(process.argv[3], "utf8"));
const lines = work.cases.map((state) => {
  const evaluated = script.evaluate(work.form, state.codes);
  return "[" + [
    JSON.stringify(evaluated.applicable),
    JSON.stringify(script.broken(work.form, evaluated)),
    JSON.stringify(script.openInputs(work.form, state, evaluated.applicable)),
    script.json(script.valuesOf(work.form, state)),
  ].join(",") + "]";
});
process.stdout.write("[" + lines.join(",") + "]");
