# SPDX-License-Identifier: Apache-2.0
"""The rules on small models, with results worked out by hand."""

from pathlib import Path

import pytest

from small import instrument, total
from vaern_reference import check_bound, check_witness, completions, load, score

PUBLISHED = Path(__file__).parents[2] / "instruments" / "published"


def published(name):
    return load((PUBLISHED / f"{name}.yaml").read_text(encoding="utf-8"))


# --- Danger Assessment --------------------------------------------------------------------

DA_ONES = [
    "escalation",
    "choked",
    "drugs",
    "alcohol",
    "controls",
    "jealous",
    "beaten_pregnant",
    "his_suicide",
    "threat_to_children",
    "believes_he_could_kill",
    "stalking",
]
DA_HEAVY = [
    "gun",
    "left",
    "never_lived_together",
    "unemployed",
    "weapon",
    "threat_to_kill",
    "avoided_arrest",
    "child_not_his",
    "forced_sex",
]


def test_gun_weapon_and_forced_sex_are_ten_points_and_increased():
    answers = dict.fromkeys(DA_ONES + DA_HEAVY, "no") | dict.fromkeys(
        ["gun", "weapon", "forced_sex"], "yes"
    )
    result = score(published("danger-assessment"), answers)
    assert result["scales"]["total"] == {
        "value": "10",
        "lowest": "10",
        "highest": "10",
        "attained": [True, True],
    }
    assert (result["computed"], result["certain"], result["decisive"]) == ("increased", True, [])
    assert result["flags"] == {"strangulation": "no", "suicide_risk": "open"}


def test_the_heavy_questions_unanswered_leave_every_level_open():
    """5 + 4 + 4 + 3 + 3 + 3 + 2 + 2 = 26 at most; at least -3, for having never lived together."""
    model, answers = published("danger-assessment"), dict.fromkeys(DA_ONES, "no")
    result = score(model, answers)
    assert (result["scales"]["total"]["lowest"], result["scales"]["total"]["highest"]) == (
        "-3",
        "26",
    )
    assert result["range"] == ["variable", "extreme"]
    assert result["possible"] == ["variable", "increased", "severe", "extreme"]
    assert sorted(result["decisive"]) == sorted(DA_HEAVY)
    lowest = dict.fromkeys(DA_ONES + DA_HEAVY, "no") | {"never_lived_together": "yes"}
    highest = dict.fromkeys(DA_ONES, "no") | dict.fromkeys(DA_HEAVY, "yes")
    del highest["never_lived_together"]
    assert check_witness(model, answers, lowest, "variable")
    assert check_bound(model, answers, lowest, "total", "-3")
    assert check_bound(model, answers, highest, "total", "26")
    assert not check_bound(model, answers, highest | {"never_lived_together": "yes"}, "total", "23")
    assert not check_witness(model, answers, lowest | {"drugs": "yes"}, "variable")


def test_whether_she_left_and_ever_lived_with_him_are_worth_minus_three_nothing_or_four():
    model = published("danger-assessment")
    answers = dict.fromkeys(DA_ONES + DA_HEAVY, "no")
    del answers["left"], answers["never_lived_together"]
    codes = {
        (c.codes["left"], c.codes["never_lived_together"]) for c in completions(model, answers)
    }
    assert codes == {("yes", None), ("no", "no"), ("no", "yes")}
    assert total(model, answers, "total") == ("0", "-3", "4")


@pytest.mark.parametrize(
    ("points", "level"), [(13, "increased"), (14, "severe"), (17, "severe"), (18, "extreme")]
)
def test_a_cut_off_holds_from_its_number_up(points, level):
    answers = dict.fromkeys(DA_ONES + DA_HEAVY, "no") | {"gun": "yes", "unemployed": "yes"}
    for item in DA_ONES[: points - 9]:
        answers[item] = "yes"
    result = score(published("danger-assessment"), answers)
    assert (result["scales"]["total"]["value"], result["computed"]) == (str(points), level)


