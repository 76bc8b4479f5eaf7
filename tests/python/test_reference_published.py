# SPDX-License-Identifier: Apache-2.0
"""The engine says of the published instruments what the reference interpreter says.

Of those with at most 100,000 completions all are enumerated, from the empty form on; of larger ones
those of partial forms. Of forms too open for that, the empty one among them, every witness is
scored again, and 1,000 random completions lie inside what the engine says.
"""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import pytest

import generate
import generate_given
from pair import Pair, as_recorded, judgements
from vaern_reference import Model, score
from vaern_reference.forms import results
from vaern_reference.library import library
from vaern_reference.loading import read_yaml
from vaern_reference.scoring import given_values
from vaern_reference.sensitive import form_left, without_sensitive

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
PUBLISHED = sorted((ROOT / "instruments" / "published").glob("*.yaml"))
MOST_COMPLETIONS = 100_000  # Instruments with no more are compared from the empty form on.
MOST_COMPLETIONS_OF_A_PART = 3_000  # Of others, forms with no more.
NEARLY_COMPLETE_FORMS = 40
COMPLETIONS_A_LARGE_FORM = 1_000


def published(path: Path) -> Pair:
    """With what it extends, which is published, too."""
    text, others = path.read_text(encoding="utf-8"), []
    while "extends" in (head := read_yaml([text, *others][-1])):
        others.append(library(path.parent)(head["extends"]))
    return Pair(text, *others)


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_forms_of_a_published_instrument_agree_over_all_their_completions(path, compared):
    pair, draw = published(path), random.Random(path.stem)
    is_small = generate.open_codes(pair.model, {}) <= MOST_COMPLETIONS
    most = MOST_COMPLETIONS if is_small else MOST_COMPLETIONS_OF_A_PART
    open_forms = generate.forms_within(pair.model, 2, most, most if is_small else 3 * most)
    nearly = generate.nearly_complete_forms(pair.model, 2, NEARLY_COMPLETE_FORMS, most_gaps=4)
    forms = [*open_forms, *nearly]
    assert ({} in forms) == is_small
    for form in forms:
        form = generate.with_reasons(pair.model, form, draw)
        pair.agree(form, judgements(pair, draw), generate_given.given(pair.model, draw))
    compared["published instruments"] += 1
    compared["of them from the empty form on"] += is_small
    compared["partial forms of published instruments"] += len(forms)
    compared["different completions of those, enumerated"] += len(pair.model.seen)


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
@pytest.mark.parametrize("answered", [0, 3, 8])
def test_random_completions_of_a_large_form_lie_inside(path, answered, compared):
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
    inside = completions_inside(pair.model, answers, found, draw)
    compared["random completions of large forms, inside"] += inside
    if "without_sensitive" in found:
        model = without_sensitive(pair.model)
        left = form_left(model, answers).answers
        inside = completions_inside(model, left, found["without_sensitive"], draw)
        compared["random completions without sensitive items, inside"] += inside


def completions_inside(model: Model, answers: dict, found: dict, draw: random.Random) -> int:
    """Random completions that agree with the answers, all inside what was found."""
    inside = 0
    for _ in range(4 * COMPLETIONS_A_LARGE_FORM):  # Some are not consistent, and are none.
        completion = generate.random_completion(model, draw, answers)
        if completion is None:
            continue
        [result] = results(model, completion)
        lies_inside(model, found, result)
        inside += 1
        if inside == COMPLETIONS_A_LARGE_FORM:
            break
    assert inside == COMPLETIONS_A_LARGE_FORM
    return inside


def lies_inside(model: Model, found: dict, result) -> None:
    for id, outcome in model.outcomes.items():
        possible = (found if id == "level" else found["outcomes"][id])["possible"]
        assert outcome.levels[result.levels[id]] in possible
    for id, name in result.classes.items():
        classes = found["classes"][id]
        if isinstance(classes, dict):
            assert name in classes["possible"]
        else:  # Without sensitive items, where a form may have no class.
            assert name is None or name in classes
    for id, value in result.values.items():
        scale = found["scales"][id]
        if isinstance(scale, dict):  # Without sensitive items a record holds no bounds.
            assert value is None or Fraction(scale["lowest"]) <= value <= Fraction(scale["highest"])
