# SPDX-License-Identifier: Apache-2.0
from fractions import Fraction

import pytest

from vaern_reference.numbers import ROUNDINGS, Interval, canonical, equal, less, number

ROUNDED = {  # S20: 2.5, -2.5, 3.5, 2.4, -2.4
    "half_up": [3, -3, 4, 2, -2],
    "half_even": [2, -2, 4, 2, -2],
    "down": [2, -2, 3, 2, -2],
    "up": [3, -3, 4, 3, -3],
    "floor": [2, -3, 3, 2, -3],
    "ceiling": [3, -2, 4, 3, -2],
}


@pytest.mark.parametrize("mode", ROUNDED)
def test_rounding_is_that_of_the_text(mode):
    values = map(Fraction, ("2.5", "-2.5", "3.5", "2.4", "-2.4"))
    assert [ROUNDINGS[mode](value) for value in values] == ROUNDED[mode]


def test_half_up_looks_at_the_exact_value_and_not_at_its_decimals():
    assert ROUNDINGS["half_up"](Fraction(1, 2) - Fraction(1, 10**30)) == 0


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("10", "10"),
        ("0", "0"),
        ("-0.5", "-0.5"),
        ("2.50", "2.5"),
        ("1/3", "1/3"),
        ("-4/6", "-2/3"),
        ("1/8", "0.125"),
        ("-1/40", "-0.025"),
        ("100", "100"),
    ],
)
def test_a_number_is_written_as_a_finite_decimal_or_in_lowest_terms(value, text):
    assert canonical(Fraction(value)) == text


@pytest.mark.parametrize("written", ["010", "1_000", ".5", "1e3", "", "+1", "1."])
def test_only_decimals_are_numbers(written):
    with pytest.raises(ValueError):
        number(written)


def test_a_comparison_is_decided_when_all_pairs_agree():
    one_to_three, three = Interval(1, 3), Interval(3, 3)
    assert less(one_to_three, three, or_equal=True) is True
    assert less(one_to_three, three, or_equal=False) is None
    assert less(three, one_to_three, or_equal=False) is False
    assert equal(three, three) is True
    assert equal(one_to_three, three) is None
    assert equal(Interval(1, 2), three) is False


def test_a_value_that_may_be_absent_can_make_a_comparison_false_but_not_true():
    perhaps = Interval(5, 6, maybe_absent=True)
    assert less(Interval(3, 3), perhaps, or_equal=True) is None
    assert less(perhaps, Interval(3, 3), or_equal=True) is False
