# SPDX-License-Identifier: Apache-2.0
"""The examples in the documentation of the compiled module run."""

from __future__ import annotations

import doctest

import pytest
from vaern import _core


def examples():
    parser = doctest.DocTestParser()
    for name, value in vars(_core).items():
        if name.startswith("_"):
            continue
        documented = {name: value.__doc__}
        if isinstance(value, type):
            documented |= {
                f"{name}.{member}": each.__doc__
                for member, each in vars(value).items()
                if not member.startswith("_")
            }
        for place, text in documented.items():
            test = parser.get_doctest(text or "", {}, place, None, None)
            if test.examples:
                yield pytest.param(test, id=place)


EXAMPLES = list(examples())


@pytest.mark.parametrize("test", EXAMPLES)
def test_an_example_runs(test):
    said: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert result.failed == 0, "".join(said)


def test_there_are_examples():
    assert len(EXAMPLES) >= 15
