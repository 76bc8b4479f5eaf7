# SPDX-License-Identifier: Apache-2.0
"""The same instrument in the engine and in the reference interpreter, compared form by form."""

from __future__ import annotations

import random

from engine import Engine, in_order, without_witnesses
from vaern_reference import check_bound, check_class, check_witness, load, score
from vaern_reference.loading import read_yaml
from vaern_reference.responses import normalise
from vaern_reference.scoring import given_values


class Pair:
    """The same instrument in the engine and in the reference; `others` are what it extends."""

    def __init__(self, text: str, *others: str):
        texts = {reference_of(each): each for each in others}
        self.text = "\n".join([*others, text])
        self.model, self.engine = load(text, texts.__getitem__), Engine(text, *others)

    def levels(self, result: dict) -> list[int]:
        return [self.model.levels.index(level) for level in result["range"]]

    def agree(self, form: dict, judgement: dict | None = None, given: dict | None = None) -> dict:
        """Compares every shared output and checks every witness; gives the engine's answer."""
        given = given or {}
        found = self.engine.score(form, judgement, **given)
        expected = as_recorded(score(self.model, form, judgement, **given))
        assert without_witnesses(found) == expected, self.place(form, judgement, given)
        if not found["faults"]:
            self.check_witnesses(form, given, found)
        return found

    def check_witnesses(self, form: dict, given: dict, found: dict) -> None:
        answered = normalise(self.model, form)[0] | given_values(self.model, **given)[0]
        whole = lambda witness: answered | witness
        more = found.get("outcomes", {}).items()
        for id, outcome in [("level", found), *more] if self.model.levels else more:
            for end, level in zip(("low", "high"), outcome["range"]):
                decides = self.model.judgement.get("decides") == "yes"
                if end == "high" and id == "level" and decides:
                    continue  # S7.4: the professional can go higher than any completion.
                witness = whole(outcome["witnesses"][end])
                right = check_witness(self.model, form, witness, level, id, **given)
                assert right, self.place(form, (id, end, witness), given)
        for id, classes in found.get("classes", {}).items():
            for name in classes["possible"]:
                witness = whole(classes["witnesses"][name])
                right = check_class(self.model, form, witness, id, name, **given)
                assert right, self.place(form, (id, name, witness), given)
        for id, scale in found["scales"].items():
            for end in ("lowest", "highest"):
                if scale[end] is not None:
                    witness = whole(scale["witnesses"][end])
                    right = check_bound(self.model, form, witness, id, scale[end], **given)
                    assert right, self.place(form, (id, end, witness), given)

    def place(self, form: dict, more: object, given: dict) -> str:
        return f"form {form}, {given}, {more}\n{self.text}"


def reference_of(text: str) -> str:
    head = read_yaml(text)
    return f"{head['instrument']}@{head['version']}"


def as_recorded(expected: dict) -> dict:
    """What a record holds of it: of faults no condition's id, beside the score values and levels
    only, and of the faults that the published version finds their kinds."""
    expected = {key: each for key, each in expected.items() if key != "open_opinions"}
    faults = [{"kind": each["kind"], "items": each["items"]} for each in expected["faults"]]
    expected["faults"] = in_order(faults)
    for key in ("without_sensitive", "published"):
        if key in expected:
            side = dict(expected[key])
            side["faults"] = sorted({fault["kind"] for fault in side["faults"]})
            if "scales" in side:
                side["scales"] = {id: each["value"] for id, each in side["scales"].items()}
            expected[key] = side
    return expected


def judgements(pair: Pair, draw: random.Random) -> dict | None:
    """Now and then a judgement, of a second person, with opinions."""
    if not pair.model.levels or draw.random() < 0.5:
        return None
    judgement: dict = {"level": draw.choice(pair.model.levels), "reason": "x", "by": "w1"}
    if draw.random() < 0.5:
        judgement["second"] = "w2"
    opinions = {
        id: draw.choice(opinion.levels)
        for id, opinion in pair.model.opinions.items()
        if draw.random() < 0.6
    }
    return judgement | ({"opinions": opinions} if opinions else {})
