# SPDX-License-Identifier: Apache-2.0
"""Expressions over values of Python."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
import vaern


def value(text, **values):
    return vaern.Expression(text).evaluate(values)


@pytest.mark.parametrize(
    "a, b, both, either",
    [
        (True, None, None, True),
        (False, None, False, None),
        (None, None, None, None),
        (True, False, False, True),
    ],
)
def test_unknown_is_neither_yes_nor_no(a, b, both, either):
    assert value("a && b", a=a, b=b) is both
    assert value("a || b", a=a, b=b) is either


def test_a_missing_name_is_unknown_like_none():
    assert vaern.Expression("a && b").evaluate({"a": True}) is None
    assert vaern.Expression("a && b").unknown_names({"a": True}) == ("b",)
    assert vaern.Expression("a && b").unknown_names({"a": False}) == ()


@pytest.mark.parametrize(
    "given, text, expected",
    [
        (3, "x + 4", 7),
        (2.5, "x * 2.0", 5.0),
        ("ab", "x + 'c'", "abc"),
        ([1, 2], "x + [3]", [1, 2, 3]),
        ((1, 2), "x", [1, 2]),
        (timedelta(days=2), "x", timedelta(days=2)),
        (True, "x ? 1 : 2", 1),
        (-(2**63), "x", -(2**63)),
    ],
)
def test_values_go_in_and_come_out(given, text, expected):
    found = value(text, x=given)
    assert found == expected and type(found) is type(expected)


def test_moments_are_aware():
    noon = datetime(2026, 11, 21, 12, tzinfo=timezone(timedelta(hours=1)))
    assert value("x + duration('24h')", x=noon) == noon + timedelta(days=1)
    with pytest.raises(ValueError, match="time zone"):
        value("x", x=datetime(2026, 11, 21, 12))


@pytest.mark.parametrize("given", [Decimal(1), date(2026, 1, 1), {}, object(), {1}])
def test_other_types_are_refused_by_name(given):
    with pytest.raises(TypeError, match="'x'"):
        value("x", x=given)


@pytest.mark.parametrize("given", [2**63, timedelta(days=200_000)])
def test_what_is_too_large_is_refused(given):
    with pytest.raises(ValueError, match="'x'"):
        value("x", x=given)


def test_a_failure_is_an_expression_error():
    with pytest.raises(vaern.ExpressionError, match="zero") as caught:
        value("1 / x", x=0)
    assert caught.value.diagnostics == ()
    assert value("x == 0 || 1 / x > 0", x=0) is True


def test_what_cannot_be_read_is_an_expression_error_with_findings():
    with pytest.raises(vaern.ExpressionError) as caught:
        vaern.Expression("a &&")
    assert [finding.severity for finding in caught.value.diagnostics] == ["error"]


def test_an_expression_says_what_it_reads():
    expression = vaern.Expression("b && other_party.sex == 'man' && a > 3")
    assert expression.names == ("a", "b", "other_party.sex")
    assert expression.text == "b && other_party.sex == 'man' && a > 3"
    assert repr(vaern.Expression("a")) == "<Expression 'a'>"
    assert expression.evaluate({"a": 5, "b": True, "other_party.sex": "man"}) is True


@pytest.mark.parametrize("values", [None, ["a"], "a"])
def test_values_must_be_a_mapping(values):
    with pytest.raises(TypeError):
        vaern.Expression("a").evaluate(values)
