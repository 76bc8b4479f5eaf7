# SPDX-License-Identifier: Apache-2.0
"""The command `vaern`: the C++ command line on the models of this package."""

from __future__ import annotations

import os
import signal
import sys

from vaern import _core, library


def main() -> int:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # The engine does not ask Python for signals.
    return _core.run_command([os.fsencode(word) for word in sys.argv[1:]], os.fspath(library()))


if __name__ == "__main__":
    sys.exit(main())
