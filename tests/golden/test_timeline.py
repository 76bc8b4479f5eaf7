# SPDX-License-Identifier: Apache-2.0
"""`vaern timeline`: the same bytes in any order, what was known when, the calendar read back."""

from __future__ import annotations

import json
import random
import re
import sys
import xml.etree.ElementTree as ET
from datetime import date, datetime, timezone
from pathlib import Path

import icalendar
import pytest
import yaml

sys.path.insert(0, str(Path(__file__).parent))

import run_golden as golden  # noqa: E402

CASES = golden.ROOT / "examples" / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.yaml"))
WHEN = ["--as-of", "2026-11-21T09:00+01:00"]
STRUCK = str(CASES / "struck-event.yaml")


def shown(*arguments: str) -> bytes:
    done = golden.vaern(["timeline", *arguments])
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


class AsWritten(yaml.SafeLoader):
    """Every scalar as its text: a date stays a date of the language, `yes` stays yes."""


AsWritten.yaml_implicit_resolvers = {}


class Plain(yaml.SafeDumper):
    pass


Plain.yaml_implicit_resolvers = {}


def shuffled(name: str, seed: int, folder: Path) -> str:
    """The case with its lists of entries in another order."""
    case = yaml.load((CASES / f"{name}.yaml").read_text(encoding="utf-8"), AsWritten)
    dice = random.Random(seed)
    moved = 0
    for key in ("facts", "assessments", "events", "plans", "corrections", "episodes"):
        if len(case.get(key, [])) > 1:
            dice.shuffle(case[key])
            moved += 1
    assert moved > 0
    path = folder / f"{name}-{seed}.yaml"
    path.write_text(yaml.dump(case, Dumper=Plain, allow_unicode=True, sort_keys=False, width=10**6))
    return str(path)


@pytest.mark.parametrize("name", [n for n in NAMES if n != "empty-form"])
@pytest.mark.parametrize("form", ["text", "json", "html", "svg", "ics"])
def test_entries_in_any_order_give_the_same_bytes(name, form, tmp_path):
    words = [*WHEN, "--format", form, "--language", "da"]
    expected = shown(str(CASES / f"{name}.yaml"), *words)
    for seed in (1, 2):
        assert shown(shuffled(name, seed, tmp_path), *words) == expected


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("command", ["due", "report"])
def test_other_commands_read_entries_in_any_order_too(command, form, tmp_path):
    words = [*WHEN, "--format", form]
    expected = golden.vaern([command, STRUCK, *words]).stdout
    case = shuffled("struck-event", 3, tmp_path)
    assert golden.vaern([command, case, *words]).stdout == expected


def held(*more: str) -> tuple[str, str, list[str]]:
    """Of the risk assessment the date that holds and its status; what is struck."""
    made = json.loads(shown(STRUCK, "--format", "json", *more))
    holding = [
        o for o in made["obligations"] if o["holds"] == "yes" and o["clock"] == "risk_assessment"
    ]
    assert len(holding) == 1
    return (
        holding[0]["due"]["local"],
        holding[0]["cause"]["id"],
        [entry["id"] for entry in made["struck"]],
    )


def test_known_by_before_a_correction_gives_the_old_answer():
    assert held(*WHEN) == ("2026-12-04", "a1", ["e2"])
    before = held(*WHEN, "--known-by", "2026-11-16T12:00+01:00")
    assert before == ("2026-11-17T10:10:00+01:00", "e2", [])
    at_the_correction = held(*WHEN, "--known-by", "2026-11-17T09:20+01:00")
    assert at_the_correction == ("2026-12-04", "a1", ["e2"])
    earlier = held(*WHEN, "--known-by", "2026-11-16T10:39+01:00")
    assert earlier == ("2026-12-04", "a1", [])


def flowing(text: bytes) -> str:
    return re.sub(r"\s+", " ", text.decode())


