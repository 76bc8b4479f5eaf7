# SPDX-License-Identifier: Apache-2.0
"""Conditions: from the plain forms and CEL text to a tree, and its value (S3).

A tree is a tuple whose first word says what it is. A value is a truth (True, False,
None for unknown), an Interval, or a Code.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .cel import CelText
from .numbers import Interval, arithmetic, equal, hull, less, number, outermost, point


class Code(NamedTuple):
    """An option that is chosen; `None` where the item is not applicable (S2.5)."""

    text: str | None


# --- Reading ------------------------------------------------------------------------------


def read_condition(written):
    """Language, section 2."""
    if isinstance(written, str):
        if written in ("yes", "no"):
            return ("truth", written == "yes")
        simple = re.fullmatch(r"[a-z][a-z0-9_]*", written)
        return ("name", written) if simple else CelText(written).read()
    parts = lambda listed: [read_condition(part) for part in listed]
    if "missing" in written:
        return ("missing", written["missing"], written.get("reason"))
    [(word, rest)] = written.items()
    if word in ("all", "any"):
        return (word, parts(rest))
    if word == "not":
        return ("not", read_condition(rest))
    if word == "at_least":
        [(needed, listed)] = rest.items()
        return ("at_least", int(needed), parts(listed))
    if word == "unknown":
        return ("unknown", rest)
    if isinstance(rest, dict) and "within" in rest:  # S3.2
        return ("name", word + ".within")
    if isinstance(rest, dict) and "habitual" in rest:  # language: `relative_to_habit`
        habit = ("name", word + ".habitual")
        return habit if rest["habitual"] == "yes" else ("all", [("name", word), ("not", habit)])
    if isinstance(rest, dict):  # S3.2: both ends must hold
        ends = {"from": ">=", "to": "<=", "above": ">", "below": "<"}
        return ("all", [(ends[end], ("name", word), ("literal", x)) for end, x in rest.items()])
    if isinstance(rest, list):  # S3.2: any of the equalities
        return ("any", [("==", ("name", word), ("literal", x)) for x in rest])
    return ("==", ("name", word), ("literal", rest))


def names(tree) -> set[str]:
    """Every name a tree reads."""
    if isinstance(tree, tuple) and tree[0] in OF_NAMES:
        return {tree[1]}
    if isinstance(tree, (tuple, list)):
        return set().union(*map(names, tree))
    return set()


OF_NAMES = ("name", "unknown", "missing", "applicable", "answered")


def replaced(tree, change):
    """The tree with every part for which `change` gives another in its place."""
    if isinstance(tree, list):
        return [replaced(part, change) for part in tree]
    if not isinstance(tree, tuple):
        return tree
    other = change(tree)
    return tuple(replaced(part, change) for part in tree) if other is None else other


# --- Meaning ------------------------------------------------------------------------------


def both(a, b):
    """Strong Kleene `and` (S3)."""
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def opposite(a):
    return None if a is None else not a


def how_many(truths) -> Interval:
    """S3: count([…]) is [#true, #true + #unknown]."""
    certain = sum(1 for t in truths if t is True)
    return Interval(number(certain), number(certain + sum(1 for t in truths if t is None)))


def evaluate(tree, view):
    """The value of a tree; `view` says what names are: a form or a completion."""
    word, *parts = tree
    if word == "truth":
        return parts[0]
    if word in ("number", "literal"):
        return point(number(parts[0]))
    if word == "name":
        return view.read(parts[0])
    if word == "applicable":
        return view.applicable(parts[0])
    if word == "unknown":
        return view.is_unknown(parts[0])
    if word == "answered":
        return view.is_answered(parts[0])
    if word == "missing":
        return view.is_missing(parts[0], parts[1])
    if word == "not":
        return opposite(evaluate(parts[0], view))
    if word == "all":
        truth = True
        for part in parts[0]:
            truth = both(truth, evaluate(part, view))
        return truth
    if word == "any":  # De Morgan holds in strong Kleene.
        return opposite(evaluate(("all", [("not", part) for part in parts[0]]), view))
    if word == "at_least":  # S3.2
        needed, listed = parts
        return less(point(number(needed)), how_many([evaluate(x, view) for x in listed]), True)
    if word == "count":
        return how_many([evaluate(part, view) for part in parts[0]])
    if word == "if":
        condition, yes, no = (evaluate(part, view) for part in parts)
        if condition is not None:
            return yes if condition else no
        if isinstance(yes, Interval):
            return hull(yes, no)
        return yes if yes == no else None
    if word in ("+", "-", "*", "/"):
        return arithmetic(word, evaluate(parts[0], view), evaluate(parts[1], view))
    if word in ("min", "max"):
        return outermost(word, [evaluate(part, view) for part in parts[0]])
    if word == "==":
        return compare_equal(parts[0], parts[1], view)
    if word == "!=":
        return opposite(compare_equal(parts[0], parts[1], view))
    return compare_order(word, parts[0], parts[1], view)


def compare_order(word: str, left, right, view):
    """`<` and its like: of numbers, of levels, and of options in an order (S18)."""
    if left[0] == "literal":
        turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}[word]
        return compare_order(turned, right, left, view)
    a = evaluate(left, view)
    if right[0] == "literal" and left[0] == "name":
        words = view.model.words(left[1])
        if view.model.kind(left[1]) == "option":  # S4.1: unknown, whichever codes are left.
            if a is None or a.text is None:  # S2.5
                return None if a is None else False
            a = point(number(words.index(a.text)))
        b = point(number(words.index(right[1]) if words else right[1]))
    else:
        b = evaluate(right, view)
    if word in ("<", "<="):
        return less(a, b, word == "<=")
    return less(b, a, word == ">=")


def compare_equal(left, right, view):
    """Equality of truths, options and numbers; a literal is what the other side is (S18)."""
    if left[0] == "literal":
        left, right = right, left
    a = evaluate(left, view)
    if right[0] == "literal" and left[0] == "name":
        kind = view.model.kind(left[1])
        if kind == "option":
            return None if a is None else a == Code(right[1])
        if kind == "truth":
            return a if right[1] == "yes" else opposite(a)
        if kind == "level":
            return equal(a, point(number(view.model.words(left[1]).index(right[1]))))
    b = evaluate(right, view)
    if isinstance(a, Interval):
        return equal(a, b)
    return None if a is None or b is None else a == b
