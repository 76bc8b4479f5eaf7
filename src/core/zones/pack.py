#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Packs the zone data that ship with the library into zones.bin.

    python3 src/core/zones/pack.py DIRECTORY_OF_THE_TZDATA_PACKAGE

The data are the compiled files (TZif) of the package `tzdata` of the Python index: the tz
database, which is in the public domain. The file begins with lines of ASCII

    vaern zones 1
    version 2026f
    NAME OFFSET SIZE        (sorted by name; the offset counts from the first byte of data)

then an empty line and the data. Zones with equal bytes share them.
"""
import pathlib
import sys


def pack(root: pathlib.Path) -> bytes:
    scope: dict[str, str] = {}
    for line in (root / "__init__.py").read_text(encoding="utf-8").splitlines():
        if line.startswith("IANA_VERSION"):
            scope["version"] = line.split('"')[1]
    zoneinfo = root / "zoneinfo"
    data = bytearray()
    offsets: dict[bytes, int] = {}
    lines = ["vaern zones 1", "version " + scope["version"]]
    files = {path.relative_to(zoneinfo).as_posix(): path for path in zoneinfo.rglob("*")
             if path.is_file()}
    for name in sorted(files):
        content = files[name].read_bytes()
        if not content.startswith(b"TZif"):
            continue
        if content not in offsets:
            offsets[content] = len(data)
            data += content
        lines.append(f"{name} {offsets[content]} {len(content)}")
    return ("\n".join(lines) + "\n\n").encode("ascii") + bytes(data)


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    target = pathlib.Path(__file__).with_name("zones.bin")
    target.write_bytes(pack(pathlib.Path(sys.argv[1])))
    print(f"{target.name}: {target.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