def test_a_struck_entry_moves_a_date_and_the_text_says_who_and_why():
    words = [STRUCK, *WHEN, "--since", "2026-11-16T12:00+01:00"]
    english = flowing(shown(*words))
    assert (
        "Entry e2 was struck Tuesday 17 November 2026 at 09:20 by w7 and does not count: "
        "Belongs to another case." in english
    )
    assert (
        "New risk assessment about o1. Before: by Tuesday 17 November 2026 at 10:10; "
        "now: by the end of Friday 4 December 2026." in english
    )
    danish = flowing(shown(*words, "--language", "da"))
    assert "af w7 og tæller ikke med: Belongs to another case." in danish
    assert "Før: senest tirsdag den 17. november 2026 kl. 10.10; nu: senest fredag" in danish
    made = json.loads(shown(*words, "--format", "json"))
    assert made["schema"] == "vaern/timeline-changes/1"
    assert [entry["by"] for entry in made["struck"]] == [["w7"]]
    assert [each["id"] for each in made["gone"]] == ["risk_assessment:o1:e2"]
    assert made["gone"][0]["after"] is None
    moved = {each["clock"]: each for each in made["holds"]}["risk_assessment"]
    assert moved["before"]["local"] == "2026-11-17T10:10:00+01:00"
    assert moved["after"]["local"] == "2026-12-04"


def test_an_older_case_file_gives_the_same_difference_as_what_was_known(tmp_path):
    older = tmp_path / "older.yaml"
    text = (CASES / "struck-event.yaml").read_text(encoding="utf-8")
    older.write_text(re.sub(r"corrections:\n.*\n", "", text), encoding="utf-8")
    words = [STRUCK, *WHEN, "--format", "json"]
    against = json.loads(shown(*words, "--against", str(older)))
    since = json.loads(shown(*words, "--since", "2026-11-16T12:00+01:00"))
    assert against.pop("before") != since.pop("before")
    assert against == since


def test_nothing_new_is_said_to_be_nothing():
    words = [STRUCK, *WHEN, "--since", "2026-11-20T09:00+01:00"]
    assert "Nothing has changed." in flowing(shown(*words))
    assert "Der er ikke sket ændringer." in flowing(shown(*words, "--language", "da"))


def test_a_picture_of_what_has_changed_is_refused():
    done = golden.vaern(
        ["timeline", STRUCK, "--since", "2026-11-16T12:00+01:00", "--format", "svg"]
    )
    assert done.returncode == 2
    assert b"text, json and ics" in done.stderr


# --- The calendar ---------------------------------------------------------------------------


