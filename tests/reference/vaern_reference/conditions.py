# SPDX-License-Identifier: Apache-2.0
"""Conditions: from the plain forms and a little CEL text to a tree, and its value (S3).

A tree is a tuple whose first word says what it is. A value is a truth (True, False,
None for unknown), an Interval, or a Code.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from .numbers import Interval, arithmetic, equal, hull, less, number, point

COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")


class Code(NamedTuple):
    """An option that is chosen; `None` where the item is not applicable (S2.5)."""

    text: str | None


# --- Reading ------------------------------------------------------------------------------


def read_condition(written, levels=()):
    """Language, section 2. `levels` are the words that `level` is compared with."""
    if isinstance(written, str):
        simple = re.fullmatch(r"[a-z][a-z0-9_]*", written)
        return ("name", written) if simple else CelText(written).read()
    parts = lambda listed: [read_condition(part, levels) for part in listed]
    if "missing" in written:
        return ("missing", written["missing"], written.get("reason"))
    [(word, rest)] = written.items()
    if word in ("all", "any"):
        return (word, parts(rest))
    if word == "not":
        return ("not", read_condition(rest, levels))
    if word == "at_least":
        [(needed, listed)] = rest.items()
        return ("at_least", int(needed), parts(listed))
    if word == "unknown":
        return ("unknown", rest)
    literal = lambda text: ("number", levels.index(text)) if word == "level" else ("literal", text)
    if isinstance(rest, dict) and "within" in rest:  # S3.2
        return ("name", word + ".within")
    if isinstance(rest, dict):  # S3.2: both ends must hold
        ends = {"from": ">=", "to": "<=", "above": ">", "below": "<"}
        return ("all", [(ends[end], ("name", word), literal(x)) for end, x in rest.items()])
    if isinstance(rest, list):  # S3.2: any of the equalities
        return ("any", [("==", ("name", word), literal(x)) for x in rest])
    return ("==", ("name", word), literal(rest))


class CelText:
    """A reader of the little CEL that tests need, by descent from `?:` to names."""

    TOKEN = re.compile(
        r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*(?:\.\w+)*)"
        r"|(?P<string>\"[^\"]*\"|'[^']*')|(?P<mark>&&|\|\||[<>=!]=|[-+*<>!?:(),\[\]]))"
    )

    def __init__(self, text: str):
        self.tokens, at = [], 0
        while text[at:].strip():
            match = self.TOKEN.match(text, at)
            if not match:
                raise ValueError(f"cannot read {text[at:]!r}")
            self.tokens.append((match.lastgroup, match.group(match.lastgroup)))
            at = match.end()

    def next_is(self, *marks) -> bool:
        return bool(self.tokens) and self.tokens[0][0] != "string" and self.tokens[0][1] in marks

    def take(self, expected=None) -> str:
        kind, text = self.tokens.pop(0)
        if expected is not None and text != expected:
            raise ValueError(f"expected {expected}, found {text}")
        return text

    def read(self):
        tree = self.choice()
        if self.tokens:
            raise ValueError(f"left over: {self.tokens}")
        return tree

    def choice(self):
        condition = self.any()
        if not self.next_is("?"):
            return condition
        self.take("?")
        yes = self.choice()
        self.take(":")
        return ("if", condition, yes, self.choice())

    def any(self):
        parts = [self.all()]
        while self.next_is("||"):
            self.take()
            parts.append(self.all())
        return parts[0] if len(parts) == 1 else ("any", parts)

    def all(self):
        parts = [self.comparison()]
        while self.next_is("&&"):
            self.take()
            parts.append(self.comparison())
        return parts[0] if len(parts) == 1 else ("all", parts)

    def comparison(self):
        left = self.sum()
        if self.next_is(*COMPARISONS):
            return (self.take(), left, self.sum())
        if self.next_is("in"):
            self.take()
            return ("any", [("==", left, right) for right in self.list()])
        return left

    def sum(self):
        left = self.product()
        while self.next_is("+", "-"):
            left = (self.take(), left, self.product())
        return left

    def product(self):
        left = self.single()
        while self.next_is("*"):
            left = (self.take(), left, self.single())
        return left

    def single(self):
        if self.next_is("!"):
            self.take()
            return ("not", self.single())
        if self.next_is("-"):
            self.take()
            return ("-", ("number", 0), self.single())
        if self.next_is("("):
            self.take()
            inside = self.choice()
            self.take(")")
            return inside
        kind, text = self.tokens.pop(0)
        if kind == "number":
            return ("number", number(text))
        if kind == "string":
            return ("literal", text[1:-1])
        if text in ("true", "false"):
            return ("truth", text == "true")
        if self.next_is("("):
            self.take()
            arguments = self.list() if text == "count" else self.take()
            self.take(")")
            return (text, arguments)
        return ("name", text)

    def list(self):
        self.take("[")
        parts = []
        while not self.next_is("]"):
            parts.append(self.choice())
            if self.next_is(","):
                self.take()
        self.take("]")
        return parts


def names(tree) -> set[str]:
    """Every name a tree reads."""
    if isinstance(tree, tuple) and tree[0] in ("name", "unknown", "missing", "applicable"):
        return {tree[1]}
    if isinstance(tree, (tuple, list)):
        return set().union(*map(names, tree))
    return set()


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
        return point(parts[0] if isinstance(parts[0], Fraction) else number(parts[0]))
    if word == "name":
        return view.read(parts[0])
    if word == "applicable":
        return view.applicable(parts[0])
    if word == "unknown":
        return view.is_unknown(parts[0])
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
    if word in ("+", "-", "*"):
        return arithmetic(word, evaluate(parts[0], view), evaluate(parts[1], view))
    if word == "==":
        return compare_equal(parts[0], parts[1], view)
    if word == "!=":
        return opposite(compare_equal(parts[0], parts[1], view))
    a, b = evaluate(parts[0], view), evaluate(parts[1], view)
    return {
        "<": lambda: less(a, b, False),
        "<=": lambda: less(a, b, True),
        ">": lambda: less(b, a, False),
        ">=": lambda: less(b, a, True),
    }[word]()


def compare_equal(left, right, view):
    """Equality of truths, options and numbers; a literal is what the other side is (S18)."""
    if left[0] == "literal":
        left, right = right, left
    a = evaluate(left, view)
    kind = view.model.kind(left[1]) if left[0] == "name" else None
    if right[0] == "literal" and kind == "option":
        return None if a is None else a == Code(right[1])
    if right[0] == "literal" and kind == "truth":
        return a if right[1] == "yes" else opposite(a)
    b = point(number(right[1])) if right[0] == "literal" else evaluate(right, view)
    if isinstance(a, Interval):
        return equal(a, b)
    return None if a is None or b is None else a == b
