# SPDX-License-Identifier: Apache-2.0
"""Further outcomes and escalation (S8.1, S13.6), opinions (S12.4), worked out by hand."""

import pytest

from small import instrument
from vaern_reference import check_witness, score

CHAIN = """
items:
  a: {type: yes_no}
  b: {type: yes_no}
  c: {type: yes_no}
  d: {type: yes_no}
  n: {type: number, from: 0, to: 6}
scales: {s: {sum: [n], missing: bounds_only}}
outcomes:
  first:
    from: s
    cut_offs: {none: lowest, some: 2, much: 4, most: 6}
    rules:
      lift: {when: a, raise_by: 1}
      both: {when: {all: [a, b]}, raise_by: 1, floor: much}
  second:
    order: [calm, tense]
    rules: {by_first: {when: {first: {from: much}}, raise_to: tense}}
rules:
  by_second: {when: {all: [{second: {from: tense}}, c]}, raise_to: mid}
  by_most: {when: {first: {above: much}}, raise_to: high}
levels: {order: [low, mid, high]}
flags:
  first: {when: {first: {from: some, to: much}}}
  most: {when: {first: most}}
  second: {when: {second: [tense]}}
"""
NO = {"a": "no", "b": "no", "c": "no", "d": "no"}


def say(form):
    result = score(instrument(CHAIN), form)
    outcomes = result["outcomes"]
    return outcomes["first"]["possible"], outcomes["second"]["possible"], result["possible"]


@pytest.mark.parametrize(
    ("form", "first", "second", "main"),
    [
        (NO | {"n": 1}, ["none"], ["calm"], ["low"]),
        (NO | {"n": 3, "a": "yes"}, ["much"], ["tense"], ["low"]),  # some, one up
        (NO | {"n": 3, "a": "yes", "c": "yes"}, ["much"], ["tense"], ["mid"]),
        (NO | {"n": 4, "a": "yes"}, ["most"], ["tense"], ["high"]),
        (NO | {"n": 6, "a": "yes"}, ["most"], ["tense"], ["high"]),  # saturated
        (NO | {"n": 0, "a": "yes", "b": "yes", "c": "yes"}, ["much"], ["tense"], ["mid"]),  # floor
        (NO | {"n": 0, "b": "yes", "c": "yes"}, ["none"], ["calm"], ["low"]),  # floor asks for a
        (NO | {"n": 6, "c": "yes"}, ["most"], ["tense"], ["high"]),
    ],
)
def test_an_escalation_follows_the_level_of_what_it_reads(form, first, second, main):
    assert say(form) == (first, second, main)


def test_each_outcome_has_its_own_range_possible_set_and_decisive_items():
    """n missing, a and b no: the first has all four levels, the second both; the instrument's is
    low (n below 6) or high (n = 6), and mid is not possible without c."""
    result = score(instrument(CHAIN), NO | {"n": {"missing": "refused"}})
    first, second = result["outcomes"]["first"], result["outcomes"]["second"]
    assert first["possible"] == ["none", "some", "much", "most"]
    assert (second["possible"], second["computed"]) == (["calm", "tense"], None)
    assert (result["possible"], result["range"]) == (["low", "high"], ["low", "high"])
    assert (first["decisive"], second["decisive"], result["decisive"]) == (["n"], ["n"], ["n"])
    assert result["flags"] == {"first": "open", "most": "open", "second": "open"}


def test_an_item_decides_one_outcome_and_not_another():
    """n = 4 and a no: first is much, second tense; c alone decides the instrument's level."""
    result = score(instrument(CHAIN), {"n": 4, "a": "no", "b": "no", "d": "no"})
    outcomes = result["outcomes"]
    assert (outcomes["first"]["decisive"], outcomes["second"]["decisive"]) == ([], [])
    assert (result["possible"], result["decisive"]) == (["low", "mid"], ["c"])
    assert result["flags"] == {"first": "yes", "most": "no", "second": "yes"}


def test_an_escalation_is_unknown_where_its_evidence_is():
    """a missing, n = 3: first may be lifted to much, so the rule of the second is unknown."""
    result = score(instrument(CHAIN), {"n": 3, "b": "no", "c": "yes"})
    assert result["outcomes"]["first"] == {
        "rules": {"lift": "unknown", "both": "no"},
        "cut_off": "some",
        "computed": "some",
        "range": ["some", "much"],
        "possible": ["some", "much"],
        "certain": False,
        "decisive": ["a"],
    }
    assert result["outcomes"]["second"]["rules"] == {"by_first": "unknown"}
    assert result["rules"] == {"by_second": "unknown", "by_most": "no"}
    assert (result["possible"], result["decisive"]) == (["low", "mid"], ["a"])


