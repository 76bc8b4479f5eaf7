# SPDX-License-Identifier: Apache-2.0
"""Puts the reference interpreter on the path."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "reference"))
