# SPDX-License-Identifier: Apache-2.0
"""Reversed items, items relative to the habit (S2.6), sensitive items (E5.1), by hand."""

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


# --- Sensitive ----------------------------------------------------------------------------

SENSITIVE = """
items:
  origin: {type: yes_no, sensitive: yes}
  detail: {type: number, from: 0, to: 2, asked_when: origin}
  b: {type: yes_no}
  either: {type: yes_no, asked_when: {any: [origin, b]}}
consistent: {some: {must: {any: [origin, b]}, because: {en: x}}}
scales:
  s: {sum: [origin, detail, b, either], missing: {prorate: by_count, beyond: clamp}}
  m: {mean: [detail], missing: forbid}
levels: {from: s, cut_offs: {low: lowest, mid: 2, high: 4}}
"""


def test_the_score_without_sensitive_items_closes_what_is_asked_only_after_them():
    """With: 1 + 2 + 1 + 1 = 5. Without origin and its detail: b and either, 2."""
    model = instrument(SENSITIVE.replace("{prorate: by_count, beyond: clamp}", "bounds_only"))
    result = score(model, {"origin": "yes", "detail": 2, "b": "yes", "either": "yes"})
    assert (result["scales"]["s"]["value"], result["computed"]) == ("5", "high")
    assert result["without_sensitive"] == {
        "faults": [],
        "scales": {
            "s": {"value": "2", "lowest": "2", "highest": "2", "attained": [True, True]},
            "m": {"value": None, "lowest": None, "highest": None, "attained": [False, False]},
        },
        "computed": "mid",
        "range": ["mid", "mid"],
        "possible": ["mid"],
    }


def test_an_answer_tells_nothing_of_why_it_was_asked():
    """either was answered, and may have been asked because of origin. Without origin it must not
    follow that b is yes: b no (0) or b yes with either open (1 or 2)."""
    model = instrument(SENSITIVE.replace("{prorate: by_count, beyond: clamp}", "bounds_only"))
    without = score(model, {"origin": "yes", "detail": 0, "either": "yes"})["without_sensitive"]
    assert [without["scales"]["s"][end] for end in ("lowest", "highest")] == ["0", "2"]
    assert without["possible"] == ["low", "mid"]
    # b is no: either does not arise, and no condition may say that someone must be something.
    without = score(model, {"origin": "yes", "b": "no", "either": "yes"})["without_sensitive"]
    assert without["scales"]["s"]["value"] == "0"


def test_an_answer_that_is_left_out_lets_no_other_stay():
    """p was asked because of a, or of b; q because of p. Without a it is not known that p arises,
    and so not that q does: its points, 1, are only possible."""
    model = instrument(
        """
items:
  a: {type: yes_no, sensitive: yes}
  b: {type: yes_no}
  p: {type: yes_no, asked_when: {any: [a, b]}}
  q: {type: yes_no, asked_when: p}
scales: {s: {sum: [a, q], missing: bounds_only}}
"""
    )
    without = score(model, {"a": "yes", "p": "yes", "q": "yes"})["without_sensitive"]
    assert without["scales"]["s"] | {"attained": 0} == {
        "value": None,
        "lowest": "0",
        "highest": "1",
        "attained": 0,
    }


def test_a_missing_sensitive_item_leaves_nothing_missing_without_it():
    result = score(instrument(SENSITIVE), {"b": "yes", "either": "no"})
    assert result["possible"] == ["low", "mid", "high"]  # 1 to 4
    assert result["without_sensitive"]["possible"] == ["low"]
    assert result["without_sensitive"]["scales"]["s"]["value"] == "1"


LEVELS = "levels: {order: [low, high]}\ngates: {g: a}\n"


@pytest.mark.parametrize(
    ("body", "stands"),
    [
        ("scales: {s: {sum: [b], missing: forbid}}\nflags: {f: {when: a}}", False),
        ("scales: {s: {sum: [b], missing: forbid}}\nconsistent: {x: {must: {any: [a, b]}}}", False),
        ("scales: {s: {sum: [c], missing: forbid}}", True),  # c is asked when a
        (LEVELS + "rules: {r: {when: g, raise_to: high}}", True),
        (LEVELS + "rules: {r: {when: b, raise_to: high}}", False),
        ("classes: {k: {first_match: {x: {when: a}, y: {when: otherwise}}}}", True),
        ("outcomes: {o: {order: [x, y], rules: {r: {when: a, raise_to: y}}}}", True),
    ],
)
def test_it_stands_beside_the_score_where_something_reads_a_sensitive_item(body, stands):
    items = "a: {type: yes_no, sensitive: yes}, b: {type: yes_no}, c: {type: yes_no, asked_when: a}"
    model = instrument(f"items: {{{items}}}\n{body}")
    assert ("without_sensitive" in score(model, {})) == stands


def test_outcomes_and_classes_stand_there_too():
    model = instrument(
        """
items: {a: {type: yes_no, sensitive: yes}, b: {type: yes_no}}
outcomes: {o: {order: [x, y], rules: {r: {when: {any: [a, b]}, raise_to: y}}}}
rules: {r: {when: {o: {from: y}}, raise_to: high}}
levels: {order: [low, high]}
classes: {k: {first_match: {x: {when: {all: [a, b]}}, y: {when: otherwise}}}}
"""
    )
    result = score(model, {"a": "yes"})
    assert (result["outcomes"]["o"]["possible"], result["classes"]["k"]["possible"]) == (
        ["y"],
        ["x", "y"],
    )
    assert result["without_sensitive"] == {
        "faults": [],
        "scales": {},
        "computed": None,
        "range": ["low", "high"],
        "possible": ["low", "high"],
        "outcomes": {"o": {"computed": None, "range": ["x", "y"], "possible": ["x", "y"]}},
        "classes": {"k": ["y"]},
    }


def test_what_was_proved_with_the_items_may_not_hold_without_them():
    """a is worth 1 at least, and the table begins there; k is x or y by a."""
    model = instrument(
        """
answers: {deep: {x: 1, y: 2}}
items: {a: {type: deep, sensitive: yes}, b: {type: yes_no}}
tables: {t: {rows: {1: 5, 2: 6}}}
scales:
  s: {sum: [a, b], missing: {at_most: 1, table: {1: {1: 1}}}}
  r: {lookup: {of: s, in: t}, missing: forbid}
  x: {sum: [s, r], missing: forbid}
classes: {k: {exactly_one: {one: {when: {a: x}}, two: {when: {a: y}}}}}
"""
    )
    without = score(model, {"a": "x", "b": "no"})["without_sensitive"]
    assert [without["scales"][id]["value"] for id in "srx"] == ["0", None, "0"]
    assert without["classes"] == {"k": []}
    without = score(model, {"a": "x"})["without_sensitive"]  # b is 0, without a row, or 1: row 5
    assert [without["scales"]["r"][key] for key in ("value", "lowest", "highest")] == [
        None,
        "5",
        "5",
    ]
