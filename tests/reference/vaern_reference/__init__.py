# SPDX-License-Identifier: Apache-2.0
"""The naive reference interpreter of docs/semantics.md: slow, short, and by enumeration."""

from .model import Model, load
from .scoring import check_bound, check_witness, completions, score

__all__ = ["Model", "check_bound", "check_witness", "completions", "load", "score"]