# --- WHO-5, gates, judgement --------------------------------------------------------------

WHO_ITEMS = ["good_mood", "calm", "energy", "rested", "interest"]


def test_a_falling_level_holds_at_or_below_its_number():
    """Seven points are 28: at the number, so very low. With the last answer open 8 to 13
    points: 32 to 52, and 50 is between."""
    seven = dict(zip(WHO_ITEMS, ["less_than_half"] * 2 + ["some_of_the_time"] * 3))
    model = published("who-5")
    assert score(model, seven)["computed"] == "very_low"
    open_form = dict.fromkeys(WHO_ITEMS[:4], "less_than_half")
    result = score(model, open_form)
    assert result["scales"]["total"] | {"attained": 0} == {
        "value": None,
        "lowest": "32",
        "highest": "52",
        "attained": 0,
    }
    assert (result["range"], result["computed"], result["decisive"]) == (
        ["good", "low"],
        None,
        ["interest"],
    )


GATES = """
gates: {two: {at_least: {2: [a, b, c]}}}
rules: {r: {when: {any: [two, {not: {any: [a, b]}}]}, raise_to: high}}
levels: {order: [low, high]}
"""


def test_a_gate_is_unknown_until_enough_or_too_few_hold():
    model = instrument(GATES)
    assert [
        score(model, form)["gates"]["two"]
        for form in ({"a": "yes"}, {"a": "yes", "c": "yes"}, {"a": "no"}, {"a": "no", "b": "no"})
    ] == ["unknown", "yes", "unknown", "no"]


def test_levels_by_rules_alone_are_computed_only_when_certain():
    model = instrument(GATES)
    assert score(model, {"a": "yes"})["computed"] is None
    assert score(model, {"a": "no", "b": "no"})["computed"] == "high"
    assert score(model, {"a": "yes", "b": "no", "c": "no"})["computed"] == "low"


SUM = "scales: {s: {sum: [a, b, c], missing: {count_as: no}}}\nlevels: {from: s, cut_offs: {low: lowest, mid: 1, top: 3}}\n"


@pytest.mark.parametrize(
    ("lower", "judgement", "in_force", "possible"),
    [
        ("never", {"level": "low"}, "mid", ["mid", "top"]),
        ("never", {"level": "top"}, "top", ["top"]),
        ("with_reason", {"level": "low"}, "low", ["low", "mid", "top"]),
        ("second_person", {"level": "low"}, "mid", ["mid", "top"]),
        ("second_person", {"level": "low", "second": "w2"}, "low", ["low", "mid", "top"]),
    ],
)
def test_after_a_judgement_the_higher_levels_stay_possible(lower, judgement, in_force, possible):
    model = instrument(SUM + f"judgement: {{lower: {lower}}}")
    result = score(model, {"a": "yes"}, judgement)
    assert (result["in_force"], result["possible_after_judgement"]) == (in_force, possible)
    assert result["possible"] == ["mid", "top"]


def test_a_complete_form_has_one_level_after_a_judgement():
    model = instrument(SUM + "judgement: {lower: with_reason}")
    result = score(model, {"a": "yes", "b": "no", "c": "no"}, {"level": "low"})
    assert result["possible_after_judgement"] == ["low"]


def test_without_a_value_the_low_end_of_the_range_is_what_a_judgement_meets():
    result = score(
        instrument(SUM.replace("{count_as: no}", "forbid")), {"a": "yes"}, {"level": "low"}
    )
    assert (result["computed"], result["in_force"]) == (None, "mid")


# --- S2: applicability --------------------------------------------------------------------

CHAIN = """
items:
  c: {type: yes_no, asked_when: b}
  a: {type: yes_no}
  b: {type: yes_no, asked_when: a}
scales: {s: {sum: [a, b, c], missing: bounds_only}}
levels: {from: s, cut_offs: {low: lowest, high: 2}}
flags: {f: {when: {missing: c}, because: {en: x}}}
"""


