# SPDX-License-Identifier: Apache-2.0
"""Parameters, lookups, norms and tables for missing answers, with results worked out by hand."""

import pytest

from small import faults, instrument, total
from vaern_reference import check_bound, score
from vaern_reference.conditions import evaluate, read_condition

ITEMS = "items: {n: {type: number, from: 0, to: 9}, k: {type: number, from: 0, to: 9}}\n"
ONE = (
    ITEMS
    + """
tables: {rate: {rows: {0: 1, 3: 0.5, 10: 7, 18: 2}}}
scales:
  s: {sum: [n, k], missing: {prorate: by_count}}
  r: {lookup: {of: s, in: rate}, missing: bounds_only}
levels: {from: r, cut_offs: {low: lowest, high: 2}}
"""
)


@pytest.mark.parametrize(
    ("n", "k", "rate"),
    [(0, 0, "1"), (2, 0, "1"), (3, 0, "0.5"), (9, 0, "0.5"), (9, 1, "7"), (9, 8, "7"), (9, 9, "2")],
)
def test_a_row_holds_from_its_number_up_to_the_next_and_the_last_has_no_end(n, k, rate):
    assert total(instrument(ONE), {"n": n, "k": k}, "r") == (rate, rate, rate)


def test_bounds_are_those_of_the_rows_met_and_need_not_be_at_the_ends():
    """n = 9 leaves 9 to 18: rows 0.5, 7 and 2. n = 2 leaves 2 to 11: rows 1, 0.5 and 7."""
    model = instrument(ONE)
    assert total(model, {"n": 9}, "r") == ("2", "0.5", "7")  # prorated to 18, which is in the last
    assert total(model, {"n": 2}, "r") == ("0.5", "0.5", "7")  # prorated to 4
    assert check_bound(model, {"n": 9}, {"n": "9", "k": "1"}, "r", "7")
    assert not check_bound(model, {"n": 9}, {"n": "9", "k": "0"}, "r", "7")


def test_a_row_of_an_imputed_value_is_held_in_the_range():
    """n = 9 prorates to 18, so the row is 2 and the band high; the range is low to high."""
    result = score(instrument(ONE), {"n": 9})
    assert (result["cut_off"], result["computed"], result["range"]) == (
        "high",
        "high",
        ["low", "high"],
    )


def test_a_lookup_has_no_value_where_its_scale_has_none():
    model = instrument(ONE.replace("{prorate: by_count}", "forbid"))
    assert total(model, {"n": 9}, "r") == (None, "0.5", "7")


def test_a_lookup_of_a_mean_of_nothing_is_not_applicable():
    model = instrument(
        """
items: {a: {type: yes_no}, n: {type: number, from: 0, to: 4, asked_when: a}, k: {type: yes_no}}
tables: {t: {rows: {0: 5, 2: 8}}}
scales:
  m: {mean: [n], missing: forbid}
  r: {lookup: {of: m, in: t}, missing: forbid}
  both: {sum: [r, k], missing: forbid}
"""
    )
    assert total(model, {"a": "no", "k": "yes"}, "r") == (None, None, None)
    assert total(model, {"a": "no", "k": "yes"}, "both") == ("1", "1", "1")
    assert total(model, {"k": "no"}, "r") == (None, "5", "8")
    assert total(model, {"k": "no"}, "both") == (None, "0", "8")


CHOOSE_ITEM = """
answers: {group: [young, old]}
items: {g: {type: group, asked_when: a}, a: {type: yes_no}, n: {type: number, from: 0, to: 4}}
tables: {t: {choose: g, norms: {young: {rows: {0: 10, 2: 20}}, old: {rows: {0: 30, 4: 40}}}}}
scales:
  s: {sum: [n], missing: bounds_only}
  r: {lookup: {of: s, in: t}, missing: bounds_only}
"""


