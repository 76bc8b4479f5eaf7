# SPDX-License-Identifier: Apache-2.0
"""Made-up forms as plain dicts, and tables of every layout of them, by loops that are easy to read."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import vaern

REASONS = {255: None, 254: "not_safe_to_ask", 253: "unknown", 252: "refused", 251: "withdrawn", 250: "omitted"}
WORDS = {word: word for word in REASONS.values() if word}
KEYS = ("person", "wave", "rater", "assessed")


def made_forms(instrument: vaern.Instrument, **how: Any) -> list[dict[str, Any]]:
    """[{"keys": {...}, "answers": {column: word}}]; a question that was not asked is left out."""
    table = vaern.synthetic(instrument, **how)
    forms = []
    for row in range(len(table["person"])):
        answers: dict[str, Any] = {}
        for name, codes in table.items():
            if name in KEYS:
                continue
            code = int(codes[row])
            item, _, second = name.partition(".")
            if code >= 250:
                word = REASONS[code]
            elif second:
                word = ("no", "yes")[code]
            else:
                word = instrument.items[item].answers[code]
            if word is not None:
                answers[name] = word
        keys = {name: table[name][row].item() for name in ("person", "wave", "rater")}
        forms.append({"keys": {**keys, "assessed": table["assessed"][row]}, "answers": answers})
    return forms


def long_table(forms: list[dict[str, Any]], seed: int = 1) -> dict[str, np.ndarray]:
    rows = [
        {**form["keys"], "item": item, "value": str(answer)}
        for form in forms
        for item, answer in form["answers"].items()
    ]
    random.Random(seed).shuffle(rows)
    return columns_of(rows)


def wide_table(forms: list[dict[str, Any]], waves: list[str], raters: list[str]) -> dict[str, np.ndarray]:
    """A row a person; item_wave_rater."""
    persons: dict[int, dict[str, Any]] = {}
    names = sorted({item for form in forms for item in form["answers"]})
    for form in forms:
        row = persons.setdefault(form["keys"]["person"], {"person": form["keys"]["person"]})
        mark = f"{waves[form['keys']['wave']]}_{raters[form['keys']['rater']]}"
        row[f"assessed_{mark}"] = form["keys"]["assessed"]
        for item in names:
            answer = form["answers"].get(item)
            row[f"{item}_{mark}"] = None if answer is None else str(answer)
    return columns_of(list(persons.values()))


def rows_table(forms: list[dict[str, Any]]) -> dict[str, np.ndarray]:
    names = sorted({item for form in forms for item in form["answers"]})
    return columns_of([{**f["keys"], **{n: f["answers"].get(n) for n in names}} for f in forms])


def columns_of(rows: list[dict[str, Any]]) -> dict[str, np.ndarray]:
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {}
    for name in names:
        cells = [row.get(name) for row in rows]
        if all(isinstance(cell, int) for cell in cells):
            columns[name] = np.array(cells)
        elif name.startswith("assessed"):
            columns[name] = np.array([c or "NaT" for c in cells], dtype="datetime64[D]")
        else:
            columns[name] = np.array(cells, dtype=object)
    return columns


def score_one(instrument: vaern.Instrument, answers: dict[str, Any]) -> vaern.Score:
    """Answers by column, as a form for `score`."""
    form: dict[str, Any] = {}
    for name, word in answers.items():
        item, _, second = name.partition(".")
        given = {"missing": word} if word in WORDS else word
        if second:
            time = instrument.items[item].ask_when_known
            form[item] = {"value": "yes", second: time if word == "yes" else given}
        else:
            form.setdefault(item, given)
    return instrument.score(form)
