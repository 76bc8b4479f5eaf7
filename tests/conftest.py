# SPDX-License-Identifier: Apache-2.0
"""The tests take the locale of the environment, as a host application would.

tests/run.sh runs them a second time under a locale with a decimal comma.
"""

from __future__ import annotations

import locale

try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:  # A locale that is not installed; tools/danish_locale.py tells when it must be.
    locale.setlocale(locale.LC_ALL, "C")