def test_an_item_chooses_the_norm_and_while_it_is_missing_the_bounds_are_the_hull():
    model = instrument(CHOOSE_ITEM)
    known = {"a": "yes", "n": 2}
    assert total(model, known | {"g": "young"}, "r") == ("20", "20", "20")
    assert total(model, known | {"g": "old"}, "r") == ("30", "30", "30")
    assert total(model, known, "r") == (None, "20", "30")
    assert total(model, {"a": "yes"}, "r") == (None, "10", "40")


def test_without_the_item_that_chooses_there_is_no_row():
    assert total(instrument(CHOOSE_ITEM), {"a": "no", "n": 2}, "r") == (None, None, None)
    assert total(instrument(CHOOSE_ITEM), {"n": 2}, "r") == (None, "20", "30")


DATED = """
items: {n: {type: number, from: 0, to: 4}}
tables:
  t:
    choose: date
    norms:
      first: {rows: {0: 1, 2: 2}, from: 2004-01-01, until: 2010-06-30}
      second: {rows: {0: 3, 4: 9}, from: 2010-07-02}
scales:
  s: {sum: [n], missing: bounds_only}
  r: {lookup: {of: s, in: t}, missing: bounds_only}
levels: {from: r, cut_offs: {low: lowest, high: 3}}
"""


@pytest.mark.parametrize(
    ("day", "value"),
    [("2004-01-01", "2"), ("2010-06-30", "2"), ("2010-07-02", "3"), ("2099-12-31", "3")],
)
def test_the_day_of_the_assessment_chooses_the_norm(day, value):
    assert total(instrument(DATED), {"n": 3}, "r", assessed=day)[0] == value


@pytest.mark.parametrize("day", ["2003-12-31", "2010-07-01"])
def test_a_day_without_a_norm_is_a_fault_of_the_data(day):
    expected = [{"kind": "no_norm", "items": ["t"]}]
    assert faults(instrument(DATED), {"n": 3}, assessed=day) == expected


def test_a_day_after_the_last_norm_is_a_fault_of_the_data():
    model = instrument(DATED.replace("from: 2010-07-02", "from: 2010-07-02, until: 2020-01-31"))
    assert total(model, {"n": 3}, "r", assessed="2020-01-31")[0] == "3"
    assert faults(model, {}, assessed="2020-02-01") == [{"kind": "no_norm", "items": ["t"]}]


def test_without_a_day_the_norm_is_missing_and_is_asked_of_nobody():
    """n = 3 is 2 by the first norm and 3 by the second: the day alone decides the level. n = 4 or
    less is certain to be low by the first norm."""
    model = instrument(DATED)
    result = score(model, {"n": 3})
    assert total(model, {"n": 3}, "r") == (None, "2", "3")
    assert (result["possible"], result["computed"], result["decisive"]) == (
        ["low", "high"],
        None,
        [],
    )
    assert score(model, {}, assessed="2004-01-01")["possible"] == ["low"]
    assert score(model, {"t.norm": "first"})["faults"] == [
        {"kind": "unknown_item", "items": ["t.norm"]}
    ]


# --- `table` in `missing:` ----------------------------------------------------------------

PRORATED = """
scales:
  s: {sum: {a: 2, b: 3, c: 4}, then: [{plus: 1}], missing: {at_most: 2, table: {1: {0: 0, 3: 5, 7: 9}, 2: {0: 1, 4: 6}}}}
  n: {count: {of: [a, b, c], at_or_above: 1}, missing: {at_most: 1, table: {1: {0: 0, 2: 3}}}}
"""


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ({"a": "yes", "b": "no"}, "3"),  # raw 2, row 0 is 0, one more; bounds 3 to 7 hold it
        ({"a": "no", "b": "yes"}, "6"),  # raw 3, row 3
        ({"b": "yes", "c": "yes"}, "10"),  # raw 7
        ({"a": "no"}, "2"),  # two missing, raw 0
        ({"c": "yes"}, "7"),  # two missing, raw 4
        ({"a": "yes"}, "3"),  # row 0 is 1, and one is 2; at least 2 + 1 by the bounds
        ({}, None),
        ({"a": "yes", "b": "yes", "c": "yes"}, "10"),  # nothing missing: no table is read
    ],
)
def test_a_table_gives_the_value_of_the_raw_sum_for_each_number_of_missing_answers(form, value):
    assert total(instrument(PRORATED), form)[0] == value


