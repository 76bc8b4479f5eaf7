# SPDX-License-Identifier: Apache-2.0
"""Files that hold what is somebody's own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(file: Path, data: bytes) -> None:
    """Nobody ever sees half of it, and nobody else may read it."""
    if not file.parent.is_dir():
        raise FileNotFoundError(f"there is no folder '{file.parent}'")
    handle, part = tempfile.mkstemp(dir=file.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.replace(part, file)
    except BaseException:
        os.unlink(part)
        raise
