#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What Python's zoneinfo says of every shipped zone from 1970 to 2100, one line a zone.

    python3 src/core/zones/table.py > tests/core/zones_1970_2100.txt

`tests/core/zone_table.cpp` holds the C++ reader to this table, and `tests/core/test_zone_table.py`
holds the table to zoneinfo. A line is NAME, the number of changes, and the SHA-256 of the lines

    SECONDS_SINCE_1970 OFFSET ABBREVIATION

for 1970-01-01 and for each change up to 2100-01-01. Changes are found by looking every four days
and halving where two looks differ, in both languages alike.
"""
import datetime
import hashlib
import importlib.resources
import zoneinfo

STEP = 4 * 86400
BEGIN = 0
END = 4102444800  # 2100-01-01T00:00:00Z
UTC = datetime.timezone.utc


def load(name: str) -> zoneinfo.ZoneInfo:
    """From the package tzdata, whatever the machine has."""
    resource = importlib.resources.files("tzdata") / "zoneinfo"
    for part in name.split("/"):
        resource = resource / part
    with resource.open("rb") as file:
        return zoneinfo.ZoneInfo.from_file(file, key=name)


def changes(name: str) -> list[str]:
    zone = load(name)

    def at(instant: int) -> tuple[int, str]:
        moment = datetime.datetime.fromtimestamp(instant, UTC).astimezone(zone)
        offset = moment.utcoffset()
        assert offset is not None
        return int(offset.total_seconds()), moment.tzname() or ""

    here, shown = BEGIN, at(BEGIN)
    lines = [f"{here} {shown[0]} {shown[1]}\n"]
    while here < END:
        there = min(here + STEP, END)
        if at(there) == shown:
            here = there
            continue
        while there - here > 1:
            middle = (here + there) // 2
            if at(middle) == shown:
                here = middle
            else:
                there = middle
        here, shown = there, at(there)
        lines.append(f"{here} {shown[0]} {shown[1]}\n")
    return lines


def line(name: str) -> str:
    found = changes(name)
    return f"{name} {len(found) - 1} {hashlib.sha256(''.join(found).encode()).hexdigest()}"


def names() -> list[str]:
    import pathlib

    packed = pathlib.Path(__file__).with_name("zones.bin").read_bytes()
    index = packed.split(b"\n\n", 1)[0].decode("ascii").splitlines()
    return [entry.split(" ")[0] for entry in index[2:]]


if __name__ == "__main__":
    for zone_name in names():
        print(line(zone_name))
