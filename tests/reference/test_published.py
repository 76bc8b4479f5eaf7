# SPDX-License-Identifier: Apache-2.0
"""The examples inside the published instruments hold in the reference, too."""

from math import prod
from pathlib import Path

import pytest
import yaml

from vaern_reference import load, score
from vaern_reference.examples import differences, responses_of
from vaern_reference.responses import normalise

PUBLISHED = Path(__file__).parents[2] / "instruments" / "published"
MOST_COMPLETIONS = 20_000

# Enumeration is too slow here; the decision diagram of the engine is not.
TOO_MANY = {
    ("danger-assessment", "nothing answered"),
    ("dash-marac", "three events settle it whatever is missing"),
}


def examples():
    for path in sorted(PUBLISHED.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        model = load(text)
        for example in yaml.load(text, Loader=yaml.BaseLoader).get("examples", []):
            yield pytest.param(model, example, id=f"{path.stem}: {example['name']}")


def completions_at_most(model, responses) -> int:
    answers, _, _ = normalise(model, responses)
    open_inputs = (model.inputs[name] for name in model.matters & set(model.inputs) - set(answers))
    return prod(len(each.domain) for each in open_inputs)


@pytest.mark.parametrize(("model", "example"), list(examples()))
def test_an_example_of_a_published_instrument_holds(model, example):
    responses = responses_of(model, example)
    too_many = completions_at_most(model, responses) > MOST_COMPLETIONS
    assert too_many == ((model.id, example["name"]) in TOO_MANY)
    if not too_many:
        result = score(model, responses, example.get("judgement"))
        assert differences(example["expect"], result) == []