def test_a_chain_closes_by_itself():
    result = score(instrument(CHAIN), {"a": "no"})
    assert (result["scales"]["s"]["value"], result["flags"]["f"]) == ("0", "no")
    assert score(instrument(CHAIN), {})["flags"]["f"] == "yes"


def test_an_answer_to_a_question_that_does_not_arise_is_a_fault_unless_it_is_no():
    model = instrument(CHAIN)
    assert score(model, {"a": "no", "b": "yes"})["faults"] == [
        {"kind": "not_applicable", "items": ["b"]}
    ]
    assert score(model, {"a": "no", "c": "yes"})["faults"] == [
        {"kind": "not_applicable", "items": ["c"]}
    ]
    assert score(model, {"a": "no", "b": "no"})["scales"]["s"]["value"] == "0"


def test_an_answer_under_an_unknown_question_says_that_the_question_arises():
    assert total(instrument(CHAIN), {"c": "yes"}) == (None, "3", "3")
    assert total(instrument(CHAIN), {"c": "no"}) == (None, "0", "2")


def test_answers_that_no_complete_form_can_hold_together_name_their_items():
    model = instrument(
        """
items: {a: {type: yes_no}, x: {type: yes_no, asked_when: a}, y: {type: yes_no, asked_when: {not: a}}}
scales: {s: {sum: [x, y], missing: bounds_only}}
"""
    )
    assert score(model, {"x": "yes", "y": "yes"})["faults"] == [
        {"kind": "no_completion", "items": ["x", "y"]}
    ]
    assert score(model, {"x": "yes", "y": "no"})["faults"] == []


def test_every_fault_of_a_form_is_told_at_once():
    form = {"zzz": "yes", "b": {"missing": "later"}, "a": "maybe", "c": "yes"}
    assert score(instrument(CHAIN), form)["faults"] == [
        {"kind": "outside_domain", "items": ["a"]},
        {"kind": "unknown_reason", "items": ["b"]},
        {"kind": "unknown_item", "items": ["zzz"]},
    ]


WITHIN = """
items: {a: {type: yes_no, ask_when_known: P14D}}
rules: {r: {when: {a: {within: P14D}}, raise_to: high}}
levels: {order: [low, high]}
"""


@pytest.mark.parametrize(
    ("answer", "state", "decisive"),
    [
        ("no", "no", []),
        ("yes", "unknown", ["a.within"]),
        ({"value": "yes", "within": "P14D"}, "yes", []),
        ({"value": "yes", "within": "no"}, "no", []),
        ({"value": "yes", "within": {"missing": "unknown"}}, "unknown", ["a.within"]),
        ({"missing": "refused"}, "unknown", ["a", "a.within"]),
        (True, "unknown", ["a.within"]),
    ],
)
def test_how_long_ago_is_a_question_of_its_own(answer, state, decisive):
    result = score(instrument(WITHIN), {"a": answer})
    assert (result["rules"]["r"], result["decisive"]) == (state, decisive)


def test_how_long_ago_does_not_arise_where_the_answer_is_no():
    model = instrument(WITHIN)
    assert score(model, {"a": {"value": "no", "within": "P14D"}})["faults"] == [
        {"kind": "not_applicable", "items": ["a.within"]}
    ]
    assert score(model, {"a": {"value": "yes", "within": "P7D"}})["faults"] == [
        {"kind": "outside_domain", "items": ["a.within"]}
    ]


# --- S3, S4: conditions -------------------------------------------------------------------


def test_a_state_is_what_its_operands_say_and_not_what_all_completions_agree_on():
    result = score(
        instrument(
            """
rules: {r: {when: {any: [a, {not: a}]}, raise_to: high}}
levels: {order: [low, high]}
"""
        ),
        {},
    )
    assert (result["rules"]["r"], result["possible"], result["computed"]) == (
        "unknown",
        ["high"],
        "high",
    )


