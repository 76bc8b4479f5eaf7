# SPDX-License-Identifier: Apache-2.0
"""A reader of CEL text (language, section 2), by descent from `?:` to names. The trees are those
of conditions.py."""

from __future__ import annotations

import re

from .numbers import number

COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
OF_A_NAME = ("applicable", "unknown", "answered", "has")


class CelText:
    TOKEN = re.compile(
        r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*(?:\.\w+)*)"
        r"|(?P<string>\"[^\"]*\"|'[^']*')|(?P<mark>&&|\|\||[<>=!]=|[-+*/<>!?:(),\[\]]))"
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
        while self.next_is("*", "/"):
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
        return self.call(text) if self.next_is("(") else ("name", text)

    def call(self, word: str):
        self.take("(")
        if word in OF_A_NAME:
            tree = ("answered" if word == "has" else word, self.take())
        elif word == "missing":
            name, reason = self.take(), None
            if self.next_is(","):
                self.take()
                reason = self.take()[1:-1]
            tree = ("missing", name, reason)
        elif word == "count":
            tree = ("count", self.list())
        elif word == "at_least":
            needed = int(self.take())
            self.take(",")
            tree = ("at_least", needed, self.list())
        else:  # min, max
            parts = [self.choice()]
            while self.next_is(","):
                self.take()
                parts.append(self.choice())
            tree = (word, parts)
        self.take(")")
        return tree

    def list(self):
        self.take("[")
        parts = []
        while not self.next_is("]"):
            parts.append(self.choice())
            if self.next_is(","):
                self.take()
        self.take("]")
        return parts
