# SPDX-License-Identifier: Apache-2.0
"""The texts of models by reference, from folders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .loading import read_yaml


def library(*folders: Path) -> Callable[[str], str]:
    """A function from `id@version` to the text of the instrument in one of the folders."""

    def text_of(reference: str) -> str:
        for folder in folders:
            for path in sorted(folder.glob("*.yaml")):
                text = path.read_text(encoding="utf-8")
                head = read_yaml(text)
                if f"{head.get('instrument')}@{head.get('version')}" == reference:
                    return text
        raise LookupError(reference)

    return text_of
