# SPDX-License-Identifier: Apache-2.0
"""Classes (S11), with results worked out by hand."""

import pytest

from small import instrument
from vaern_reference import check_class, score
from vaern_reference.classes import counterexample

FIRST = """
scales: {s: {sum: [a, b, c], missing: {count_as: no}}}
levels: {from: s, cut_offs: {low: lowest, high: 3}}
classes:
  kind:
    text: {en: x}
    first_match:
      whole: {when: {s: {from: 3}}, label: {en: x}}
      part: {when: {any: [a, b]}, label: {en: x}}
      nothing: {when: otherwise, label: {en: x}}
flags:
  part: {when: {kind: part}}
  other: {when: {kind: [whole, nothing]}}
  open: {when: {unknown: kind}}
"""


@pytest.mark.parametrize(
    ("form", "possible", "decisive"),
    [
        ({"a": "yes", "b": "yes", "c": "yes"}, ["whole"], []),
        ({"a": "yes", "b": "no"}, ["part"], []),
        ({"a": "no", "b": "no"}, ["nothing"], []),
        ({"a": "yes", "b": "yes"}, ["whole", "part"], ["c"]),
        ({"c": "no"}, ["part", "nothing"], ["a", "b"]),
        # Each answer leaves two of three, and a no one more: a and b exclude 1 + 1 (yes: nothing;
        # no: whole), c excludes 1 (no: whole).
        ({}, ["whole", "part", "nothing"], ["a", "b", "c"]),
        # b missing: yes leaves whole or part; no leaves part, as does c = no.
        ({"a": "yes"}, ["whole", "part"], ["b", "c"]),
    ],
)
def test_the_possible_classes_are_those_of_the_completions(form, possible, decisive):
    found = score(instrument(FIRST), form)["classes"]["kind"]
    assert found == {
        "possible": possible,
        "certain": len(possible) == 1,
        "decisive": decisive,
    }


def test_a_class_in_a_flag_is_unknown_while_several_are_possible():
    model = instrument(FIRST)
    assert score(model, {"a": "yes", "b": "no"})["flags"] == {
        "part": "yes",
        "other": "no",
        "open": "no",
    }
    assert score(model, {"a": "yes"})["flags"] == {"part": "open", "other": "open", "open": "yes"}
    # Of three classes two are left, and neither is the one that is asked for.
    assert score(model, {"c": "no"})["flags"]["other"] == "open"


def test_a_class_reads_completions_where_a_condition_would_be_unknown():
    """Strong Kleene leaves `a or not a` unknown; every completion has it."""
    model = instrument(
        """
scales: {s: {sum: [b], missing: forbid}}
classes: {k: {text: {en: x}, first_match: {one: {when: {any: [a, {not: a}]}}, two: {when: otherwise}}}}
"""
    )
    assert score(model, {})["classes"]["k"]["possible"] == ["one"]


def test_the_witness_of_a_class_is_a_completion_of_that_class():
    model, form = instrument(FIRST), {"a": "yes"}
    assert check_class(model, form, {"a": "yes", "b": "yes", "c": "yes"}, "kind", "whole")
    assert check_class(model, form, {"a": "yes", "b": "no", "c": "yes"}, "kind", "part")
    assert not check_class(model, form, {"a": "yes", "b": "no", "c": "yes"}, "kind", "whole")
    assert not check_class(model, form, {"a": "no", "b": "no", "c": "yes"}, "kind", "nothing")


def exactly_one(one, two, more=""):
    return instrument(
        f"""
items: {{a: {{type: yes_no}}, b: {{type: yes_no, asked_when: a}}, n: {{type: number, from: 0, to: 2}}}}
scales: {{s: {{sum: [n], missing: forbid}}}}
classes: {{k: {{text: {{en: x}}, exactly_one: {{one: {{when: {one}}}, two: {{when: {two}}}}}}}}}
{more}
"""
    )


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("a", "{not: a}", None),
        ("{s: {from: 1}}", "{s: {below: 1}}", None),
        ("b", "{not: b}", None),  # b reads as no where it is not applicable
        ("a", "b", ({"a": "no", "b": None, "n": "0"}, [])),
        ("a", "{any: [{not: a}, b]}", ({"a": "yes", "b": "yes", "n": "0"}, ["one", "two"])),
        ("{s: {from: 1}}", "{s: {to: 1}}", ({"a": "no", "b": None, "n": "1"}, ["one", "two"])),
    ],
)
def test_exactly_one_is_proved_over_every_complete_form(one, two, found):
    assert counterexample(exactly_one(one, two), "k") == found


def test_only_consistent_forms_need_a_class():
    consistent = "consistent: {some: {must: {any: [a, {n: {from: 1}}]}, because: {en: x}}}"
    assert counterexample(exactly_one("a", "{all: [{not: a}, {n: {from: 1}}]}"), "k") is not None
    proved = exactly_one("a", "{all: [{not: a}, {n: {from: 1}}]}", consistent)
    assert counterexample(proved, "k") is None


def test_the_items_that_settle_a_class_come_first():
    """a = no is nothing; a = yes leaves both others: a excludes 2 + 1. b settles only after a."""
    model = instrument(
        """
items: {c: {type: yes_no}, b: {type: yes_no, asked_when: a}, a: {type: yes_no}}
scales: {s: {sum: [c], missing: forbid}}
classes: {k: {text: {en: x}, first_match: {both: {when: {all: [a, b]}}, one: {when: {any: [a, {all: [b, c]}]}}, nothing: {when: otherwise}}}}
"""
    )
    empty = score(model, {})["classes"]["k"]
    assert (empty["possible"], empty["decisive"]) == (["both", "one", "nothing"], ["a", "b"])
    # b answered yes without a: a must be yes (S2.3).
    assert score(model, {"b": "yes"})["classes"]["k"]["possible"] == ["both"]
    # b answered no: harmless, a alone decides, and settles it.
    assert score(model, {"b": "no"})["classes"]["k"]["decisive"] == ["a"]
