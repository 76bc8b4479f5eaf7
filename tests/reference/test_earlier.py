# SPDX-License-Identifier: Apache-2.0
"""Earlier values (S1.5), with results worked out by hand."""

import pytest

from small import faults, instrument, total
from vaern_reference import check_witness, score

TODAY = "2026-03-31"


def model(take, more="", scales="change: {sum: {s: 1, before: -1}, missing: forbid}"):
    return instrument(
        f"""
earlier: {{before: {{of: s, take: {take}, from: 0, to: 6, {more}text: {{en: x}}}}}}
scales:
  s: {{sum: [a, b, c], missing: forbid}}
  {scales}
"""
    )


def entry(day, value="none"):
    return {"assessed": day, "scales": {"s": value}}


def before(model, *entries, assessed=TODAY):
    return score(model, {}, assessed=assessed, earlier=list(entries))["earlier"]["before"]


SERIES = [
    entry("2026-03-30", 4),
    entry("2026-03-01", 1),
    entry("2026-02-28", 2),
    entry("2026-01-31", 6),
    entry("2026-03-29"),  # without a value: it does not count
    {"assessed": "2026-03-28", "scales": {}},
    {"assessed": "2026-03-27"},
]


@pytest.mark.parametrize(
    ("take", "more", "value"),
    [
        ("last", "", "4"),
        ("max", "", "6"),
        ("count", "", "4"),
        ("mean", "round: floor, ", "3"),  # 13 / 4
        ("mean", "round: ceiling, ", "4"),
        ("max", "last: 3, ", "4"),
        ("count", "last: 3, ", "3"),
        ("mean", "last: 2, step: 0.5, ", "2.5"),
        ("mean", "last: 2, round: half_up, ", "3"),  # 2.5, exactly between
        ("mean", "last: 2, round: half_even, ", "2"),
        ("mean", "last: 2, round: down, ", "2"),
        ("count", "within: P30D, ", "2"),  # the 1st of March is 30 days before, and counts
        ("count", "within: P29D, ", "1"),
        ("count", "within: P1M, ", "2"),  # 28 February and a month is 28 March, which is past
    ],
)
def test_what_is_taken_from_earlier_assessments(take, more, value):
    assert before(model(take, more), *SERIES) == value


@pytest.mark.parametrize(
    ("day", "within", "assessed", "counts"),
    [
        ("2026-01-31", "P1M", "2026-02-28", "1"),  # the last day of a shorter month
        ("2026-01-31", "P1M", "2026-03-01", "0"),
        ("2024-01-30", "P1M", "2024-02-29", "1"),
        ("2024-02-29", "P1Y", "2025-02-28", "1"),
        ("2024-02-29", "P1Y", "2025-03-01", "0"),
        ("2025-12-15", "P1M2D", "2026-01-17", "1"),
        ("2025-12-15", "P1M2D", "2026-01-18", "0"),
        ("2026-01-01", "P2W", "2026-01-15", "1"),
        ("2026-01-01", "P2W", "2026-01-16", "0"),
    ],
)
def test_a_day_counts_exactly_within(day, within, assessed, counts):
    found = before(model("count", f"within: {within}, "), entry(day, 1), assessed=assessed)
    assert found == counts


def test_last_is_counted_after_what_is_not_within_and_what_has_no_value():
    m = model("mean", "last: 2, within: P40D, step: 0.5, ")
    assert before(m, *SERIES) == "2.5"
    assert before(m, *SERIES[1:]) == "1.5"  # the 28th of February is 31 days before
    assert before(m, *SERIES[2:]) == "2"  # one is left, and its mean is itself


def test_a_mean_is_rounded_in_steps_of_the_domain_and_not_in_whole_numbers():
    m = instrument(
        """
earlier: {before: {of: s, take: mean, from: 1, to: 9, step: 2, round: half_up, text: {en: x}}}
scales: {s: {sum: [a, b, c], missing: forbid}}
"""
    )
    days = ["2026-01-01", "2026-01-02"]
    for values, found in [((1, 3), "3"), ((3, 5), "5"), ((3, 4), "3"), ((5, 9), "7")]:
        assert before(m, *map(entry, days, values)) == found


def test_a_mean_of_thirds_is_exact():
    m = model("mean", "round: half_up, ")
    values = ["8/3", "8/3", "-1/3"]  # 5 / 3
    assert before(m, *map(entry, ["2026-01-01", "2026-01-02", "2026-01-03"], values)) == "2"


def test_no_earlier_assessment_is_missing_and_only_of_given_ones_none_is_nought():
    assert score(model("count"), {})["earlier"] == {"before": None}
    assert before(model("count")) == "0"
    assert before(model("count"), entry("2026-01-01")) == "0"
    for take in ("last", "max", "mean"):
        assert before(model(take)) is None
        assert before(model(take), entry("2026-01-01")) is None


