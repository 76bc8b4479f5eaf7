// SPDX-License-Identifier: Apache-2.0
// The script of a form, first half: what is asked, what is open, and the answers as a file has them.
// It is pure, knows no page, and is tested against the engine. It computes no level.
//
// What is asked comes from data beside it (JSON, made by form_data.cpp), conditions too: a list of
// nodes in which arguments stand before the nodes that use them.
"use strict";

const vaernForm = (() => {
  // ---- Numbers: exact fractions, as the engine has them. ----

  /** "3", "-0.25" or "2/3" as a fraction {n, d} of big integers with d > 0. */
  function fraction(text) {
    const [over, under] = text.split("/");
    if (under !== undefined) return {n: BigInt(over), d: BigInt(under)};
    const [whole, decimals = ""] = over.split(".");
    return {n: BigInt(whole + decimals), d: 10n ** BigInt(decimals.length)};
  }

  const compare = (a, b) => {
    const difference = a.n * b.d - b.n * a.d;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  };
  const least = (a, b) => (compare(a, b) <= 0 ? a : b);
  const greatest = (a, b) => (compare(a, b) >= 0 ? a : b);
  const plus = (a, b) => ({n: a.n * b.d + b.n * a.d, d: a.d * b.d});
  const minus = (a, b) => ({n: a.n * b.d - b.n * a.d, d: a.d * b.d});
  const times = (a, b) => ({n: a.n * b.n, d: a.d * b.d});

  // ---- Truth and numbers of conditions (S2, S3). ----

  const NO = 0, UNKNOWN = 1, YES = 2;
  const MISSING = -1;

  /** What a number may be: an interval, perhaps no value, or certainly none. */
  const number = (low, high, mayBeNone = false) => ({low, high, mayBeNone, isNone: false});
  const NO_NUMBER = {low: null, high: null, mayBeNone: true, isNone: true};

  function combined(a, b, operation) {
    if (a.isNone || b.isNone) return NO_NUMBER;
    const [low, high] = operation(a, b);
    return number(low, high, a.mayBeNone || b.mayBeNone);
  }

  function joined(a, b) {
    if (a.isNone) return b.isNone ? NO_NUMBER : {...b, mayBeNone: true};
    if (b.isNone) return {...a, mayBeNone: true};
    return number(least(a.low, b.low), greatest(a.high, b.high), a.mayBeNone || b.mayBeNone);
  }

  function product(a, b) {
    const ends = [times(a.low, b.low), times(a.low, b.high), times(a.high, b.low),
                  times(a.high, b.high)];
    return [ends.reduce(least), ends.reduce(greatest)];
  }

  /** Decided where all pairs agree; without a value a comparison is false (S2.5, S3.3). */
  function compared(a, b, always, never) {
    if (a.isNone || b.isNone || never(a, b)) return NO;
    if (!always(a, b)) return UNKNOWN;
    return a.mayBeNone || b.mayBeNone ? UNKNOWN : YES;
  }

  /**
   * Which inputs are asked (S2.1) and what conditions say, for one form. `codes` has the position
   * of each input's answer, or MISSING. Returns {applicable, truth(node)}.
   */
  function evaluate(form, given) {
    const codes = given.slice();
    const applicable = form.inputs.map(() => YES);

    function truth(id) {
      const node = form.nodes[id];
      const truths = () => node.arguments.map(truth);
      switch (node.op) {
        case "constant":
          return node.subject ? YES : NO;
        case "code_in": {
          const asked = applicable[node.subject];
          if (asked === NO) return NO;
          const code = codes[node.subject];
          if (code === MISSING) return UNKNOWN;
          return Math.min(asked, node.codes.includes(code) ? YES : NO);
        }
        case "applicable":
          return node.arguments.length === 0 ? YES : truth(node.arguments[0]);
        case "all_of":
          return Math.min(YES, ...truths());
        case "any_of":
          return Math.max(NO, ...truths());
        case "negation":
          return YES - truth(node.arguments[0]);
        case "at_least": {
          const all = truths();
          const yes = all.filter((t) => t === YES).length;
          const unknown = all.filter((t) => t === UNKNOWN).length;
          if (yes >= node.subject) return YES;
          return yes + unknown < node.subject ? NO : UNKNOWN;
        }
        case "equal":
          return compared(
              ...node.arguments.map(value),
              (a, b) => compare(a.low, b.high) === 0 && compare(a.high, b.low) === 0,
              (a, b) => compare(a.high, b.low) < 0 || compare(b.high, a.low) < 0);
        case "less":
          return compared(...node.arguments.map(value), (a, b) => compare(a.high, b.low) < 0,
                          (a, b) => compare(a.low, b.high) >= 0);
        case "less_equal":
          return compared(...node.arguments.map(value), (a, b) => compare(a.high, b.low) <= 0,
                          (a, b) => compare(a.low, b.high) > 0);
        default:
          return UNKNOWN;
      }
    }

    function value(id) {
      const node = form.nodes[id];
      const all = () => node.arguments.map(value);
      switch (node.op) {
        case "number": {
          const exact = fraction(node.value);
          return number(exact, exact);
        }
        case "input_value": {
          const asked = applicable[node.subject];
          if (asked === NO) return NO_NUMBER;
          const values = form.inputs[node.subject].values.map(fraction);
          const code = codes[node.subject];
          if (code !== MISSING) return number(values[code], values[code], asked === UNKNOWN);
          return number(values.reduce(least), values.reduce(greatest), asked === UNKNOWN);
        }
        case "add":
          return all().reduce(
              (a, b) => combined(a, b, () => [plus(a.low, b.low), plus(a.high, b.high)]));
        case "subtract":
          return all().reduce(
              (a, b) => combined(a, b, () => [minus(a.low, b.high), minus(a.high, b.low)]));
        case "multiply":
          return all().reduce((a, b) => combined(a, b, product));
        case "minimum":
          return all().reduce(
              (a, b) => combined(a, b, () => [least(a.low, b.low), least(a.high, b.high)]));
        case "maximum":
          return all().reduce(
              (a, b) => combined(a, b, () => [greatest(a.low, b.low), greatest(a.high, b.high)]));
        case "choose": {
          const condition = truth(node.arguments[0]);
          if (condition !== UNKNOWN) return value(node.arguments[condition === YES ? 1 : 2]);
          return joined(value(node.arguments[1]), value(node.arguments[2]));
        }
        case "count": {
          const truths = node.arguments.map(truth);
          const yes = truths.filter((t) => t === YES).length;
          const unknown = truths.filter((t) => t === UNKNOWN).length;
          return number({n: BigInt(yes), d: 1n}, {n: BigInt(yes + unknown), d: 1n});
        }
        default:
          return NO_NUMBER;
      }
    }

    // Parents first: a condition reads only what is settled before it.
    for (const id of form.order) {
      const input = form.inputs[id];
      if (input.asked_when === null) continue;
      let asked = truth(input.asked_when);
      const isNeutral = input.neutral !== null && codes[id] === input.neutral;
      if (codes[id] !== MISSING && !isNeutral && asked === UNKNOWN) asked = YES;  // S2.3
      if (asked === NO) codes[id] = MISSING;  // Kept aside: it is no answer while it is not asked.
      applicable[id] = asked;
    }
    return {applicable, truth};
  }

  // ---- Answers. ----

  /**
   * The position of a number as a person writes it ("3", "0,5", "0.50"), or nothing where the
   * question has no such number.
   */
  function codeOfNumber(question, text) {
    const written = text.trim().replace(",", ".");
    if (!/^-?\d{1,18}(\.\d{1,18})?$/.test(written)) return MISSING;
    const [from, to, step] = [question.from, question.to, question.step].map(fraction);
    const given = fraction(written);
    if (compare(given, from) < 0 || compare(given, to) > 0) return MISSING;
    const distance = minus(given, from);
    const over = distance.n * step.d;
    const under = distance.d * step.n;
    return over % under === 0n ? Number(over / under) : MISSING;
  }

  /** A number that is written as it is, digit for digit. */
  const digits = (text) => ({digits: text});

  /** Any answer of a number question, written as the model writes it. */
  function numberText(question, code) {
    const from = fraction(question.from);
    const step = fraction(question.step);
    const places = [question.from, question.step].map((t) => (t.split(".")[1] || "").length);
    const scale = 10n ** BigInt(Math.max(...places));
    let scaled = from.n * scale / from.d + BigInt(code) * (step.n * scale / step.d);
    const sign = scaled < 0n ? "-" : "";
    if (scaled < 0n) scaled = -scaled;
    const decimals = scale === 1n ? "" : (scaled % scale).toString().padStart(
        scale.toString().length - 1, "0").replace(/0+$/, "");
    return sign + (scaled / scale).toString() + (decimals === "" ? "" : "." + decimals);
  }

  function secondAnswer(second, state, yes) {
    const code = state.codes[second.input];
    if (code !== MISSING) return code === 1 ? yes : false;
    const reason = state.reasons[second.input];
    return reason === "" ? undefined : {missing: reason};
  }

  /** The answer to a question as a response file has it; nothing where it is open or not asked. */
  function answerOf(question, state, applicable) {
    if (applicable[question.input] === NO) return undefined;
    const code = state.codes[question.input];
    if (code === MISSING) {
      const reason = state.reasons[question.input];
      return reason === "" ? undefined : {missing: reason};
    }
    if (question.kind === "number") return digits(numberText(question, code));
    if (question.kind === "options") return question.codes[code];
    if (code !== 1) return false;
    const answer = {value: true};
    for (const second of question.seconds) {
      const yes = second.key === "within" ? second.duration : true;
      const given = secondAnswer(second, state, yes);
      if (given !== undefined) answer[second.key] = given;
    }
    return Object.keys(answer).length === 1 ? true : answer;
  }

  /** All answers that are asked for, in the order of the form. */
  function valuesOf(form, state) {
    const {applicable} = evaluate(form, state.codes);
    const values = {};
    for (const question of form.questions) {
      const answer = answerOf(question, state, applicable);
      if (answer !== undefined) values[question.id] = answer;
    }
    return values;
  }

  /** Inputs that are asked, or may be, and have neither an answer nor a reason for having none. */
  function openInputs(form, state, applicable) {
    const inputs = [];
    for (const question of form.questions) {
      for (const input of [question.input, ...question.seconds.map((s) => s.input)]) {
        // The second question of a yes is asked once the yes is there.
        const isAsked = input === question.input ? applicable[input] !== NO
                                                 : applicable[input] === YES;
        if (isAsked && state.codes[input] === MISSING && state.reasons[input] === "") {
          inputs.push(input);
        }
      }
    }
    return inputs;
  }

  /** Positions of the conditions that no complete form can meet any more (S1.4). */
  function broken(form, evaluated) {
    return form.consistent.flatMap((one, i) => (evaluated.truth(one.node) === NO ? [i] : []));
  }

  /** JSON with two spaces a step; what `digits` made stands as it is. */
  function json(value, indent = "") {
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    if (typeof value.digits === "string") return value.digits;
    const deeper = indent + "  ";
    const isList = Array.isArray(value);
    const parts = isList ? value.map((one) => json(one, deeper))
                         : Object.entries(value).map(
                               ([key, one]) => JSON.stringify(key) + ": " + json(one, deeper));
    const [open, close] = isList ? "[]" : "{}";
    if (parts.length === 0) return open + close;
    return open + "\n" + parts.map((part) => deeper + part).join(",\n") + "\n" + indent + close;
  }

  return {NO, UNKNOWN, YES, MISSING, evaluate, codeOfNumber, numberText, digits, valuesOf,
          openInputs, broken, json};
})();

if (typeof module !== "undefined") module.exports = vaernForm;
