# SPDX-License-Identifier: Apache-2.0
"""The table that holds the zone reader says what Python's zoneinfo says of the same data."""

from __future__ import annotations

import importlib.util
import pathlib
from types import ModuleType

import tzdata

ROOT = pathlib.Path(__file__).resolve().parents[2]
ZONES = ROOT / "src" / "core" / "zones"
TABLE = pathlib.Path(__file__).with_name("zones_1970_2100.txt")


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ZONES / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pack_is_the_package_of_its_version() -> None:
    package = pathlib.Path(tzdata.__file__).parent
    packed = (ZONES / "zones.bin").read_bytes()
    assert packed.splitlines()[1] == f"version {tzdata.IANA_VERSION}".encode()
    assert script("pack").pack(package) == packed


def test_the_table_has_a_line_for_every_zone() -> None:
    names = [line.split(" ")[0] for line in TABLE.read_text(encoding="ascii").splitlines()]
    assert names == script("table").names()


def test_the_table_is_what_zoneinfo_says() -> None:
    table = script("table")
    zoneinfo_files = pathlib.Path(tzdata.__file__).parent / "zoneinfo"
    lines = dict(
        line.split(" ", 1) for line in TABLE.read_text(encoding="ascii").splitlines()
    )
    computed: dict[bytes, str] = {}
    for name, expected in lines.items():
        content = (zoneinfo_files / name).read_bytes()
        if content not in computed:
            computed[content] = table.line(name).split(" ", 1)[1]
        assert computed[content] == expected, name
