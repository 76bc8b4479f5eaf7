# SPDX-License-Identifier: Apache-2.0
"""Runs the command `vaern` on the files of this folder and compares what it prints.

    python tests/golden/run_golden.py             compares, and says which differ
    python tests/golden/run_golden.py --update    writes what it prints; read the diff
    python tests/golden/run_golden.py plan due    only of files with one of these in their names

What a folder holds:

    bad/CODE_what_is_wrong.yaml    one fault each; CODE_what_is_wrong.txt is what `vaern check` prints
    good/NAME.run                  a command; NAME.txt is what it prints
    forms/NAME.json                a form; records/NAME.json is the record of its score
    models/                        small models that the broken files refer to; broken/ has one with
                                   errors, wide/ a programme of too many levels, circle/ one half
                                   of a circle, newer/ a model that supersedes one of them
    local/                         a local version of one of them, and a wording for it
    versions/                      corrected models, and records/ to recall with them
    tables/                        tables to score, with rows at fault
    ended/                         a policy and duties that are no longer in force, and a case of them
    migrated/                      a policy that leaves open dates as they were, its programme, and a case
    dates/                         a case with dates that a professional set, and a policy that moves some
    cut_off/                       a local version that sets a cut-off in place of a parameter
    chain/                         faulty models, and models that cannot be checked because of them

A first line `# run: score example-scale {file}` names another command than `check {file}`; a JSON
or CSV file has it in a file NAME.run. The program is the one of the Python package, or the one that VAERN_COMMAND names.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Done = subprocess.CompletedProcess[bytes]
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOLDERS = {
    name: f"tests/golden/{name}"
    for name in ("bad", "good", "models", "broken", "wide", "forms", "records", "tables", "versions")
}

# Codes that no file can show on the command line, each with the reason.
EXEMPT = {
    "E0104": "a file of more than a megabyte; tests/document reads one",
    "E0288": "a local version opened without what it changes, which every command looks for; tests/instrument",
    "E0224": "a folder that may not be read, which the superuser always may; tests/model",
    "E0225": "two folders of models; tests/model and tests/golden/test_two_folders.py",
    "E0226": "two folders of models; tests/model and tests/golden/test_two_folders.py",
    "E0360": "belongs to vaern::Expression alone; tests/expression",
    "E0361": "belongs to vaern::Expression alone; tests/expression",
    "E0503": "an answer given twice by a host; in a file the reader says E0114 before; tests/service",
    "E1219": "a table that a host gives; tests/python",
    "E0621": "asks a calendar itself, which no command does; tests/calendar",
    "E0730": "gives a policy another calendar, which a programme never does; tests/reassessment",
    "E0733": "gives a policy a level it has not, which a programme never does; tests/reassessment",
    "E0790": "a caseload of tables, which no command reads; tests/reassessment",
    "E0791": "a caseload of tables, which no command reads; tests/reassessment",
    "E0792": "a caseload of tables, which no command reads; tests/reassessment",
    "E0793": "a caseload of tables, which no command reads; tests/reassessment",
    "E0794": "a caseload of tables, which no command reads; tests/reassessment",
    "E0795": "a caseload of tables, which no command reads; tests/reassessment",
    "E0796": "a caseload of tables, which no command reads; tests/reassessment",
    "E0797": "a caseload of tables, which no command reads; tests/reassessment",
    "E0930": "opens a case with another programme than its own, which no command does",
    "E1037": "a row of many megabytes; tests/exchange reads one",
    "E0734": "a history built in memory; the reader of cases says E0653 before",
    "E0872": "'vaern plan diff' ends with 2; tests/golden/good/plan-diff-two-cases.run",
    "E0995": "a safety plan that a host asks for; tests/programme",
    "E0996": "'vaern plan diff' ends with 2; tests/golden/good/plan-diff-another-kind.run",
    "E1080": "a copy that a plan of zones has not; tests/exchange",
    "E1203": "columns of numbers, where a file has texts; tests/table",
    "E1204": "columns of truths, where a file has texts; tests/table",
    "E1205": "columns of their own lengths, which a file does not have; tests/table",
    "E1207": "codes of answers, which a host names and no command takes; tests/table",
    "E1209": "columns of days, where a file has texts; tests/table",
    "E1301": "no command opens an archive; tests/archive",
    "E1302": "no command opens an archive; tests/archive",
    "E1303": "no command opens an archive; tests/archive",
    "E1304": "no command opens an archive; tests/archive",
    "E1305": "no command opens an archive; tests/archive",
    "E1310": "no command opens an archive; tests/archive",
    "E1311": "no command opens an archive; tests/archive",
    "E1312": "no command opens an archive; tests/archive",
    "E1313": "no command opens an archive; tests/archive",
    "E1320": "no command opens an archive; tests/archive",
    "E1321": "no command opens an archive; tests/archive",
    "E1322": "no command opens an archive; tests/archive",
    "E1323": "no command opens an archive; tests/archive",
    "E1324": "no command opens an archive; tests/archive",
    "E1325": "no command opens an archive; tests/archive",
}


class ForkServer:
    """The command of the Python package; see fork_server.py. One thread asks at a time."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, str(HERE / "fork_server.py")],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        atexit.register(self._end)

    def _end(self) -> None:
        self._server.communicate(timeout=60)

    def __call__(self, arguments: list[str], given: bytes) -> Done:
        request = json.dumps([arguments, given.decode("latin-1")])
        self._server.stdin.write(request.encode() + b"\n")
        self._server.stdin.flush()
        code, out, err = json.loads(self._server.stdout.readline())
        return Done(arguments, code, out.encode("latin-1"), err.encode("latin-1"))