CEL = {
    "a && !b": "yes",
    "a && b": "no",
    "a || b": "yes",
    "count([a, b, c]) >= 1": "yes",
    "count([a, b, c]) == 2": "unknown",
    "count([a, b, c]) > 2": "no",
    "(c ? 2 : 3) * 2 - 1 >= 3": "yes",
    "c ? a : b": "unknown",
    "c ? a : true": "yes",
    "n + 1 > 10": "unknown",
    "n >= 0": "yes",
    "m > 1": "unknown",
    "m > 3": "no",
    "applicable(m) && m > 1": "unknown",
    'o == "two"': "yes",
    'o in ["one", "three"]': "no",
    'o != "one"': "yes",
}


@pytest.mark.parametrize("text", CEL)
def test_cel_text_reads_answers_and_gaps(text):
    model = instrument(
        f"""
answers: {{set: [one, two, three]}}
items:
  a: {{type: yes_no}}
  b: {{type: yes_no}}
  c: {{type: yes_no}}
  n: {{type: number, from: 0, to: 10}}
  m: {{type: number, from: 2, to: 3, asked_when: c}}
  o: {{type: set}}
flags: {{f: {{when: '{text}', because: {{en: x}}}}}}
"""
    )
    assert score(model, {"a": "yes", "b": "no", "o": "two"})["flags"]["f"] == {
        "unknown": "open"
    }.get(CEL[text], CEL[text])


def test_a_number_that_is_not_applicable_compares_as_false():
    model = instrument(
        """
items: {a: {type: yes_no}, n: {type: number, from: 0, to: 2, asked_when: a}}
flags: {small: {when: {n: {to: 1}}, because: {en: x}}, not_small: {when: {not: {n: {to: 1}}}, because: {en: x}}}
"""
    )
    assert score(model, {"a": "no"})["flags"] == {"small": "no", "not_small": "yes"}
    assert score(model, {"a": "yes", "n": "1"})["flags"] == {"small": "yes", "not_small": "no"}


def test_a_rule_reads_the_imputed_value_and_the_level_stays_in_its_range():
    """a and b yes, c missing: prorated 3, so the rule is true; with c answered no it is 2."""
    model = instrument(
        """
scales: {s: {sum: [a, b, c], missing: {prorate: by_count}}}
rules: {r: {when: {s: {from: 3}}, raise_to: top}}
levels: {from: s, cut_offs: {low: lowest, mid: 2, high: 4, top: 5}}
"""
    )
    result = score(model, {"a": "yes", "b": "yes"})
    assert (result["scales"]["s"]["value"], result["rules"]["r"], result["computed"]) == (
        "3",
        "yes",
        "top",
    )
    assert result["possible"] == ["mid", "top"]


# --- S5: missing answers ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "form", "value"),
    [
        ("forbid", {"a": "yes", "b": "yes"}, None),
        ("bounds_only", {"a": "yes", "b": "yes"}, None),
        ("{count_as: no}", {"a": "yes"}, "1"),
        ("{count_as: yes}", {"a": "no"}, "2"),
        ("{count_as: no}", {}, None),
        ("{prorate: by_count}", {"a": "yes", "b": "no"}, "1.5"),
        ("{prorate: by_count}", {"a": "yes", "b": "yes", "c": "no"}, "2"),
        ("{at_most: 1, count_as: no}", {"a": "yes"}, None),
        ("{at_most: 1, count_as: no}", {"a": "yes", "b": "yes"}, "2"),
        ("{at_least: {n: 2, of: [b, c]}, count_as: no}", {"a": "yes", "b": "yes"}, None),
        ("{at_least: {n: 2, of: [b, c]}, count_as: no}", {"b": "yes", "c": "yes"}, "2"),
    ],
)
def test_a_missing_policy_gives_the_value_of_an_incomplete_sum(policy, form, value):
    model = instrument(f"scales: {{s: {{sum: [a, b, c], missing: {policy}}}}}")
    assert total(model, form)[0] == value


