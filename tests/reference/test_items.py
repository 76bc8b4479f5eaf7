# SPDX-License-Identifier: Apache-2.0
"""Reversed items and items relative to the habit (S2.6), by hand."""

import pytest

from small import faults, instrument, total
from vaern_reference import check_bound, score

# --- Reversed -----------------------------------------------------------------------------


def test_a_reversed_item_scores_least_plus_greatest_minus_its_points():
    """agree is worth 1 to 4, reversed 4 to 1; odd -1, 0, 5, reversed 5, 4, -1; n 2 to 6 by 2."""
    model = instrument(
        """
answers:
  agree: {ordered: yes, options: {never: 1, rarely: 2, often: 3, always: 4}}
  odd: {ordered: yes, options: {x: -1, y: 0, z: 5}}
items:
  p: {type: agree, reversed: yes}
  o: {type: odd, reversed: yes}
  n: {type: number, from: 2, to: 6, step: 2, reversed: yes}
scales:
  s: {sum: {p: 1, o: 10, n: 100}, missing: {count_as: "2"}}
  high: {count: {of: [p, n], at_or_above: 4}, missing: forbid}
  m: {sum: [n], missing: bounds_only}
flags:
  often: {when: {p: {from: often}}}
  two: {when: {n: 2}}
"""
    )
    form = {"p": "always", "o": "y", "n": 2}
    assert total(model, form) == ("641", "641", "641")  # 1 + 10 * 4 + 100 * 6
    assert total(model, form, "high")[0] == "1"
    # Conditions read the answer as given.
    assert score(model, form)["flags"] == {"often": "yes", "two": "yes"}


def test_an_answer_that_is_assumed_is_reversed_like_one_given():
    model = instrument(
        """
answers: {agree: {ordered: yes, options: {never: 0, rarely: 1, often: 3}}}
items: {p: {type: agree, reversed: yes}, q: {type: agree}}
scales:
  s: {sum: [p, q], missing: {count_as: never}}
  r: {sum: [p, q], missing: {prorate: by_range}}
"""
    )
    assert total(model, {"q": "rarely"}) == ("4", "1", "4")
    assert total(model, {"p": "rarely"}, "r") == ("4", "2", "5")  # 2 of 3, so 4 of 6


# --- Relative to the habit ----------------------------------------------------------------

HABIT = """
items:
  a: {type: yes_no, relative_to_habit: yes}
  b: {type: yes_no, ask_when_known: P14D, relative_to_habit: yes}
  c: {type: yes_no}
scales:
  s: {sum: {a: 2, b: 1, c: 1}, missing: {at_most: 1, count_as: no}}
  p: {sum: {a: 2, b: 1, c: 1}, missing: {count_as: yes}}
  r: {sum: {a: 2, c: 1}, missing: {prorate: by_range}}
levels: {from: s, cut_offs: {low: lowest, high: 2}}
flags:
  new: {when: {a: {habitual: no}}}
  usual: {when: {a: {habitual: yes}}}
  said: {when: a}
"""


def yes(**beside):
    return {"value": "yes", **beside}


@pytest.mark.parametrize(
    ("a", "value", "new", "usual"),
    [
        ("no", "0", "no", "no"),
        (yes(habitual="no"), "2", "yes", "no"),
        (yes(habitual="yes"), "0", "no", "yes"),
        ("yes", "2", "open", "open"),  # the habit is missing, and counts as no
    ],
)
def test_a_habit_takes_away_what_the_answer_gave(a, value, new, usual):
    result = score(instrument(HABIT), {"a": a, "b": "no", "c": "no"})
    assert result["scales"]["s"]["value"] == value
    said = {"new": new, "usual": usual, "said": "no" if a == "no" else "yes"}
    assert result["flags"] == said


def test_a_habit_that_nobody_has_judged_leaves_the_level_open():
    result = score(instrument(HABIT), {"a": "yes", "b": "no", "c": "no"})
    assert (result["possible"], result["computed"], result["decisive"]) == (
        ["low", "high"],
        "high",
        ["a.habitual"],
    )


def test_item_and_habit_count_as_two_missing_inputs():
    """a missing: a and a.habitual are two, and one is allowed."""
    assert total(instrument(HABIT), {"b": "no", "c": "yes"}) == (None, "1", "3")
    assert total(instrument(HABIT), {"a": "no", "b": "no"}) == ("0", "0", "1")


def test_a_code_that_is_assumed_gives_the_habit_no():
    model = instrument(HABIT)
    assert total(model, {"b": "no", "c": "no"}, "p") == ("2", "0", "2")
    assert total(model, {"a": "yes", "b": "no", "c": "no"}, "p") == ("2", "0", "2")


def test_prorating_by_range_sees_two_terms():
    """Only the habit is missing: a is 0..2, a.habitual -2..0, c 0..1. raw 2 + 1 = 3 of 0..3, so
    3 of -2..3: -2 + 3 * 5 / 3 = 3. With c = no raw is 2: -2 + 2 * 5 / 3 = 4/3."""
    model = instrument(HABIT)
    assert total(model, {"a": "yes", "c": "yes"}, "r") == ("3", "1", "3")
    assert total(model, {"a": "yes", "c": "no"}, "r") == ("4/3", "0", "2")


def test_how_usual_and_how_long_ago_are_answered_beside_each_other():
    model = instrument(HABIT)
    form = {"a": "no", "c": "no", "b": yes(within="P14D", habitual="yes")}
    assert total(model, form) == ("0", "0", "0")
    assert list(model.inputs) == ["a", "a.habitual", "b", "b.within", "b.habitual", "c"]
    witness = {"a": "no", "c": "no", "b": "yes", "b.within": "no", "b.habitual": "no"}
    assert check_bound(model, {"c": "no"}, witness, "s", "1")


def test_a_habit_of_what_did_not_happen_is_not_applicable():
    model = instrument(HABIT)
    expected = [{"kind": "not_applicable", "items": ["a.habitual"]}]
    assert faults(model, {"a": {"value": "no", "habitual": "yes"}}) == expected
    assert faults(model, {"a": {"value": "no", "habitual": "no"}}) == []
    assert faults(model, {"c": yes(habitual="no")}) == [
        {"kind": "unknown_item", "items": ["c.habitual"]}
    ]
    assert faults(model, {"a": yes(habitual={"missing": "unknown"})}) == []


def test_a_weight_below_nought_is_taken_away_again_by_the_habit():
    model = instrument(
        """
items: {a: {type: yes_no, relative_to_habit: yes}, c: {type: yes_no}}
scales: {s: {sum: {a: -3, c: 1}, missing: bounds_only}}
"""
    )
    assert total(model, {"a": yes(habitual="yes"), "c": "no"}) == ("0", "0", "0")
    assert total(model, {"a": "yes"}) == (None, "-3", "1")
