# SPDX-License-Identifier: Apache-2.0
"""The engine says what the reference interpreter says, and keeps what the design promises.

Models and forms come from fixed seeds (tests/reference/generate*.py). Small models are compared on
every partial form. Of published instruments with at most 100,000 completions all of them are
enumerated, of larger ones those of partial forms; there witnesses are scored again, and random
completions lie inside.
"""

from __future__ import annotations

import random
import sys
from fractions import Fraction
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "reference"))
sys.path.insert(0, str(Path(__file__).parent))

import generate  # noqa: E402
import generate_given  # noqa: E402
import generate_whole  # noqa: E402
from engine import Engine, in_order, without_witnesses  # noqa: E402
from vaern_reference import check_bound, check_class, check_witness, load, score  # noqa: E402
from vaern_reference.forms import results  # noqa: E402
from vaern_reference.library import library  # noqa: E402
from vaern_reference.loading import read_yaml  # noqa: E402
from vaern_reference.responses import normalise  # noqa: E402
from vaern_reference.scoring import given_values  # noqa: E402

EXHAUSTIVE = range(1000, 1030)  # Every partial form, up to generate.MOST_PARTIAL_FORMS a model.
# Models on which the engine once differed: tied questions, scales that never have a value.
ONCE_WRONG = (1310, 1312, 1326, 1361, 1428, 1454, 1474, 1514, 1564, 1586, 1667, 1673)
SAMPLED = [*range(1030, 1130), *ONCE_WRONG]  # Seeds of models compared on some forms.
WITHOUT_REFERENCE = range(1030, 1110)
FORMS_A_SAMPLED_MODEL = 40
# Of the whole language: each feature alone (the first half of every 26) and among others.
WHOLE_EXHAUSTIVE = range(26)
MOST_WHOLE_FORMS = 1_000  # Beyond this, forms are sampled.
WHOLE_SAMPLED = range(26, 130)
EVERYTHING = range(12)
LOCAL = range(39)

PUBLISHED = sorted((ROOT / "instruments" / "published").glob("*.yaml"))
MOST_COMPLETIONS = 100_000  # Instruments with no more are compared from the empty form on.
MOST_COMPLETIONS_OF_A_PART = 8_000  # Of others, forms with no more.
NEARLY_COMPLETE_FORMS = 40
COMPLETIONS_A_LARGE_FORM = 1_000


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


def generated(seed: int) -> Pair:
    return Pair(generate.model_text(seed))


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


# --- Agreement ----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", EXHAUSTIVE)
def test_every_partial_form_of_a_small_model_agrees(seed):
    pair = generated(seed)
    most = generate.MOST_PARTIAL_FORMS
    for form in generate.forms(pair.model, seed, most):
        pair.agree(form)


@pytest.mark.parametrize("seed", SAMPLED)
def test_random_forms_of_a_model_agree(seed):
    pair, draw = generated(seed), random.Random(seed)
    for form in generate.some_forms(pair.model, seed, FORMS_A_SAMPLED_MODEL):
        pair.agree(form, judgements(pair, draw))


@pytest.mark.parametrize("seed", WHOLE_EXHAUSTIVE)
def test_every_partial_form_of_a_small_model_of_the_whole_language_agrees(seed):
    """Each with a day and earlier assessments of its own, or without."""
    pair, draw = Pair(generate_whole.model_text(seed)), random.Random(seed)
    for form in generate.forms(pair.model, seed, MOST_WHOLE_FORMS):
        pair.agree(form, given=generate_given.given(pair.model, draw))


@pytest.mark.parametrize("seed", WHOLE_SAMPLED)
def test_random_forms_of_a_model_of_the_whole_language_agree(seed):
    pair, draw = Pair(generate_whole.model_text(seed)), random.Random(seed)
    for form in generate.some_forms(pair.model, seed, FORMS_A_SAMPLED_MODEL):
        pair.agree(form, judgements(pair, draw), generate_given.given(pair.model, draw))


@pytest.mark.parametrize("seed", EVERYTHING)
def test_random_forms_of_a_model_with_every_mechanism_at_once_agree(seed):
    pair, draw = Pair(generate_whole.everything(seed)), random.Random(seed)
    for form in generate.some_forms(pair.model, seed, FORMS_A_SAMPLED_MODEL):
        pair.agree(form, judgements(pair, draw), generate_given.given(pair.model, draw))


@pytest.mark.parametrize("seed", LOCAL)
def test_random_forms_of_a_local_version_agree(seed):
    """And of a local version of that, whose published version is the same."""
    published, local = generate_given.local_texts(seed)
    pair, draw = Pair(local, published), random.Random(seed)
    again = Pair(generate_given.local_of_local(seed), local, published)
    for form in generate.some_forms(pair.model, seed, FORMS_A_SAMPLED_MODEL):
        given = generate_given.given(pair.model, draw)
        pair.agree(form, judgements(pair, draw), given)
        again.agree(form, None, given)


# --- The published instruments ------------------------------------------------------------