def entries(*arguments: str) -> list:
    raw = shown(*arguments, "--format", "ics")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    return list(icalendar.Calendar.from_ical(raw).walk("VEVENT"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_calendar_holds_the_open_dates_and_nothing_else(name, language):
    case = str(CASES / f"{name}.yaml")
    made = json.loads(shown(case, *WHEN, "--format", "json"))
    is_open = [o for o in made["obligations"] if o["status"] in ("due", "overdue")]
    read = entries(case, *WHEN, "--language", language)
    expected = sorted(
        o["due"]["date"] if o["due"]["kind"] == "civil" else o["due"]["at"] for o in is_open
    )
    found = []
    for event in read:
        at = event["DTSTART"].dt
        if isinstance(at, datetime):
            assert at.utcoffset() == timezone.utc.utcoffset(None)
            found.append(at.strftime("%Y-%m-%dT%H:%M:%SZ"))
        else:
            assert isinstance(at, date)
            assert (event["DTEND"].dt - at).days == 1
            found.append(at.isoformat())
        assert str(event["SUMMARY"]) == {"da": "Opfølgning", "en": "Follow-up"}[language]
        assert str(event["STATUS"]) == "CONFIRMED"
        assert str(event["CLASS"]) == "PRIVATE"
        assert event["DTSTAMP"].dt == datetime(2026, 11, 21, 8, tzinfo=timezone.utc)
        assert set(event) <= {
            "UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "CLASS", "TRANSP",
        }
    assert sorted(found) == expected
    assert len({str(event["UID"]) for event in read}) == len(read)


def test_the_calendar_names_neither_case_nor_person_nor_what():
    raw = shown(STRUCK, *WHEN, "--format", "ics").decode()
    for word in ("k-0451", "risk", "assessment", "o1", "a1", "vaern", "violence", "plan"):
        assert word not in re.sub(r"UID:[0-9a-f\r\n ]*", "", raw), word
    assert all(re.fullmatch("[0-9a-f]{64}", str(e["UID"])) for e in entries(STRUCK, *WHEN))


def test_an_entry_keeps_its_name_while_time_goes_by_and_the_file_becomes_newer():
    first = {str(e["UID"]): e for e in entries(STRUCK, "--as-of", "2026-11-18T09:00+01:00")}
    later = {str(e["UID"]): e for e in entries(STRUCK, "--as-of", "2026-11-25T09:00+01:00")}
    assert first and set(first) == set(later)
    for uid, event in first.items():
        assert event["SEQUENCE"] < later[uid]["SEQUENCE"]
        assert event["DTSTART"].dt == later[uid]["DTSTART"].dt


def test_without_a_moment_the_stamp_is_that_of_the_last_entry():
    stamps = {e["DTSTAMP"].dt for e in entries(STRUCK)}
    assert stamps == {datetime(2026, 11, 17, 8, 20, tzinfo=timezone.utc)}


def test_what_is_gone_is_cancelled_in_a_calendar_that_had_it():
    since = ["--since", "2026-11-16T12:00+01:00"]
    old = {str(e["UID"]) for e in entries(STRUCK, *WHEN, "--known-by", since[1])}
    now = {str(e["UID"]): str(e["STATUS"]) for e in entries(STRUCK, *WHEN, *since)}
    cancelled = {uid for uid, status in now.items() if status == "CANCELLED"}
    assert len(cancelled) == 1 and cancelled < old
    assert old <= set(now)


# --- The picture ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_picture_is_xml_with_a_title_and_its_content_in_words(name, language):
    raw = shown(str(CASES / f"{name}.yaml"), *WHEN, "--format", "svg", "--language", language)
    svg = ET.fromstring(raw)
    space = "{http://www.w3.org/2000/svg}"
    assert svg.tag == f"{space}svg"
    assert svg.get("lang") == language
    named = svg.get("aria-labelledby", "").split()
    assert [child.get("id") for child in (svg.find(f"{space}title"), svg.find(f"{space}desc"))] == named
    assert not [e for e in svg.iter() if e.tag in (f"{space}script", f"{space}image", f"{space}a")]
    assert b"http" not in raw.replace(b'xmlns="http://www.w3.org/2000/svg"', b"")
    words = " ".join(svg.find(f"{space}desc").itertext())
    made = json.loads(shown(str(CASES / f"{name}.yaml"), *WHEN, "--format", "json"))
    status = {"da": "Overskredet: ", "en": "Overdue: "}[language]
    overdue = [o for o in made["obligations"] if o["status"] == "overdue"]
    assert len(re.findall(status + r"\D", words)) == len(overdue)  # the sum is a number
    drawn = [e.text for e in svg.iter(f"{space}text") if (e.text or "").startswith(status)]
    assert len(drawn) == len(overdue)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_says_of_every_obligation_what_the_data_say(name):
    case = str(CASES / f"{name}.yaml")
    made = json.loads(shown(case, *WHEN, "--format", "json"))
    page = shown(case, *WHEN, "--format", "html").decode()
    text = flowing(shown(case, *WHEN))
    for obligation in made["obligations"]:
        assert f"<td>{obligation['id']}</td>" in page
        assert f"({obligation['id']})" in text
    for entry in made["struck"]:
        assert f"Entry {entry['id']} was struck" in text
    assert "<script" not in page and "http" not in page.replace('http-equiv="', "")