def test_limits_are_not_read_where_nothing_is_missing():
    model = instrument(
        """
items: {a: {type: yes_no}, b: {type: yes_no, asked_when: a}, c: {type: yes_no}}
scales: {s: {sum: [b, c], missing: {at_least: {n: 2, of: [b, c]}, count_as: no}}}
"""
    )
    assert total(model, {"a": "no", "c": "yes"}) == ("1", "1", "1")
    assert total(model, {"a": "no"})[0] is None


def test_an_unknown_question_counts_as_missing_for_the_limits():
    model = instrument(
        """
items: {a: {type: yes_no}, b: {type: yes_no, asked_when: a}, c: {type: yes_no}}
scales: {s: {sum: [b, c], missing: {at_most: 0, count_as: no}}}
"""
    )
    assert total(model, {"c": "yes"})[0] is None
    assert total(model, {"c": "yes", "a": "no"})[0] == "1"


RANGES = """
answers: {three: {none: -1, some: 1, much: 3}}
items: {a: {type: three}, b: {type: yes_no}, n: {type: number, from: 1, to: 5, step: 2}}
scales:
  s: {sum: {a: 2, b: -3, n: 1}, missing: {prorate: by_range}}
  m: {mean: [a, b, n], missing: {prorate: by_count, beyond: clamp}}
  x: {max: [a, b, n], missing: forbid}
"""


def test_prorating_by_range_stretches_the_answered_part_over_the_whole():
    """a is worth -2..6, b -3..0, n 1..5: together -4..11. a = some is 2, half of its range;
    the whole is -4 + (2 + 2) * 15 / 8 = 3.5."""
    model = instrument(RANGES)
    assert total(model, {"a": "some"}) == ("3.5", "0", "7")
    # a and n: (2 + 3 - -1) * 15 / 12 - 4 = 3.5 again; b can only take 3 away.
    assert total(model, {"a": "some", "n": "3"}) == ("3.5", "2", "5")


def test_prorating_a_mean_by_count_is_the_mean_of_the_answered():
    model = instrument(RANGES)
    assert total(model, {"a": "much", "n": "5"}, "m") == ("3", "8/3", "3")  # 4, clamped


def test_nothing_is_prorated_from_answers_that_could_not_have_been_others():
    model = instrument(
        """
answers: {fixed: {one: 1, two: 1}}
items: {a: {type: fixed}, b: {type: yes_no}}
scales: {s: {sum: [a, b], missing: {prorate: by_range}}}
"""
    )
    assert total(model, {"a": "one"}) == (None, "1", "2")


def test_steps_are_applied_in_the_order_written():
    model = instrument(
        """
items: {n: {type: number, from: 0, to: 9}}
scales:
  s: {sum: [n], then: [{times: 3}, {plus: 1}, {divide: 4}, {round: half_even}, {clamp: {from: 1, to: 5}}], missing: forbid}
"""
    )
    # (3n + 1) / 4: n=0 0.25, n=3 2.5, n=5 4, n=9 7
    assert [total(model, {"n": n})[0] for n in ("0", "3", "5", "9")] == ["1", "2", "4", "5"]


EMPTY = """
items: {a: {type: yes_no}, n: {type: number, from: 0, to: 4, asked_when: a}, k: {type: yes_no}}
scales:
  sub: {mean: [n], missing: forbid}
  none: {sum: [n], missing: forbid}
  both: {mean: [sub, k], missing: forbid}
  sum: {sum: [sub, k], missing: forbid}
levels: {from: sub, cut_offs: {low: lowest, high: 2}}
rules: {r: {when: k, raise_by: 1}}
flags: {f: {when: {sub: {to: 4}}, because: {en: x}}}
"""


