# SPDX-License-Identifier: Apache-2.0
"""Consistent forms (S1.4, S13.5), with results worked out by hand."""

import pytest

from small import faults, instrument, total
from vaern_reference import check_witness, score

NOT_BOTH = """
consistent: {one: {must: {not: {all: [a, b]}}, because: {en: x}}}
scales: {s: {sum: [a, b, c], missing: bounds_only}}
levels: {from: s, cut_offs: {low: lowest, high: 2}}
"""


def test_completions_that_are_not_consistent_are_none():
    """Of a and b at most one: 0 to 2 and never 3."""
    model = instrument(NOT_BOTH)
    assert total(model, {}) == (None, "0", "2")
    assert total(model, {"a": "yes"}) == (None, "1", "2")
    assert not check_witness(model, {}, {"a": "yes", "b": "yes", "c": "no"}, "high")
    assert check_witness(model, {}, {"a": "yes", "b": "no", "c": "yes"}, "high")


def test_answers_that_break_a_condition_are_named_with_it():
    assert faults(instrument(NOT_BOTH), {"a": "yes", "b": "yes", "c": "no"}) == [
        {"kind": "inconsistent", "condition": "one", "items": ["a", "b"]}
    ]


def test_every_broken_condition_is_named():
    two = NOT_BOTH.replace("because: {en: x}}", "because: {en: x}}, two: {must: {not: c}}")
    found = faults(instrument(two), dict.fromkeys("abc", "yes"))
    assert [fault["condition"] for fault in found] == ["one", "two"]


def test_a_condition_broken_because_a_question_does_not_arise_names_what_closed_it():
    model = instrument(
        """
items: {a: {type: yes_no}, b: {type: yes_no, asked_when: a}, n: {type: number, from: 0, to: 3, asked_when: b}, c: {type: yes_no}}
consistent: {n: {must: {any: [{n: {from: 1}}, c]}, because: {en: x}}}
scales: {s: {sum: [c], missing: forbid}}
"""
    )
    assert faults(model, {"a": "no", "c": "no"}) == [
        {"kind": "inconsistent", "condition": "n", "items": ["a", "c"]}
    ]
    assert faults(model, {"a": "yes", "b": "yes", "n": 0, "c": "no"}) == [
        {"kind": "inconsistent", "condition": "n", "items": ["n", "c"]}
    ]


def test_how_long_ago_is_named_together_with_its_item():
    model = instrument(
        """
items: {a: {type: yes_no, ask_when_known: P14D}, c: {type: yes_no}}
consistent: {n: {must: {any: [{a: {within: P14D}}, c]}, because: {en: x}}}
scales: {s: {sum: [c], missing: forbid}}
"""
    )
    assert faults(model, {"a": {"value": "yes", "within": "no"}, "c": "no"}) == [
        {"kind": "inconsistent", "condition": "n", "items": ["a", "a.within", "c"]}
    ]


TOGETHER_NOTHING = """
consistent:
  same: {must: {any: [{all: [a, b]}, {not: {any: [a, b]}}]}, because: {en: x}}
  other: {must: {any: [{all: [a, {not: b}]}, {all: [b, {not: a}]}, c]}, because: {en: x}}
scales: {s: {sum: [a, b, c], missing: forbid}}
"""


def test_two_conditions_that_together_leave_nothing_are_no_completion():
    """a and b the same, and (c no) not the same: neither is certainly false while both are
    missing."""
    model = instrument(TOGETHER_NOTHING)
    assert faults(model, {"c": "no"}) == [{"kind": "no_completion", "items": ["c"]}]
    assert faults(model, {"c": "yes"}) == []
    assert faults(model, {"c": "no", "a": "yes"}) == [
        {"kind": "no_completion", "items": ["a", "c"]}
    ]
    assert faults(model, {"c": "no", "a": "yes", "b": "no"}) == [
        {"kind": "inconsistent", "condition": "same", "items": ["a", "b"]}
    ]


