# SPDX-License-Identifier: Apache-2.0
"""The examples inside the published instruments hold in the reference, too."""

import random
from fractions import Fraction
from pathlib import Path

import pytest

import generate
from vaern_reference import load
from vaern_reference.examples import differences, given, responses_of, score_example
from vaern_reference.forms import results
from vaern_reference.library import library
from vaern_reference.loading import read_yaml
from vaern_reference.responses import normalise
from vaern_reference.scoring import given_values

PUBLISHED = Path(__file__).parents[2] / "instruments" / "published"
# Beyond this enumeration is too slow; the decision diagram of the engine is not.
MOST_COMPLETIONS = 20_000


def answers_of(model, example):
    codes = normalise(model, responses_of(model, example))[0]
    beside = given(example)
    return codes | given_values(model, beside.get("assessed"), beside.get("earlier"))[0]


def examples():
    for path in sorted(PUBLISHED.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        model = load(text, library(PUBLISHED))
        for example in read_yaml(text).get("examples", []):
            size = generate.open_codes(model, answers_of(model, example))
            yield size, pytest.param(model, example, id=f"{path.stem}: {example['name']}")


EXAMPLES = list(examples())


@pytest.mark.parametrize(
    ("model", "example"), [each for size, each in EXAMPLES if size <= MOST_COMPLETIONS]
)
def test_an_example_of_a_published_instrument_holds(model, example):
    assert differences(example["expect"], score_example(model, example)) == []


@pytest.mark.parametrize(
    ("model", "example"), [each for size, each in EXAMPLES if size > MOST_COMPLETIONS]
)
def test_random_completions_lie_inside_what_an_example_of_a_large_form_expects(model, example):
    expect, answers, draw = example["expect"], answers_of(model, example), random.Random(1)
    for _ in range(300):
        completion = generate.random_completion(model, draw, answers)
        if completion is None:
            continue
        [result] = results(model, completion)
        if "range" in expect:
            low, high = map(model.levels.index, expect["range"])
            assert low <= result.levels["level"] <= high
        if "possible" in expect:
            assert model.levels[result.levels["level"]] in expect["possible"]
        for scale, (low, high) in expect.get("bounds", {}).items():
            assert Fraction(low) <= result.values[scale] <= Fraction(high)
