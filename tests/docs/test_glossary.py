# SPDX-License-Identifier: Apache-2.0
"""The words of docs/glossary.md are used, and the words it leaves out are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "glossary.md"
CODES = sorted((ROOT / "src" / "diagnostics" / "codes").glob("*.inc"))
MODELS = sorted((ROOT / "instruments").rglob("*.yaml"))

# Texts that must have one of the words, each with the reason.
ALLOWED = {
    "E0177": "hours go by the clock on the wall",
    "E0448": "names the key items",
    "E0449": "lists the keys that may be written",
}

# Words that models may use: there they are the thing itself.
THINGS = {
    "ur": "a watch on a child's wrist, which can be followed",
}


def rows() -> list[tuple[str, str, str, str]]:
    """English, Danish, meaning, words that are not used."""
    found = []
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and cells[0] not in ("English", "---"):
            found.append((cells[0], cells[1], cells[2], cells[3]))
    return found


def left_out() -> list[str]:
    """Danish words that stand for something the glossary names otherwise."""
    words = [word.strip() for row in rows() for word in row[3].split(",") if word.strip()]
    return sorted(word.removesuffix(" (da)") for word in words)


def danish_texts_of_codes() -> dict[str, str]:
    """The Danish message and help of every code. A `{name}` is no word."""
    texts = {}
    for path in CODES:
        source = path.read_text(encoding="utf-8")
        for entry in source.split("VAERN_CODE(")[1:]:
            if not (code := re.match(r"E\d{4}", entry)):
                continue  # the head of the file, which names the fields
            joined = re.sub(r'"\s*\n\s*"', "", entry)
            parts = re.findall(r'"((?:[^"\\]|\\.)*)"', joined)
            assert len(parts) == 4, code[0]
            texts[code[0]] = re.sub(r"\{[^}]*\}", "", parts[1] + "\n" + parts[3])
    return texts


def danish_texts_of(path: Path) -> list[str]:
    texts: list[str] = []

    def visit(node: object) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("da"), str):
                texts.append(node["da"])
            for value in node.values():
                visit(value)
        elif isinstance(node, list):
            for value in node:
                visit(value)

    visit(yaml.safe_load(path.read_text(encoding="utf-8")))
    return texts


def found_in(text: str, words: list[str]) -> list[str]:
    """Whole words and their endings; what stands in code (`a_b`, 'quoted', key:) is no Danish."""
    plain = re.sub(r"'[^']*'|\b\w+_\w+\b|\b\w+:", " ", text)
    return [word for word in words if re.search(rf"\b{re.escape(word)}(en|et|er|erne|ens|ets|s)?\b", plain, re.IGNORECASE)]


def test_the_glossary_gives_each_thing_one_name() -> None:
    table = rows()
    assert len(table) > 40
    english = [row[0] for row in table]
    assert len(set(english)) == len(english)
    for _, danish, _, _ in table:
        assert danish


def test_every_code_is_read() -> None:
    count = sum(path.read_text(encoding="utf-8").count("VAERN_CODE(E") for path in CODES)
    assert len(danish_texts_of_codes()) == count


def test_messages_use_the_words_of_the_glossary() -> None:
    words = left_out()
    wrong = {code: found for code, text in danish_texts_of_codes().items() if (found := found_in(text, words)) and code not in ALLOWED}
    assert wrong == {}


@pytest.mark.parametrize("path", [pytest.param(p, id=str(p.relative_to(ROOT))) for p in MODELS])
def test_models_use_the_words_of_the_glossary(path: Path) -> None:
    words = [word for word in left_out() if word not in THINGS]
    wrong = [(text, found) for text in danish_texts_of(path) if (found := found_in(text, words))]
    assert wrong == []


def test_a_word_that_is_left_out_would_be_found() -> None:
    assert found_in("En foranstaltning eller to foranstaltninger", ["foranstaltning"]) == ["foranstaltning"]
    assert found_in("Skriv 'flag' eller flags:", ["flag"]) == []