def published(path: Path) -> Pair:
    """With what it extends, which is published, too."""
    text, others = path.read_text(encoding="utf-8"), []
    while "extends" in (head := read_yaml([text, *others][-1])):
        others.append(library(path.parent)(head["extends"]))
    return Pair(text, *others)


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_forms_of_a_published_instrument_agree_over_all_their_completions(path):
    pair, draw = published(path), random.Random(path.stem)
    is_small = generate.open_codes(pair.model, {}) <= MOST_COMPLETIONS
    most = MOST_COMPLETIONS if is_small else MOST_COMPLETIONS_OF_A_PART
    forms = generate.forms_within(pair.model, 2, most, most if is_small else 3 * most)
    nearly = generate.nearly_complete_forms(pair.model, 2, NEARLY_COMPLETE_FORMS, most_gaps=4)
    for form in (*forms, *nearly):
        pair.agree(form, judgements(pair, draw), generate_given.given(pair.model, draw))


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
@pytest.mark.parametrize("answered", [0, 3, 8])
def test_random_completions_of_a_large_form_lie_inside(path, answered):
    """S1 without enumeration."""
    pair, draw = published(path), random.Random(answered)
    complete = generate.some_completion(pair.model, draw)
    items = [name for name in generate.items_of(pair.model) if name in complete]
    kept = draw.sample(items, min(answered, len(items)))
    answers = {name: complete[name] for name in kept}
    form, given = generate.as_responses(pair.model, answers), {}
    if pair.model.tables and draw.random() < 0.5:
        given = generate_given.given(pair.model, draw)
    found = pair.engine.score(form, **given)
    if found["faults"]:  # A day without a norm.
        assert found == as_recorded(score(pair.model, form, **given))
        return
    pair.check_witnesses(form, given, found)
    answers |= given_values(pair.model, **given)[0]
    inside = 0
    for _ in range(COMPLETIONS_A_LARGE_FORM):
        completion = generate.random_completion(pair.model, draw, answers)
        if completion is None:
            continue
        [result] = results(pair.model, completion)
        lies_inside(pair, found, result)
        inside += 1
    assert inside > COMPLETIONS_A_LARGE_FORM / 4


def lies_inside(pair: Pair, found: dict, result) -> None:
    for id, outcome in pair.model.outcomes.items():
        possible = (found if id == "level" else found["outcomes"][id])["possible"]
        assert outcome.levels[result.levels[id]] in possible
    for id, name in result.classes.items():
        assert name in found["classes"][id]["possible"]
    for id, value in result.values.items():
        scale = found["scales"][id]
        assert value is None or Fraction(scale["lowest"]) <= value <= Fraction(scale["highest"])


# --- Promises that need no reference ------------------------------------------------------


@pytest.mark.parametrize("seed", WITHOUT_REFERENCE)
def test_a_level_lies_in_its_range_and_certain_means_that_level(seed):
    pair = generated(seed)
    for form in generate.some_forms(pair.model, seed + 1, 20):
        found = pair.engine.score(form)
        if found["faults"]:
            continue
        assert found["range"] == [found["possible"][0], found["possible"][-1]]
        assert found["certain"] == (len(found["possible"]) == 1)
        low, high = pair.levels(found)
        if found["computed"] is not None:
            assert low <= pair.model.levels.index(found["computed"]) <= high
        for scale in found["scales"].values():
            if scale["value"] is not None:
                value = Fraction(scale["value"])
                assert Fraction(scale["lowest"]) <= value <= Fraction(scale["highest"])


@pytest.mark.parametrize("seed", WITHOUT_REFERENCE)
def test_answering_never_widens_the_range(seed):
    pair = generated(seed)
    for form in generate.some_forms(pair.model, seed + 2, 8):
        before = pair.engine.score(form)
        if before["faults"]:
            continue
        for name in generate.items_of(pair.model):
            if name in form and "missing" not in form[name]:
                continue
            for answer in generate.answers_of(pair.model, name)[1:]:
                after = pair.engine.score(form | {name: answer})
                assert after["faults"] or set(after["possible"]) <= set(before["possible"])


@pytest.mark.parametrize("seed", WITHOUT_REFERENCE)
def test_a_further_raise_never_lowers_a_level(seed):
    pair = generated(seed)
    for id in pair.model.rules:
        fewer = without_rule(pair, id)
        if fewer is None:
            continue
        for form in generate.some_forms(pair.model, seed + 3, 10):
            before, after = fewer.engine.score(form), pair.engine.score(form)
            assert before["faults"] == after["faults"]
            if before["faults"]:
                continue
            assert all(a <= b for a, b in zip(pair.levels(before), pair.levels(after)))
            if before["computed"] is not None and after["computed"] is not None:
                level = pair.model.levels.index
                assert level(before["computed"]) <= level(after["computed"])


def without_rule(pair: Pair, id: str) -> Pair | None:
    """The same model without one rule; levels by rules alone need a rule to be left."""
    lines = pair.text.splitlines(keepends=True)
    dropped = {line for line in lines if line.startswith(f"  {id}: ")}
    if len(pair.model.rules) == 1:
        if pair.model.from_scale is None:
            return None
        dropped.add("rules:\n")
    return Pair("".join(line for line in lines if line not in dropped))


@pytest.mark.parametrize("seed", WITHOUT_REFERENCE)
def test_the_order_of_answers_changes_nothing(seed):
    pair, draw = generated(seed), random.Random(seed)
    for form in generate.some_forms(pair.model, seed + 4, 10):
        shuffled = list(form.items())
        draw.shuffle(shuffled)
        assert pair.engine.score(dict(shuffled)) == pair.engine.score(form)
