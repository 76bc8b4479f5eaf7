# SPDX-License-Identifier: Apache-2.0
"""Structured risk assessment and safety planning: score, schedule, plan.

>>> import vaern
>>> vaern.__version__.count(".")
2
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from vaern._core import __version__, codes

__all__ = ["__version__", "codes", "library"]


def library() -> Path:
    """The folder of the models that ship with vaern.

    >>> library().is_dir()
    True
    """
    return Path(str(resources.files(__name__))) / "instruments"