def test_a_table_of_a_count_reads_the_count_and_beyond_its_limit_there_is_no_value():
    model = instrument(PRORATED)
    assert total(model, {"a": "yes", "b": "yes"}, "n")[0] == "3"
    assert total(model, {"a": "yes", "b": "no"}, "n")[0] == "1"  # row 0, held at its lowest
    assert total(model, {"a": "yes"}, "n")[0] is None


# --- Parameters, limits in a list, CEL ----------------------------------------------------


PARAMETERS = """
parameters: {cut: {value: 2}, need: {value: {value: 1, source: x}}, at: {value: 1}}
scales:
  s: {sum: [a, b, c], missing: {at_least: [{n: need, of: [a]}, {n: 2}], count_as: no}}
  n: {count: {of: [a, b, c], at_or_above: at}, missing: forbid}
rules: {r: {when: 's + cut >= 5', raise_to: top}}
levels: {from: s, cut_offs: {low: lowest, high: cut, top: 4}}
"""


def test_a_parameter_stands_in_place_of_a_number():
    model = instrument(PARAMETERS)
    yes = dict.fromkeys("abc", "yes")
    assert score(model, yes | {"c": "no"})["computed"] == "high"
    assert score(model, yes)["computed"] == "top"  # 3 + 2 >= 5
    assert total(model, yes, "n")[0] == "3"


def test_every_limit_of_a_list_must_hold():
    model = instrument(PARAMETERS)
    assert total(model, {"a": "yes"})[0] is None  # two answers are needed
    assert total(model, {"b": "yes", "c": "yes"})[0] is None  # one of them a
    assert total(model, {"a": "yes", "c": "yes"})[0] == "2"


CEL = {
    "n / 4 >= 0.5": None,  # n is 1 to 3
    "n / 4 < 0.8": True,
    "min(n, 5, k) == 1": None,
    "max(n, 4) == 4": True,
    "min(n, 0) < 0": False,
    "at_least(1, [a, b])": True,
    "at_least(2, [a, b])": None,
    "o >= 'mid'": True,
    "o < 'high'": True,
    "o > 'mid'": False,
    "p <= 'high'": None,  # not answered: unknown, whichever codes are left
    "'mid' <= o": True,
    "q >= 'low'": False,  # not applicable
}


@pytest.mark.parametrize("text", CEL)
def test_cel_text_divides_compares_options_in_order_and_takes_the_least(text):
    from vaern_reference.forms import Form

    model = instrument(
        """
answers: {set: {ordered: yes, options: [low, mid, high]}}
items:
  a: {type: yes_no}
  b: {type: yes_no}
  n: {type: number, from: 1, to: 3}
  k: {type: number, from: 1, to: 2}
  o: {type: set}
  p: {type: set}
  q: {type: set, asked_when: {not: a}}
"""
    )
    form = Form(model, {"a": "yes", "o": "mid"}, {})
    assert evaluate(read_condition(text), form) is CEL[text]


def test_a_flag_reads_rules_answers_and_the_range_in_cel_text():
    model = instrument(
        """
rules: {r: {when: a, raise_to: high}}
levels: {order: [low, mid, high]}
flags:
  rule: {when: r}
  said: {when: "answered(a) && !answered(b)"}
  given: {when: "has(b) || missing(c, 'refused')"}
  level: {when: "level >= 'high'"}
  not_mid: {when: {level: [low, high]}}
"""
    )
    assert score(model, {"a": "yes", "c": {"missing": "refused"}})["flags"] == dict.fromkeys(
        ["rule", "said", "given", "level", "not_mid"], "yes"
    )
    assert score(model, {"b": "yes"})["flags"] == {
        "rule": "open",
        "said": "no",
        "given": "yes",
        "level": "open",
        "not_mid": "open",
    }
