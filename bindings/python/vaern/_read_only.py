# SPDX-License-Identifier: Apache-2.0
"""What results hold by name: nothing can change it, and it can be copied and pickled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NoReturn, TypeVar

Value = TypeVar("Value", covariant=True)


class ReadOnly(Mapping[str, Value]):
    """A dict that cannot be changed.

    >>> import copy
    >>> held = ReadOnly({"pets": "yes"})
    >>> held == {"pets": "yes"}, copy.deepcopy(held) is held
    (True, True)
    >>> held["pets"] = "no"
    Traceback (most recent call last):
    TypeError: 'ReadOnly' object does not support item assignment
    """

    __slots__ = ("_held",)
    _held: Mapping[str, Value]

    def __init__(self, held: Mapping[str, Value]):
        object.__setattr__(self, "_held", MappingProxyType(dict(held)))

    def __getitem__(self, name: str) -> Value:
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"'{name}' cannot be set: results never change")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"'{name}' cannot be deleted: results never change")

    def __copy__(self) -> ReadOnly[Value]:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> ReadOnly[Value]:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return (ReadOnly, (dict(self._held),))

    def __repr__(self) -> str:
        return f"ReadOnly({dict(self._held)!r})"
