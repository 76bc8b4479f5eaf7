# SPDX-License-Identifier: Apache-2.0
"""The naive reference interpreter of docs/semantics.md: slow, short, and by enumeration."""

from .forms import completions
from .model import Model, load
from .scoring import check_bound, check_witness, score

__all__ = ["Model", "check_bound", "check_witness", "completions", "load", "score"]
