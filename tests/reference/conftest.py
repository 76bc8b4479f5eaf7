# SPDX-License-Identifier: Apache-2.0
"""Puts the reference interpreter on the path of the tests beside it, which run `once`: nothing of
the library takes part, and Python's fractions know no locale."""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))


@pytest.hookimpl(tryfirst=True)  # before those that are not asked for are left out
def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.once)