def test_a_sum_of_nothing_is_zero_and_a_mean_of_nothing_is_no_value():
    result = score(instrument(EMPTY), {"a": "no", "k": "yes"})
    assert result["scales"]["none"]["value"] == "0"
    assert result["scales"]["sub"] == {
        "value": None,
        "lowest": None,
        "highest": None,
        "attained": [False, False],
    }
    assert result["scales"]["both"]["value"] == "1"
    assert result["scales"]["sum"]["value"] == "1"
    assert (result["computed"], result["cut_off"], result["flags"]["f"]) == ("high", None, "no")


def test_a_scale_that_may_have_no_value_makes_no_comparison_true():
    result = score(instrument(EMPTY), {"k": "no"})
    assert (result["scales"]["sub"]["lowest"], result["scales"]["sub"]["highest"]) == ("0", "4")
    assert result["flags"]["f"] == "open"
    assert score(instrument(EMPTY), {"a": "yes", "k": "no"})["flags"]["f"] == "yes"


def test_the_bounds_of_a_scale_of_scales_are_over_completions_of_items():
    model = instrument(
        """
scales:
  up: {sum: {a: 1, b: 1}, missing: forbid}
  down: {sum: {a: -1, c: 1}, missing: forbid}
  s: {sum: [up, down], missing: forbid}
"""
    )
    assert total(model, {"b": "no"}) == (None, "0", "1")


def test_a_count_counts_inputs_at_or_above_a_number():
    model = instrument(
        """
answers: {often: {never: 0, some: 1, often: 2}}
items: {a: {type: often}, b: {type: often}, c: {type: often}}
scales: {s: {count: {of: [a, b, c], at_or_above: 1}, missing: {prorate: by_range}}}
"""
    )
    assert total(model, {"a": "often", "b": "never", "c": "some"}) == ("2", "2", "2")
    assert total(model, {"a": "often", "b": "never"}) == ("1.5", "1", "2")


# --- S7, S9: levels -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "form", "level"),
    [
        ("raise_by: 1", {"a": "no", "b": "no", "c": "yes"}, "top"),  # mid, one up
        ("raise_by: 5", {"a": "no", "b": "no", "c": "yes"}, "top"),  # saturates
        ("raise_by: 1, floor: top", {"a": "no", "b": "no", "c": "yes"}, "top"),
        ("raise_to: low", {"a": "no", "b": "no", "c": "yes"}, "mid"),  # never lowers
        ("raise_by: 1, floor: top", {"a": "yes", "b": "no", "c": "no"}, "mid"),  # not true
    ],
)
def test_a_raise_lifts_the_cut_off_level_and_stops_at_the_top(rule, form, level):
    model = instrument(SUM + f"rules: {{r: {{when: c, {rule}}}, again: {{when: c, {rule}}}}}")
    assert score(model, form)["computed"] == level


def test_raises_are_joined_by_maximum_and_never_added():
    model = instrument(
        """
rules: {one: {when: a, raise_by: 1}, two: {when: b, raise_by: 1}}
levels: {order: [low, mid, top]}
"""
    )
    assert score(model, {"a": "yes", "b": "yes", "c": "no"})["possible"] == ["mid"]


def test_a_possible_set_has_gaps():
    model = instrument(
        "scales: {s: {sum: {a: 3, b: 0, c: 0}, missing: {count_as: no}}}\n" + SUM.split("\n")[1]
    )
    result = score(model, {"b": "no"})
    assert (result["range"], result["possible"]) == (["low", "top"], ["low", "top"])


def test_where_the_professional_decides_the_answers_give_a_floor():
    model = instrument(
        """
rules: {r: {when: a, raise_to: mid}, q: {when: b, raise_to: top}}
levels: {order: [low, mid, top]}
judgement: {decides: yes}
"""
    )
    empty = score(model, {})
    assert (empty["possible"], empty["computed"], empty["certain"]) == (
        ["low", "mid", "top"],
        None,
        False,
    )
    assert "in_force" not in empty
    raised = score(model, {"a": "yes"}, {"level": "low"})
    assert (raised["possible"], raised["in_force"]) == (["mid", "top"], "mid")
    assert raised["possible_after_judgement"] == ["mid", "top"]
    done = score(model, {"a": "yes", "b": "no"}, {"level": "low"})
    assert (done["possible"], done["possible_after_judgement"], done["decisive"]) == (
        ["mid", "top"],
        ["mid"],
        [],
    )