SERVERS = threading.local()


def vaern(arguments: list[str], stdin: str | None = None) -> Done:
    """Runs the command in a process of its own."""
    given = stdin.encode() if stdin is not None else b""
    named = os.environ.get("VAERN_COMMAND")
    if not named:
        if not hasattr(SERVERS, "of_thread"):
            SERVERS.of_thread = ForkServer()
        return SERVERS.of_thread(arguments, given)
    return subprocess.run(
        [named, *arguments], cwd=ROOT, input=given, capture_output=True, timeout=120, check=False
    )


def library() -> list[str]:
    """Folders that stand in messages and are another on every machine."""
    folders = [str(ROOT / "instruments")]
    if not os.environ.get("VAERN_COMMAND"):
        import vaern as package

        folders.append(str(package.library()))
    return folders


def printed(arguments: list[str]) -> str:
    """The exit code, the messages and the answer of a command."""
    done = vaern(arguments)
    text = f"exit {done.returncode}\n"
    for name, stream in (("stderr", done.stderr), ("stdout", done.stdout)):
        if stream:
            text += f"--- {name}\n{stream.decode()}"
    for folder in library():
        text = text.replace(folder, "LIBRARY")
    return text


@dataclass(frozen=True)
class Case:
    """A file with the command that is run on it."""

    file: Path
    expected: Path

    @cached_property
    def arguments(self) -> list[str]:
        beside = self.file.with_suffix(".run")
        first = (beside if beside.exists() else self.file).read_bytes().split(b"\n", 1)[0]
        words = first.decode(errors="replace").removeprefix("# run:")
        if not beside.exists() and not first.startswith(b"# run:"):
            words = "check {file}"
        file = self.file.relative_to(ROOT).as_posix()
        arguments = words.format(file=file, **FOLDERS).split()
        return arguments + ["--models", FOLDERS["models"]]

    @property
    def code(self) -> str:
        return self.file.name[:5]


def bad_cases() -> list[Case]:
    files = sorted(f for f in (HERE / "bad").iterdir() if f.suffix in (".yaml", ".json", ".csv", ".po"))
    return [Case(f, f.with_suffix(".txt")) for f in files]


def good_cases() -> list[Case]:
    return [Case(f, f.with_suffix(".txt")) for f in sorted((HERE / "good").glob("*.run"))]


def forms() -> list[Path]:
    return sorted((HERE / "forms").glob("*.json"))


def record_of(form: Path) -> Path:
    return HERE / "records" / form.name


def score_arguments(form: Path) -> list[str]:
    model = json.loads(form.read_text())["responses"]
    named = ["score", model, form.relative_to(ROOT).as_posix(), "--json"]
    return [*named, "--models", FOLDERS["models"]]


def run_all(cases: list[Case], *more: str) -> dict[Path, str]:
    """What every command prints, several at once."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        texts = pool.map(lambda case: printed([*case.arguments, *more]), cases)
    return {case.file: text for case, text in zip(cases, texts, strict=True)}


def run_danish(cases: list[Case]) -> dict[Path, str]:
    return run_all(cases, "--language", "da")


def compare(found: dict[Path, bytes], update: bool) -> list[Path]:
    """The files that hold something else; they are written if asked."""
    differing = [p for p, text in found.items() if not p.exists() or p.read_bytes() != text]
    for path in differing:
        print(path.relative_to(ROOT))
        if update:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(found[path])
    return differing


def main() -> int:
    update = "--update" in sys.argv[1:]
    parts = [word for word in sys.argv[1:] if not word.startswith("--")]

    def is_asked(file: Path) -> bool:
        return not parts or any(part in file.name for part in parts)

    cases = [case for case in bad_cases() + good_cases() if is_asked(case.file)]
    found = {record_of(f): vaern(score_arguments(f)).stdout for f in forms() if is_asked(f)}
    differing = compare(found, update)  # first: commands below read them
    texts = run_all(cases)
    found |= {case.expected: texts[case.file].encode() for case in cases}
    differing += compare({case.expected: found[case.expected] for case in cases}, update)
    there = {p for folder in ("bad", "good") for p in (HERE / folder).glob("*.txt")}
    stale = [] if parts else sorted(there - set(found))
    for path in stale:
        print(path.relative_to(ROOT), "belongs to no file")
        if update:
            path.unlink()
    print(f"{len(found)} outputs, {len(differing)} {'written' if update else 'differ'}")
    return 0 if update or not (differing or stale) else 1


if __name__ == "__main__":
    sys.exit(main())
