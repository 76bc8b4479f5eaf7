# SPDX-License-Identifier: Apache-2.0
"""The naive reference interpreter of docs/semantics.md: slow, short, and by enumeration."""

from .forms import completions
from .loading import load
from .model import Model
from .scoring import check_bound, check_class, check_witness, score

__all__ = [
    "Model",
    "check_bound",
    "check_class",
    "check_witness",
    "completions",
    "load",
    "score",
]
