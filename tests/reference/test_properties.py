# SPDX-License-Identifier: Apache-2.0
"""What the text promises of every model holds in the reference, on generated models."""

import random

import pytest

import generate
from vaern_reference import check_witness, load, score
from vaern_reference.conditions import names
from vaern_reference.numbers import number
from vaern_reference.decisive import tied_groups
from vaern_reference.scoring import read_form

MODELS, FORMS = 60, 10


def scored(seed):
    """A generated model, with forms of it that have no fault, and their scores."""
    model = load(generate.model_text(seed))
    for form in generate.some_forms(model, seed, FORMS):
        result = score(model, form)
        if not result["faults"]:
            yield model, form, result


def with_answer(form, name, answer):
    """The form with one more answer, which may be to the `.within` of an item."""
    if not name.endswith(".within"):
        return form | {name: answer}
    item = name.removesuffix(".within")
    return form | {item: {"value": "yes", "within": "P14D" if answer == "yes" else "no"}}


def position(model, result):
    return [model.levels.index(level) for level in result["range"]]


@pytest.mark.parametrize("seed", range(MODELS))
def test_values_lie_in_their_bounds_and_levels_in_their_range(seed):
    for model, _, result in scored(seed):
        for scale in result["scales"].values():
            if scale["value"] is not None and "/" not in "".join(
                scale[k] for k in ("value", "lowest", "highest")
            ):
                assert number(scale["lowest"]) <= number(scale["value"]) <= number(scale["highest"])
        assert [result["possible"][0], result["possible"][-1]] == result["range"]
        assert result["certain"] == (result["range"][0] == result["range"][1])
        if result["computed"] is not None:
            low, high = position(model, result)
            assert low <= model.levels.index(result["computed"]) <= high
        if result["certain"] and model.judgement.get("decides") != "yes":
            assert result["computed"] == result["range"][0]


@pytest.mark.parametrize("seed", range(MODELS))
def test_answering_never_widens_the_range(seed):
    for model, form, result in scored(seed):
        for name in generate.items_of(model):
            if isinstance(form.get(name, {}), dict) and "value" not in form.get(name, {}):
                for answer in generate.answers_of(model, name)[1:]:
                    after = score(model, form | {name: answer})
                    assert after["faults"] or set(after["possible"]) <= set(result["possible"])


@pytest.mark.parametrize("seed", range(MODELS))
def test_the_list_of_decisive_items_is_empty_exactly_where_the_level_is_certain(seed):
    for model, _, result in scored(seed):
        if model.judgement.get("decides") != "yes":
            assert result["certain"] == (result["decisive"] == [])


@pytest.mark.parametrize("seed", range(MODELS))
def test_answers_to_the_decisive_items_settle_the_level_and_to_no_fewer(seed):
    """S13: whatever the answers, all decisive items settle the level; without one of them some
    answers of the others leave it open."""
    for model, form, result in scored(seed):
        outcomes = read_form(model, form)[0].results
        if tied_groups(read_form(model, form)[0]) or len(outcomes) > 3000:
            continue

        def levels_given(items):
            """The levels that remain for each way of answering these items."""
            remaining = {}
            for each in outcomes:
                answers = tuple(each.codes[model.place[name]] for name in items)
                remaining.setdefault(answers, set()).add(each.levels["level"])
            return remaining.values()

        decisive = result["decisive"]
        assert all(len(levels) == 1 for levels in levels_given(decisive))
        for left_out in decisive:
            # An answer that is made applicable by the item left out would give it away.
            below = {n for n in decisive if n == left_out or n.startswith(left_out + ".")}
            others = [n for n in decisive if n not in below and not reads(model, n, left_out)]
            assert any(len(levels) > 1 for levels in levels_given(others))


def reads(model, name, parent):
    above = names(model.inputs[name].asked_when)
    return parent in above or any(reads(model, each, parent) for each in above)


@pytest.mark.parametrize("seed", range(MODELS))
def test_a_further_raise_never_lowers_a_level(seed):
    rules = load(generate.model_text(seed)).rules
    fewer = {id: load(generate.model_text(seed)) for id in rules}
    for id, model in fewer.items():
        del model.rules[id]
    for model, form, result in scored(seed):
        for id in rules:
            before = score(fewer[id], form)
            assert all(a <= b for a, b in zip(position(model, before), position(model, result)))
            if before["computed"] is not None and result["computed"] is not None:
                assert model.levels.index(before["computed"]) <= model.levels.index(
                    result["computed"]
                )


@pytest.mark.parametrize("seed", range(MODELS))
def test_the_order_of_answers_and_the_reason_for_a_gap_change_no_range(seed):
    for model, form, result in scored(seed):
        shuffled = list(form.items())
        random.Random(seed).shuffle(shuffled)
        assert score(model, dict(shuffled)) == result
        silent = {
            name: a for name, a in form.items() if not (isinstance(a, dict) and "missing" in a)
        }
        assert score(model, silent) | {"flags": 0} == result | {"flags": 0}


@pytest.mark.parametrize("seed", range(0, MODELS, 4))
def test_every_completion_is_a_witness_of_its_level_and_of_no_other(seed):
    for model, form, _ in scored(seed):
        for outcome in read_form(model, form)[0].results[:5]:
            codes = zip(model.inputs, outcome.codes)
            witness = {name: code for name, code in codes if code is not None}
            for at, level in enumerate(model.levels):
                assert check_witness(model, form, witness, level) == (at == outcome.levels["level"])