def test_a_condition_together_with_a_question_that_may_not_arise_names_both():
    model = instrument(
        """
items: {a: {type: yes_no}, x: {type: yes_no, asked_when: a}, c: {type: yes_no}}
consistent: {never: {must: {not: {all: [a, c]}}, because: {en: x}}}
scales: {s: {sum: [x], missing: forbid}}
"""
    )
    assert faults(model, {"x": "yes", "c": "yes"}) == [
        {"kind": "no_completion", "items": ["x", "c"]}
    ]
    assert faults(model, {"x": "no", "c": "yes"}) == []


def test_single_faults_are_told_before_conditions_are_looked_at():
    assert faults(instrument(NOT_BOTH), {"a": "yes", "b": "yes", "c": "maybe"}) == [
        {"kind": "outside_domain", "items": ["c"]}
    ]


def test_items_that_change_together_are_decisive_as_a_group():
    """a and b are the same, so neither alone can change anything; both decide 0 or 2."""
    model = instrument(
        """
consistent: {same: {must: {any: [{all: [a, b]}, {not: {any: [a, b]}}]}, because: {en: x}}}
scales: {s: {sum: [a, b], missing: bounds_only}, t: {sum: [c], missing: bounds_only}}
levels: {from: s, cut_offs: {low: lowest, high: 2}}
"""
    )
    result = score(model, {"c": "no"})
    assert (result["possible"], result["decisive"]) == (["low", "high"], ["a", "b"])
    assert score(model, {"c": "no", "a": "yes"})["decisive"] == []


def test_a_group_of_which_one_decides_alone_is_not_listed_whole():
    """At most one of a and b; a alone (b no) gives the level, b gives nothing."""
    model = instrument(
        """
consistent: {one: {must: {not: {all: [a, b]}}, because: {en: x}}}
scales: {s: {sum: [a], missing: bounds_only}}
levels: {from: s, cut_offs: {low: lowest, high: 1}}
"""
    )
    assert score(model, {})["decisive"] == ["a"]
    assert score(model, {"b": "yes"})["possible"] == ["low"]


def test_a_condition_also_ties_what_decides_whether_its_items_are_asked():
    """n is asked when y, and z is yes exactly when n is. So y and z change together, though the
    condition names n and z; and the level is y's."""
    model = instrument(
        """
items: {y: {type: yes_no}, n: {type: number, from: 1, to: 2, asked_when: y}, z: {type: yes_no}}
consistent: {z: {must: {any: [{all: [{n: {from: 1}}, z]}, {not: {any: [{n: {from: 1}}, z]}}]}, because: {en: x}}}
rules: {r: {when: y, raise_to: high}}
levels: {order: [low, high]}
"""
    )
    result = score(model, {})
    assert (result["possible"], result["decisive"]) == (["low", "high"], ["y", "z", "n"])
    assert score(model, {"z": "yes"})["possible"] == ["high"]
    assert score(model, {"n": 2})["possible"] == ["high"]


@pytest.mark.parametrize(("before", "possible"), [(0, ["low"]), (2, ["low", "high"])])
def test_a_condition_reads_earlier_values(before, possible):
    """Who never had one cannot have one now."""
    model = instrument(
        """
earlier: {before: {of: s, take: max, from: 0, to: 3, text: {en: x}}}
consistent: {never: {must: {any: [{before: {from: 1}}, {not: a}]}, because: {en: x}}}
scales: {s: {sum: [a, b], missing: forbid}}
rules: {r: {when: a, raise_to: high}}
levels: {order: [low, high]}
"""
    )
    earlier = [{"assessed": "2026-01-01", "scales": {"s": before}}]
    given = {"assessed": "2026-02-01", "earlier": earlier}
    assert score(model, {}, **given)["possible"] == possible
    # Not known: the condition ties a and the earlier value; a alone decides where it is above 0.
    assert score(model, {})["decisive"] == ["a"]
    if before == 0:
        assert faults(model, {"a": "yes"}, **given) == [
            {"kind": "inconsistent", "condition": "never", "items": ["a", "before"]}
        ]
