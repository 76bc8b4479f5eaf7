# SPDX-License-Identifier: Apache-2.0
"""What the text promises of every model holds in the reference, on generated models."""

import random
from itertools import islice

import pytest

import generate
import generate_given
import generate_whole
from vaern_reference import check_class, check_witness, completions, load, score
from vaern_reference.classes import counterexample
from vaern_reference.conditions import evaluate, names
from vaern_reference.decisive import outcome_of, tied_groups
from vaern_reference.levels import reaches
from vaern_reference.numbers import rational
from vaern_reference.scoring import read_form

FORMS = 10
PLAIN = [f"plain-{seed}" for seed in range(60)]
WHOLE = [f"whole-{seed}" for seed in range(39)]  # each feature alone and among others


def text_of(model):
    kind, seed = model.split("-")
    return (generate if kind == "plain" else generate_whole).model_text(int(seed))


def scored(id):
    """A generated model, with forms of it that have no fault, what is given, and their scores."""
    model, seed = load(text_of(id)), int(id.split("-")[1])
    draw = random.Random(seed)
    for form in generate.some_forms(model, seed, FORMS):
        given = generate_given.given(model, draw)
        result = score(model, form, **given)
        if not result["faults"]:
            yield model, form, given, result


def position(model, result):
    return [model.levels.index(level) for level in result["range"]]


@pytest.mark.parametrize("id", PLAIN + WHOLE)
def test_values_lie_in_their_bounds_and_levels_in_their_range(id):
    for model, _, _, result in scored(id):
        for scale in result["scales"].values():
            if scale["value"] is not None:
                low, value, high = (rational(scale[k]) for k in ("lowest", "value", "highest"))
                assert low <= value <= high
        assert [result["possible"][0], result["possible"][-1]] == result["range"]
        assert result["certain"] == (result["range"][0] == result["range"][1])
        if result["computed"] is not None:
            low, high = position(model, result)
            assert low <= model.levels.index(result["computed"]) <= high
        if result["certain"] and model.judgement.get("decides") != "yes":
            assert result["computed"] == result["range"][0]


@pytest.mark.parametrize("id", PLAIN + WHOLE)
def test_answering_never_widens_the_range(id):
    for model, form, given, result in scored(id):
        for name in generate.items_of(model):
            if isinstance(form.get(name, {}), dict) and "value" not in form.get(name, {}):
                for answer in generate.answers_of(model, name)[1:]:
                    after = score(model, form | {name: answer}, **given)
                    assert after["faults"] or set(after["possible"]) <= set(result["possible"])


@pytest.mark.parametrize("id", PLAIN + WHOLE)
def test_the_list_of_decisive_items_is_empty_exactly_where_the_level_is_certain(id):
    """Of every outcome and class. Where a norm is missing the date may decide (S13.4)."""
    for model, _, given, result in scored(id):
        decided = [*result.get("outcomes", {}).values(), *result.get("classes", {}).values()]
        if model.judgement.get("decides") != "yes":
            decided.append(result)
        norm_is_open = norms(model) and "assessed" not in given
        for each in decided:
            assert not (each["certain"] and each["decisive"])
            assert norm_is_open or each["certain"] or each["decisive"]


@pytest.mark.parametrize("id", PLAIN + WHOLE)
def test_answers_to_the_decisive_items_settle_the_level_and_to_no_fewer(id):
    """S13: whatever the answers, all decisive items settle the level; without one of them some
    answers of the others leave it open."""
    for model, form, given, result in scored(id):
        outcomes = read_form(model, form, **given)[0].results
        norm_is_open = norms(model) and "assessed" not in given
        if tied_groups(read_form(model, form, **given)[0]) or len(outcomes) > 3000 or norm_is_open:
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


def norms(model):
    return [name for name in model.inputs if model.inputs[name].source == "norm"]


def reads(model, name, parent):
    above = names(model.inputs[name].asked_when)
    return parent in above or any(reads(model, each, parent) for each in above)


@pytest.mark.parametrize("id", PLAIN + WHOLE)
def test_a_further_raise_never_lowers_a_level(id):
    fewer = {rule: load(text_of(id)) for rule in load(text_of(id)).rules}
    for rule, model in fewer.items():
        del model.rules[rule]
    for model, form, given, result in scored(id):
        for rule in fewer:
            before = score(fewer[rule], form, **given)
            assert all(a <= b for a, b in zip(position(model, before), position(model, result)))
            if before["computed"] is not None and result["computed"] is not None:
                assert model.levels.index(before["computed"]) <= model.levels.index(
                    result["computed"]
                )


@pytest.mark.parametrize("id", PLAIN + WHOLE)
def test_the_order_of_answers_and_the_reason_for_a_gap_change_no_range(id):
    for model, form, given, result in scored(id):
        shuffled = list(form.items())
        random.Random(id).shuffle(shuffled)
        assert score(model, dict(shuffled), **given) == result
        silent = {
            name: a for name, a in form.items() if not (isinstance(a, dict) and "missing" in a)
        }
        assert score(model, silent, **given) | {"flags": 0} == result | {"flags": 0}


@pytest.mark.parametrize("id", PLAIN[::4] + WHOLE)
def test_every_completion_is_a_witness_of_its_levels_and_classes_and_of_no_others(id):
    for model, form, given, _ in scored(id):
        for result in read_form(model, form, **given)[0].results[:5]:
            codes = zip(model.inputs, result.codes)
            witness = {name: code for name, code in codes if code is not None}
            for outcome in model.outcomes.values():
                for at, level in enumerate(outcome.levels):
                    said = check_witness(model, form, witness, level, outcome.id, **given)
                    assert said == (at == result.levels[outcome.id])
            for id, classes in model.classes.items():
                for name in classes:
                    said = check_class(model, form, witness, id, name, **given)
                    assert said == (name == outcome_of(result, id))


@pytest.mark.parametrize("id", WHOLE)
def test_an_escalation_holds_exactly_where_the_level_it_reads_is_reached(id):
    """S8.1: in every completion the condition says what S7.2 says of the level."""
    model = load(text_of(id))
    for completion in islice(completions(model, {}), 200):
        for outcome in model.outcomes.values():
            for at in range(len(outcome.levels)):
                reached = evaluate(reaches(outcome, at), completion)
                assert reached == (completion.level(outcome) >= at)


@pytest.mark.parametrize("id", WHOLE)
def test_classes_that_claim_to_be_exactly_one_are(id):
    model = load(text_of(id))
    for classes in model.exactly_one:
        assert counterexample(model, classes) is None


@pytest.mark.parametrize("seed", range(13))
def test_a_local_version_scores_what_it_does_not_change_as_published(seed):
    published, local = generate_given.local_texts(seed)
    base, model = load(published), load(local, lambda reference: published)
    draw, same = random.Random(seed), 0
    for form in generate.some_forms(base, seed, FORMS):
        given = generate_given.given(base, draw)
        alone, beside = score(base, form, **given), score(model, form, **given)
        if beside["faults"] or alone["faults"]:
            continue
        for key in ("computed", "range", "possible", "scales"):
            assert beside["published"][key] == alone[key]
        same += 1
    assert same > 0
