# SPDX-License-Identifier: Apache-2.0
"""clang-tidy over the sources of src and bindings, one process a core.

    python tests/tools/tidy.py BUILD [PART_OF_A_PATH...]

BUILD is a build folder with compile_commands.json. Flags only g++ knows, sanitizers and -Werror
are taken out, for clang only reads the code here. Ends with 1 when there is a finding.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DROPPED = re.compile(r"-fsanitize=|-fno-sanitize|-Werror")


def clang_command(command: str) -> str:
    words = [word for word in shlex.split(command) if not DROPPED.match(word)]
    if Path(words[0]).name == "ccache":
        del words[0]
    return shlex.join([*words, "-Wno-unknown-warning-option", "-Wno-unknown-pragmas"])


def is_ours(file: Path) -> bool:
    return file.is_relative_to(ROOT / "src") or file.is_relative_to(ROOT / "bindings")


def main(build: Path, parts: list[str]) -> int:
    entries = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = Path(entry["file"])
        if is_ours(file) and (not parts or any(part in str(file) for part in parts)):
            entries.setdefault(file, {**entry, "command": clang_command(entry["command"])})
    if not entries:
        print(f"no source of src or bindings is in {build}/compile_commands.json")
        return 1
    database = build / "tidy"
    database.mkdir(exist_ok=True)
    (database / "compile_commands.json").write_text(json.dumps(list(entries.values())))
    tidy = Path(sys.executable).parent / "clang-tidy"

    def check(file: Path) -> str:
        begin = time.monotonic()
        done = subprocess.run(
            [tidy, "--quiet", "-p", database, file], capture_output=True, text=True, check=False
        )
        print(f"{file.relative_to(ROOT)} {time.monotonic() - begin:.1f} s", flush=True)
        if done.returncode == 0:
            return ""
        return (done.stdout + done.stderr).strip() or f"{file}: clang-tidy ended {done.returncode}"

    largest_first = sorted(entries, key=lambda file: file.stat().st_size, reverse=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        findings = list(pool.map(check, largest_first))
    failed = [text for text in findings if text]
    for text in dict.fromkeys(failed):  # last, for the end of the log is what a failure shows
        print(text)
    print(f"{len(findings)} files, {len(failed)} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2:]))
