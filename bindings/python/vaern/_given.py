# SPDX-License-Identifier: Apache-2.0
"""What callers give, and how much of it a message may repeat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from vaern import _core

#: A cell or a name that is longer, or has so many digits, may say who somebody is.
LONGEST_SHOWN = 40
MANY_DIGITS = re.compile(r"(\d[ .\-]?){6,}")


def texts_of(given: Sequence[str], name: str) -> list[str]:
    """A text is a sequence of texts too: "case" would be c, a, s and e."""
    found = None if isinstance(given, (str, bytes)) or not isinstance(given, Iterable) else list(given)
    if found is None or not all(isinstance(each, str) for each in found):
        raise TypeError(f"`{name}` is a list of texts: give a list")
    return found


def quoted(name: object) -> str:
    """A name for a message; what could be a person's is not repeated."""
    text = str(name)
    may_be_shown = len(text) <= LONGEST_SHOWN and _core._identifier_kinds([text]) == [None]
    is_shown = may_be_shown and not MANY_DIGITS.search(text)
    return f"'{text}'" if is_shown else "'...' (not repeated)"


def shown(value: object) -> str:
    """A cell for a message: a word or a small number. Anything else may be somebody."""
    if isinstance(value, (str, int, float, Decimal)) and len(str(value)) <= LONGEST_SHOWN:
        if "@" not in str(value) and not MANY_DIGITS.search(str(value)):
            return repr(value)
    return f"a cell of {type(value).__name__} that is not repeated"