# --- S13: decisive items ------------------------------------------------------------------


def test_an_item_is_decisive_only_where_its_answer_alone_changes_the_level():
    """2a + b + c with cut-off 2 and b answered no: with a missing c can change nothing."""
    model = instrument(
        """
scales: {s: {sum: {a: 2, b: 1, c: 1}, missing: {count_as: no}}}
levels: {from: s, cut_offs: {low: lowest, high: 2}}
"""
    )
    assert score(model, {"b": "no"})["decisive"] == ["a"]
    assert score(model, {"b": "yes"})["decisive"] == ["a", "c"]
    assert score(model, {"b": "yes", "a": "yes"})["decisive"] == []


def test_decisive_items_come_in_the_order_of_what_they_do():
    """c settles nothing; b moves the high end only; a spans most."""
    model = instrument(
        """
scales: {s: {sum: {a: 1, b: 2, c: 3}, missing: {count_as: no}}}
levels: {from: s, cut_offs: {l0: lowest, l1: 1, l2: 2, l3: 3, l4: 4, l5: 5, l6: 6}}
"""
    )
    assert score(model, {})["decisive"] == ["c", "b", "a"]
    assert score(model, {"a": "no", "b": "yes"})["decisive"] == ["c"]


def test_an_item_that_settles_the_level_comes_before_one_that_only_moves_an_end():
    """With a answered yes the level is top; with a answered no it is low: a settles. b changes the
    level in no completion. With raises on b only when a is no, b moves nothing alone at the ends.
    """
    model = instrument(
        """
rules:
  r: {when: {all: [a, b]}, raise_to: top}
  q: {when: {all: [b, c]}, raise_to: mid}
levels: {order: [low, mid, top]}
"""
    )
    # b = no settles low; b = yes leaves low..top, so b does not settle alone. It moves the high end
    # by 2; a = no moves the high end by 1; c = no moves no end: a and b may still be yes.
    assert score(model, {})["decisive"] == ["b", "a", "c"]
    # With b answered yes: a = yes settles top, a = no leaves low..mid.
    assert score(model, {"b": "yes"})["decisive"] == ["a", "c"]
    # With a answered no b settles nothing alone, nor does c.
    assert score(model, {"b": "yes", "a": "no"})["decisive"] == ["c"]


def test_answers_that_tie_others_together_make_the_group_decisive():
    """x is asked when exactly one of a and b is yes, and was answered: a and b change together,
    so neither alone can change the level, and both must be answered."""
    model = instrument(
        """
items:
  a: {type: yes_no}
  b: {type: yes_no}
  c: {type: yes_no}
  x: {type: yes_no, asked_when: {any: [{all: [a, {not: b}]}, {all: [b, {not: a}]}]}}
rules: {r: {when: a, raise_to: high}}
levels: {order: [low, high]}
"""
    )
    assert score(model, {"x": "yes", "c": "no"})["decisive"] == ["a", "b"]
    assert score(model, {"x": "no", "c": "no"})["decisive"] == ["a"]


def test_answering_whether_a_question_arises_takes_its_answer_along():
    """a makes n applicable and n alone carries the points: both are decisive."""
    model = instrument(
        """
items: {a: {type: yes_no}, n: {type: number, from: 1, to: 2, asked_when: a}}
scales: {s: {sum: [n], missing: bounds_only}}
levels: {from: s, cut_offs: {low: lowest, mid: 1, high: 2}}
"""
    )
    assert score(model, {})["decisive"] == ["a", "n"]
    assert score(model, {"n": "2"})["decisive"] == []
