# SPDX-License-Identifier: Apache-2.0
"""What the command `vaern` prints is what the files of this folder say; see run_golden.py."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import run_golden as golden  # noqa: E402

BAD = golden.bad_cases()
GOOD = golden.good_cases()
FORMS = golden.forms()
MODELS = ["--models", golden.FOLDERS["models"]]


def name(case) -> str:
    return case.file.name


@pytest.fixture(scope="session")
def english() -> dict:
    return golden.run_all(BAD + GOOD)


@pytest.fixture(scope="session")
def danish() -> dict:
    return golden.run_danish(BAD)


@pytest.mark.parametrize("case", BAD + GOOD, ids=name)
def test_prints_what_it_printed(case, english):
    expected = case.expected.read_bytes() if case.expected.exists() else b"nothing was kept"
    assert english[case.file].encode() == expected, "if it should: run_golden.py --update"


@pytest.mark.parametrize("case", BAD, ids=name)
def test_bad_file_shows_its_code_and_ends_as_it_must(case, english):
    found = english[case.file]
    codes = re.findall(r"(error|warning|hint)\[(E\d{4})\]", found)
    codes += [("error", code) for code in re.findall(r'"code":"(E\d{4})"', found)]
    expected = {code["id"]: code["severity"] for code in catalogue()}
    if case.code in expected:  # a file such as ten_faults.yaml has many
        assert (expected[case.code], case.code) in codes
    has_error = any(severity == "error" for severity, _ in codes)
    fine = 1 if case.arguments[0] == "diff" else 0  # whose 1 says that the meaning changed
    assert found.startswith(f"exit {fine + has_error}\n")


@pytest.mark.parametrize("case", BAD, ids=name)
def test_bad_file_is_said_in_danish_too(case, english, danish):
    assert danish[case.file].split("\n", 1)[0] == english[case.file].split("\n", 1)[0]
    assert len(danish[case.file].splitlines()) > 1
    assert danish[case.file] != english[case.file]


def catalogue() -> list[dict]:
    return json.loads(golden.vaern(["check", "--codes", "--json"]).stdout)


def test_every_code_has_a_file_or_a_reason_why_not():
    shown = {case.code for case in BAD}
    ids = {code["id"] for code in catalogue()}
    assert ids, "the catalogue is empty"
    assert sorted(ids - shown - set(golden.EXEMPT)) == []
    assert sorted(set(golden.EXEMPT) - ids) == [], "exempt, and no code"
    assert sorted(set(golden.EXEMPT) & shown) == [], "exempt, and shown"


def test_every_code_speaks_both_languages():
    for code in catalogue():
        assert code["en"] and code["da"] and code["en"] != code["da"], code["id"]
        assert bool(code["help_en"]) == bool(code["help_da"]), code["id"]


def test_nothing_is_kept_of_files_that_are_gone():
    kept = set((golden.HERE / "bad").glob("*.txt")) | set((golden.HERE / "good").glob("*.txt"))
    assert kept == {case.expected for case in BAD + GOOD}


def test_ten_faults_are_ten_findings_with_place_code_caret_and_help():
    text = golden.printed(["check", "tests/golden/bad/ten_faults.yaml"])
    findings = re.findall(r"^tests\S+?:\d+:\d+: error\[(E\d{4})\]", text, re.M)
    assert len(findings) == len(set(findings)) == 10
    assert text.count("\n help: ") == 10
    assert len(re.findall(r"^ +\| +\^~*$", text, re.M)) >= 10


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.stem)
class TestRecord:
    """One form, one sequence of bytes, whoever asks."""

    def test_of_the_command(self, form):
        done = golden.vaern(golden.score_arguments(form))
        assert done.stderr == b""
        assert done.stdout == golden.record_of(form).read_bytes()

    def test_of_the_service(self, form):
        written = json.loads(form.read_text())
        request = {
            "command": "score",
            "instrument": written["responses"],
            "responses": written["values"],
        }
        request |= {key: written[key] for key in ("assessed", "judgement", "earlier") if key in written}
        done = golden.vaern(["request", "-", *MODELS], stdin=json.dumps(request))
        record = golden.record_of(form).read_bytes()
        assert done.stdout == b'{"command":"score","result":' + record[:-1] + b"}\n"

    def test_is_verified(self, form):
        done = golden.vaern(["verify", str(golden.record_of(form)), *MODELS])
        assert (done.returncode, b": verified: " in done.stdout) == (0, True)

    def test_with_one_changed_answer_is_not(self, form, tmp_path):
        record = json.loads(golden.record_of(form).read_text())
        item = list(record["responses"])[-1]
        record["responses"][item] = {"missing": "withdrawn"}
        changed = tmp_path / "changed.json"
        changed.write_text(
            json.dumps(record, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8"
        )
        done = golden.vaern(["verify", str(changed), "--json", *MODELS])
        assert done.returncode == 1
        said = json.loads(done.stdout)
        assert said["state"] == "differs"
        assert said["digest_holds"] is False
        assert "/digest" in [mismatch["path"] for mismatch in said["mismatches"]]


def test_record_without_its_model_says_so(tmp_path):
    record = golden.record_of(FORMS[0]).read_text().replace('"version":"2009"', '"version":"1"')
    absent = tmp_path / "absent.json"
    absent.write_text(record, encoding="utf-8")
    done = golden.vaern(["verify", str(absent)])
    assert done.returncode == 1
    assert b"the model danger-assessment@1 is not here" in done.stdout


def test_yaml_and_json_of_one_form_are_one_record(tmp_path):
    form = tmp_path / "form.yaml"
    form.write_text(
        "responses: who-5@1998\nvalues: {good_mood: less_than_half, calm: some_of_the_time,"
        " energy: at_no_time, rested: most_of_the_time, interest: more_than_half}\n"
    )
    done = golden.vaern(["score", "who-5", str(form), "--json"])
    assert done.stdout == (golden.HERE / "records" / "who-5-complete.json").read_bytes()


@pytest.mark.parametrize(
    "command",
    ["check", "test", "score", "explain", "verify", "due", "plan", "report", "doc", "form"],
)
def test_help_has_an_example(command):
    done = golden.vaern([command, "--help"])
    assert done.returncode == 0
    assert f"Example:\n  vaern {command}".encode() in done.stdout
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "subcommand"),
        (["scor"], "scor"),
        (["score", "who-5"], "FORM"),
        (["check"], "PATH"),
        (["check", "x.yaml", "--language", "fr"], "fr"),
        (["report", "x.yaml", "--format", "pdf"], "pdf"),
        (["due", "x.yaml", "--as-of", "2026-11-21"], "2026-11-21T09:00+01:00"),
        (["report", "x.yaml", "--json", "--format", "html"], "exclude"),
    ],
)
def test_wrong_use_is_told_on_stderr_and_ends_with_2(words, said):
    done = golden.vaern(words)
    assert done.returncode == 2
    assert done.stdout == b""
    assert said in done.stderr.decode()


def test_version_is_one_line():
    done = golden.vaern(["--version"])
    assert re.fullmatch(rb"vaern \d+\.\d+\.\d+\n", done.stdout)


def test_output_goes_to_a_file_as_a_whole_and_replaces_it(tmp_path):
    target = tmp_path / "record.json"
    target.write_text("before")
    form = FORMS[0]
    done = golden.vaern([*golden.score_arguments(form), "-o", str(target)])
    assert (done.returncode, done.stdout) == (0, b"")
    assert target.read_bytes() == golden.record_of(form).read_bytes()
    assert list(tmp_path.iterdir()) == [target]


def test_output_that_cannot_be_written_is_told(tmp_path):
    done = golden.vaern(["test", "-o", str(tmp_path / "no" / "such" / "file")])
    assert done.returncode == 2
    assert b"cannot write" in done.stderr


def test_form_comes_from_standard_input_too():
    form = FORMS[0]
    model = json.loads(form.read_text())["responses"]
    done = golden.vaern(["score", model, "-", "--json"], stdin=form.read_text())
    assert done.stdout == golden.record_of(form).read_bytes()


def test_nothing_is_coloured_outside_a_terminal():
    assert b"\x1b" not in golden.vaern(["check", "tests/golden/bad"]).stderr


def test_faults_of_data_come_all_at_once_as_json(tmp_path):
    form = tmp_path / "form.yaml"
    form.write_text("responses: danger-assessment@2009\nvalues: {gun: maybe, wepon: yes, left: [a]}\n")
    done = golden.vaern(["score", "danger-assessment", str(form), "--json"])
    assert done.returncode == 1
    faults = json.loads(done.stdout)["error"]["faults"]
    assert [fault["path"] for fault in faults] == ["/values/gun", "/values/wepon", "/values/left"]
    assert faults[0] | {"message": "", "help": "", "file": ""} == {
        "code": "E0502",
        "severity": "error",
        "path": "/values/gun",
        "item": "gun",
        "value": "maybe",
        "allowed": "no, yes",
        "message": "",
        "help": "",
        "file": "",
        "line": 2,
        "column": 15,
    }


def test_own_words_are_in_no_answer():
    """The person's own words are for the person's own copy alone (P6)."""
    case = golden.ROOT / "tests" / "golden" / "plans" / "revised.yaml"
    words = re.findall(r"words: ([^}]+)\}", case.read_text())
    assert len(words) == 2
    asked = [("check", ["text", "json"]), ("due", ["text", "json"]), ("plan", ["text", "json"])]
    asked += [("plan diff", ["text", "json"]), ("report", ["text", "html", "json"])]
    asked += [("timeline", ["text", "html", "svg", "json", "ics"])]
    for command, formats in asked:
        for form in formats:
            named = ["--json"] * (form == "json") if command == "check" else ["--format", form]
            models = ["--models", "tests/golden/models", "--models", "tests/golden/plans/models"]
            done = golden.vaern([*command.split(), str(case), *named, *models])
            assert done.returncode in (0, 1) and done.stdout, (command, form, done.stderr)
            for told in words:
                assert told.encode() not in done.stdout + done.stderr, (command, form)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["examples/cases/empty-form.yaml"], "has no plan"),
        (["examples/cases/complete.yaml", "--to", "s9"], "neither a plan of the case nor a moment"),
    ],
)
def test_plans_that_cannot_be_compared_are_told(words, said):
    done = golden.vaern(["plan", "diff", *words])
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()


@pytest.mark.parametrize("command", ["due", "timeline", "plan", "report"])
def test_service_answers_what_the_command_prints(command):
    case = golden.ROOT / "examples" / "cases" / "complete.json"
    when = "2026-11-21T09:00+01:00"
    request = {"command": command, "case": json.loads(case.read_text()), "as_of": when}
    printed = golden.vaern([command, str(case), "--as-of", when, "--json"])
    answered = golden.vaern(["request", "-"], stdin=json.dumps(request))
    assert answered.stdout == (
        f'{{"command":"{command}","result":'.encode() + printed.stdout[:-1] + b"}\n"
    )