def test_a_missing_earlier_value_takes_every_value_of_its_domain():
    m = model("last")
    all_yes = dict.fromkeys("abc", "yes")
    assert total(m, all_yes, "change") == (None, "-3", "3")
    given = {"assessed": TODAY, "earlier": [entry("2026-01-01", 2)]}
    assert total(m, all_yes, "change", **given) == ("1", "1", "1")
    assert total(m, {"a": "yes"}, "change", **given) == (None, "-1", "1")


@pytest.mark.parametrize("value", ["7", "-1", "1.5", "8/3"])
def test_a_value_outside_the_domain_or_between_its_steps_is_a_fault_and_never_cut(value):
    assert faults(model("last"), {}, assessed=TODAY, earlier=[entry("2026-01-01", value)]) == [
        {"kind": "outside_domain", "items": ["before"]}
    ]


def test_only_what_is_taken_must_be_in_the_domain():
    assert before(model("last"), entry("2026-01-01", 99), entry("2026-01-02", 2)) == "2"
    m = model("mean", "step: 0.5, ")
    assert before(m, entry("2026-01-01", 9), entry("2026-01-02", 2)) == "5.5"


def test_a_count_beyond_its_domain_is_a_fault():
    many = [entry(f"2026-01-0{day}", 1) for day in range(1, 8)]
    assert before(model("count"), *many[:6]) == "6"
    assert faults(model("count"), {}, assessed=TODAY, earlier=many) == [
        {"kind": "outside_domain", "items": ["before"]}
    ]


@pytest.mark.parametrize(
    ("days", "assessed", "kind"),
    [
        (["2026-03-01"], None, "no_date"),
        ([TODAY], TODAY, "not_earlier"),
        (["2026-04-01", "2026-01-01"], TODAY, "not_earlier"),
        (["2026-01-01", "2026-01-02", "2026-01-01"], TODAY, "same_date"),
        ([TODAY, TODAY], TODAY, "same_date"),
    ],
)
def test_the_order_of_assessments_is_never_guessed(days, assessed, kind):
    earlier = [entry(day, 1) for day in days]
    assert faults(model("last"), {}, assessed=assessed, earlier=earlier) == [
        {"kind": kind, "items": []}
    ]


def test_a_scale_that_the_instrument_does_not_have_was_never_reported():
    earlier = [{"assessed": "2026-01-01", "scales": {"s": 1, "z": 1, "y": "none"}}]
    assert faults(model("last"), {}, assessed=TODAY, earlier=earlier) == [
        {"kind": "unknown_scale", "items": ["z"]},
        {"kind": "unknown_scale", "items": ["y"]},
    ]


def test_nobody_answers_an_earlier_value():
    assert faults(model("last"), {"before": 2}) == [{"kind": "unknown_item", "items": ["before"]}]


THRESHOLD = """
earlier: {before: {of: s, take: last, from: 0, to: 3, text: {en: x}}}
scales: {s: {sum: [a, b, c], missing: {count_as: no}}}
rules:
  rises: {when: 's - before >= 2', raise_to: high}
  many: {when: {before: {from: 3}}, raise_to: high}
levels: {order: [low, high]}
flags: {first: {when: {unknown: before}}}
"""


def test_conditions_read_an_earlier_value_and_while_missing_it_can_be_decisive():
    m = instrument(THRESHOLD)
    form = {"a": "yes", "b": "yes", "c": "no"}
    alone = score(m, form)
    assert (alone["rules"], alone["possible"]) == (
        {"rises": "unknown", "many": "unknown"},
        ["low", "high"],
    )
    assert (alone["decisive"], alone["flags"]) == (["before"], {"first": "yes"})
    found = {
        value: score(m, form, assessed=TODAY, earlier=[entry("2026-01-01", value)])
        for value in range(4)
    }
    assert [found[value]["computed"] for value in range(4)] == ["high", "low", "low", "high"]
    assert found[0]["flags"] == {"first": "no"}


def test_a_witness_has_the_earlier_value_of_the_form():
    m = instrument(THRESHOLD)
    given = {"assessed": TODAY, "earlier": [entry("2026-01-01", 0)]}
    witness = {"a": "yes", "b": "yes", "c": "no", "before": "0"}
    assert check_witness(m, {"a": "yes"}, witness, "high", **given)
    assert not check_witness(m, {"a": "yes"}, witness | {"before": "3"}, "high", **given)
    del witness["before"]
    assert not check_witness(m, {"a": "yes"}, witness, "high", **given)


def test_a_missing_earlier_value_is_a_missing_input_of_its_scale():
    policy = "{at_most: 1, prorate: by_count, beyond: clamp}"
    m = model("last", scales=f"x: {{sum: {{s: 1, before: -1}}, missing: {policy}}}")
    # s = 2 is all that is answered: 2 * 2 / 1 = 4, held at 2 - 0 = 2.
    assert total(m, {"a": "yes", "b": "yes", "c": "no"}, "x") == ("2", "-4", "2")
