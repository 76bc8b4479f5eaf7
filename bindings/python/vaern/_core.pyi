# SPDX-License-Identifier: Apache-2.0
from collections.abc import Sequence

__version__: str

def codes() -> list[str]: ...
def run_command(arguments: Sequence[str | bytes], library: str) -> int: ...
