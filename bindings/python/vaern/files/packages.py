# SPDX-License-Identifier: Apache-2.0
"""The packages that files of tables need, and only they."""

from __future__ import annotations

import importlib
from typing import Any

__all__ = ["need"]


def need(package: str, purpose: str) -> Any:
    """The module, or an ImportError that says how to get it."""
    try:
        return importlib.import_module(package)
    except ImportError as error:
        top = package.split(".")[0]
        raise ImportError(
            f'{purpose} needs {top}, which is not installed: pip install "vaern[files]"',
            name=top,
        ) from error
