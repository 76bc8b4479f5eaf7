# SPDX-License-Identifier: Apache-2.0
"""The arrows between rooms: every #include is held to the table in docs/design.md, section 1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| `(?P<room>\w+)` \|.*\| (?P<uses>[^|]*) \|$")
INCLUDE = re.compile(r'^\s*#\s*include\s*(?P<open>[<"])(?P<path>[^>"]+)[>"]')
USES = re.compile(r"^vaern_room\((?P<room>\w+)(?:\s+USES (?P<uses>[a-z_ ]+?))?(?:\s+LINKS .*)?\)$")

# Third-party folders that have one home.
HOMES = {"yaml-cpp/": "document", "boost/serialization/": "archive", "boost/archive/": "archive"}
# What a public header may name beside std and vaern.
PUBLIC = {"tl/expected.hpp": "core/result.hpp"}


class Breach(NamedTuple):
    file: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def read_table(design: str) -> dict[str, set[str]]:
    """Each room and all rooms it may use, transitively."""
    direct: dict[str, set[str]] = {}
    for line in design.splitlines():
        row = ROW.match(line)
        if row is None:
            continue
        uses = row["uses"].strip()
        if uses in ("values of all rooms", "all above"):
            direct[row["room"]] = set(direct)
        elif uses == "-":
            direct[row["room"]] = set()
        else:
            direct[row["room"]] = {word.strip() for word in uses.split(",")}
    return {room: closure(room, direct) for room in direct}


def closure(room: str, direct: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(direct[room])
    while waiting:
        used = waiting.pop()
        if used not in reached:
            reached.add(used)
            waiting.extend(direct[used])
    return reached


def room_of(file: Path, root: Path) -> str | None:
    """The room a file lives in; None beside the rooms (src/cli, include/vaern/vaern.hpp)."""
    parts = file.relative_to(root).parts
    parts = parts[2:] if parts[:2] == ("include", "vaern") else parts[1:]
    return parts[0] if len(parts) > 1 and parts[0] != "cli" else None


def target_of(file: Path, path: str, root: Path) -> Path | None:
    """The file of this tree that an include names, found as the compiler finds it."""
    for folder in (file.parent, root / "include", root / "src"):
        candidate = (folder / path).resolve()
        if candidate.is_file() and candidate.is_relative_to(root):
            return candidate
    return None


def includes(file: Path) -> Iterator[tuple[int, str, bool]]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        found = INCLUDE.match(line)
        if found is not None:
            yield number, found["path"], found["open"] == "<"


def breaches_of(file: Path, root: Path, table: dict[str, set[str]]) -> Iterator[Breach]:
    shown = file.relative_to(root)
    room = room_of(file, root)
    if room is not None and room not in table:
        yield Breach(shown, 1, f"'{room}' is no room of docs/design.md")
        return
    is_public = shown.parts[0] == "include"
    for line, path, angled in includes(file):
        for prefix, home in HOMES.items():
            if path.startswith(prefix) and (room != home or is_public):
                yield Breach(shown, line, f"<{path}> belongs in src/{home} alone")
        target = target_of(file, path, root)
        if target is None:
            known = any(path.startswith(prefix) for prefix in HOMES)
            if not angled:
                if path.split("/")[0] == "vaern" or "/" not in path:
                    yield Breach(shown, line, f'"{path}" is not in the tree')
            elif is_public and "/" in path and not known:
                if not (path in PUBLIC and shown.as_posix().endswith(PUBLIC[path])):
                    yield Breach(shown, line, f"a public header names <{path}>")
            continue
        used = room_of(target, root)
        if is_public and target.is_relative_to(root / "src"):
            yield Breach(shown, line, f'a public header includes the private "{path}"')
        if room is None or used == room:
            continue
        if used is None:
            yield Breach(shown, line, f'"{path}" is in no room; a room may not use it')
        elif used not in table[room]:
            allowed = ", ".join(sorted(table[room])) or "nothing"
            yield Breach(shown, line, f"'{room}' may not use '{used}' (it may use: {allowed})")


def breaches(root: Path, table: dict[str, set[str]]) -> list[Breach]:
    files = [
        file
        for folder in ("include", "src")
        for file in sorted((root / folder).rglob("*"))
        if file.suffix in (".hpp", ".cpp", ".h", ".inc")
    ]
    assert files, f"no source under {root}"
    return [breach for file in files for breach in breaches_of(file, root, table)]


@pytest.fixture(scope="module")
def table() -> dict[str, set[str]]:
    return read_table((ROOT / "docs/design.md").read_text(encoding="utf-8"))


def test_the_table_of_the_design_is_read(table: dict[str, set[str]]) -> None:
    assert list(table)[:3] == ["diagnostics", "core", "document"]
    assert list(table)[-1] == "service"
    assert table["core"] == {"diagnostics"}
    assert {"core", "document", "model", "expression"} <= table["program"]
    assert "instrument" not in table["reassessment"]
    assert "service" not in table["exchange"]


def test_boost_serialization_is_in_one_room(table: dict[str, set[str]]) -> None:
    users = {
        file.relative_to(ROOT).as_posix()
        for folder in ("include", "src", "bindings")
        for file in (ROOT / folder).rglob("*.[hc]pp")
        for _, path, _ in includes(file)
        if path.startswith(("boost/archive/", "boost/serialization/"))
    }
    assert users == {"src/archive/payload.cpp"}
    assert "exchange" in table["archive"]
    assert "archive" not in table["exchange"]


def test_no_room_reaches_itself(table: dict[str, set[str]]) -> None:
    assert [room for room, used in table.items() if room in used] == []


def test_every_include_follows_the_arrows(table: dict[str, set[str]]) -> None:
    found = breaches(ROOT, table)
    assert found == [], "\n" + "\n".join(str(breach) for breach in found)


def test_the_rooms_of_the_build_follow_the_arrows(table: dict[str, set[str]]) -> None:
    arrows = [
        (row["room"], used)
        for line in (ROOT / "CMakeLists.txt").read_text(encoding="utf-8").splitlines()
        if (row := USES.match(line)) is not None
        for used in (row["uses"] or "").split()
    ]
    assert ("core", "diagnostics") in arrows
    assert [(room, used) for room, used in arrows if used not in table[room]] == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("src/core/bad.cpp", '\n#include "vaern/model/thing.hpp"\n', "2: 'core' may not use 'model'"),
        ("include/vaern/core/bad.hpp", "#include <vaern/model/thing.hpp>\n", "1: 'core' may not"),
        ("src/core/bad.cpp", '#include "model/hidden.hpp"\n', "1: 'core' may not use 'model'"),
        ("src/core/bad.cpp", '#include "../model/hidden.hpp"\n', "1: 'core' may not use 'model'"),
        ("src/model/bad.cpp", "#  include <yaml-cpp/yaml.h>\n", "1: <yaml-cpp/yaml.h> belongs in"),
        ("include/vaern/document/bad.hpp", "#include <yaml-cpp/yaml.h>\n", "1: <yaml-cpp/yaml.h>"),
        ("src/core/bad.cpp", "#include <boost/archive/text_iarchive.hpp>\n", "1: <boost/archive/"),
        ("include/vaern/model/bad.hpp", "#include <fmt/format.h>\n", "1: a public header names"),
        ("include/vaern/model/bad.hpp", '#include "model/hidden.hpp"\n', "1: a public header incl"),
        ("src/model/bad.cpp", '#include "vaern/all.hpp"\n', "1: \"vaern/all.hpp\" is in no room"),
        ("src/kitchen/bad.cpp", "int x;\n", "1: 'kitchen' is no room"),
    ],
)
def test_a_made_up_breach_is_shown_with_file_and_line(
    tmp_path: Path, table: dict[str, set[str]], path: str, text: str, expected: str
) -> None:
    for name in ("include/vaern/model/thing.hpp", "src/model/hidden.hpp", "include/vaern/all.hpp"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("#pragma once\n", encoding="utf-8")
    assert breaches(tmp_path, table) == []
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    found = breaches(tmp_path, table)
    assert len(found) == 1, found
    assert str(found[0]).startswith(f"{path}:{expected}")


def test_what_is_allowed_is_no_breach(tmp_path: Path, table: dict[str, set[str]]) -> None:
    allowed = {
        "include/vaern/core/result.hpp": "#include <tl/expected.hpp>\n",
        "include/vaern/model/thing.hpp": '#include <string>\n#include "vaern/core/result.hpp"\n',
        "src/document/reader.cpp": "#include <yaml-cpp/eventhandler.h>\n",
        "src/archive/save.cpp": "#include <boost/archive/text_oarchive.hpp>\n",
        "src/service/serve.cpp": '#include "vaern/model/thing.hpp"\n#include <fmt/format.h>\n',
        "src/cli/main.cpp": '#include "vaern/model/thing.hpp"\n',
    }
    for name, text in allowed.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert breaches(tmp_path, table) == []