def test_an_escalation_reads_a_reported_value_like_any_condition():
    """One of two answered yes prorates to 2: the rule is true; completions hold the level."""
    model = instrument(
        """
scales: {s: {sum: [a, b], missing: {prorate: by_count}}}
outcomes: {x: {from: s, cut_offs: {low: lowest, high: 2}}}
rules: {r: {when: {x: {from: high}}, raise_to: high}}
levels: {order: [low, high]}
"""
    )
    result = score(model, {"a": "yes", "c": "no"})
    assert (result["outcomes"]["x"]["computed"], result["rules"]["r"]) == ("high", "yes")
    assert (result["possible"], result["computed"]) == (["low", "high"], None)


FALLING = """
scales: {m: {mean: [n], missing: forbid}}
items: {a: {type: yes_no}, n: {type: number, from: 0, to: 9, asked_when: a}}
outcomes:
  x:
    from: m
    cut_offs: {good: lowest, low: 5, very_low: 2}
    falling: yes
    rules: {up: {when: {m: 5}, raise_by: 1}}
rules:
  r: {when: {x: {from: very_low}}, raise_to: high}
  q: {when: {x: {above: good}}, raise_to: mid}
levels: {order: [low, mid, high]}
"""


@pytest.mark.parametrize(
    ("n", "x", "main"),
    [
        (9, "good", "low"),
        (6, "good", "low"),
        (5, "very_low", "high"),
        (4, "low", "mid"),
        (2, "very_low", "high"),
    ],
)
def test_a_falling_outcome_is_reached_at_or_below_its_number(n, x, main):
    result = score(instrument(FALLING), {"a": "yes", "n": n})
    assert (result["outcomes"]["x"]["computed"], result["computed"]) == (x, main)


def test_without_a_value_an_outcome_is_at_its_lowest_level_and_escalates_nothing():
    result = score(instrument(FALLING), {"a": "no"})
    assert (result["outcomes"]["x"]["possible"], result["computed"]) == (["good"], "low")
    assert result["rules"] == {"r": "no", "q": "no"}
    assert score(instrument(FALLING), {})["rules"] == {"r": "unknown", "q": "unknown"}


def test_the_witness_of_an_outcome_is_checked_on_its_own_levels():
    model, form = instrument(CHAIN), NO | {"n": {"missing": "refused"}}
    witness = NO | {"n": "6"}
    assert check_witness(model, form, witness, "most", "first")
    assert check_witness(model, form, witness, "high")
    assert not check_witness(model, form, witness, "much", "first")
    assert not check_witness(model, form, witness | {"a": "yes"}, "most", "first")


DECIDES = """
answers: {harm: [mild, grave, fatal]}
outcomes: {x: {order: [low, high], rules: {r: {when: a, raise_to: high}}}}
rules: {r: {when: {x: {from: high}}, raise_to: mid}}
levels: {order: [low, mid, top]}
judgement: {decides: yes}
opinions:
  serious_harm: {levels: harm, text: {en: x}, required: yes}
  imminence: {levels: harm, text: {en: x}}
"""


def test_where_the_professional_decides_a_further_outcome_is_still_computed():
    result = score(instrument(DECIDES), {"a": "yes"})
    assert (result["possible"], result["computed"]) == (["mid", "top"], None)
    assert result["outcomes"]["x"]["computed"] == "high"
    assert result["outcomes"]["x"]["possible"] == ["high"]


def test_an_opinion_is_recorded_and_changes_no_level_and_a_required_one_is_named_while_open():
    model, level = instrument(DECIDES), {"level": "low"}
    bare = score(model, {"a": "no"}, level)
    assert (bare["opinions"], bare["open_opinions"]) == (
        {"serious_harm": None, "imminence": None},
        ["serious_harm"],
    )
    given = score(model, {"a": "no"}, level | {"opinions": {"serious_harm": "fatal"}})
    assert (given["opinions"]["serious_harm"], given["open_opinions"]) == ("fatal", [])
    changed = {"opinions", "open_opinions"}
    assert {k: v for k, v in bare.items() if k not in changed} == {
        k: v for k, v in given.items() if k not in changed
    }
    assert "opinions" not in score(model, {"a": "no"})


@pytest.mark.parametrize(
    ("opinions", "kind"),
    [({"imminence": "soon"}, "outside_domain"), ({"x": "mild"}, "unknown_item")],
)
def test_an_opinion_is_one_of_its_set(opinions, kind):
    [fault] = score(instrument(DECIDES), {}, {"level": "low", "opinions": opinions})["faults"]
    assert fault["kind"] == kind
