# SPDX-License-Identifier: Apache-2.0
"""Easy-read: how heavy the Danish for the person is, text by text and copy by copy, with LIX.

Plain is at most 35, easy at most 25 (tests/tools/lix.py). Easy sentences have at most 15 words.
"""

import json
import re
import sys
from pathlib import Path

import pytest
import vaern
import yaml

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "tools"))

import lix  # noqa: E402

PLAIN, EASY, LONGEST = 35, 25, 15
AS_OF = "2026-11-21T09:00+01:00"
CATALOGUE = yaml.load(
    (ROOT / "instruments/partner-violence/safety-plan.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
FOR_THE_PERSON = {
    id: each for id, each in CATALOGUE["measures"].items() if each["who"] in ("person", "child", "network")
}
SITUATIONS = [
    path
    for path in sorted((ROOT / "examples" / "situations").glob("*.yaml"))
    if "programme: partner-violence@" in path.read_text(encoding="utf-8")
]
# After a plan was found no copy leaves the office until a new one is made.
FOUND = ROOT / "examples" / "situations" / "plan-found.yaml"
HANDED_OUT = [path for path in SITUATIONS if path != FOUND]


def texts():
    """Each text for the person with its easy one; or the text twice."""
    for id, each in FOR_THE_PERSON.items():
        yield id, each["text"], each.get("easy", each["text"])
        for number, caution in enumerate(each.get("cautions", []), 1):
            if caution.get("for") == "person":
                yield f"{id} caution {number}", caution["text"], caution.get("easy", caution["text"])


TEXTS = {id: (text, easy) for id, text, easy in texts()}


@pytest.mark.parametrize("id", TEXTS)
def test_every_text_is_plain_and_its_easy_text_easy(id):
    text, easy = TEXTS[id]
    assert max(lix.lix(part) for part in lix.sentences(text["da"])) <= PLAIN
    assert lix.lix(easy["da"]) <= EASY
    assert max(len(lix.words(part)) for part in lix.sentences(easy["da"])) <= LONGEST
    assert set(easy) == set(text)


def test_an_easy_text_drops_nothing_that_protects():
    # What a text says of danger, of being watched and of whom to call stands in its easy text, too.
    numbers = ("112", "1888", "116 111")
    for id, (text, easy) in TEXTS.items():
        for language in ("da", "en"):
            for number in numbers:
                assert (number in text[language]) == (number in easy[language]), id
    for id, each in FOR_THE_PERSON.items():
        if "easy" in each:
            assert each["easy"]["da"].startswith("Du kan "), id
            assert each["easy"]["en"].startswith("You can "), id


def test_an_easy_text_of_what_may_be_found_reads_like_any_homes():
    telling = "vold flygt skjul hemmelig følg overvåg violen escape hide secret watch track plan".split()
    found = {id: each for id, each in FOR_THE_PERSON.items() if each["reveals"] == "none" and "easy" in each}
    assert found
    for id, each in found.items():
        for text in each["easy"].values():
            assert [word for word in telling if word in text.lower()] == [], id


def plan_of(path):
    case = vaern.read_case(path)
    return vaern.load().programme("partner-violence").plan(case, as_of=AS_OF)


def as_prose(text):
    """A line that was broken is one again; headings and lines without an end count as sentences."""
    lines = re.sub(r"\n  +", " ", text).splitlines()
    lines = [line.strip("-= ") for line in lines]
    return " ".join(line if line.endswith((".", "?", "!")) else line + "." for line in lines if line)


@pytest.mark.parametrize("path", HANDED_OUT, ids=lambda path: path.stem)
@pytest.mark.parametrize("copy", ["person", "discreet"])
def test_every_copy_is_plain_and_every_easy_one_easy(path, copy):
    plan = plan_of(path)
    assert lix.lix(as_prose(vaern.plan_copy(plan, copy, language="da"))) <= PLAIN
    easy = vaern.plan_copy(plan, copy, language="da", easy=True)
    assert lix.lix(as_prose(easy)) <= EASY
    # One sentence a line.
    for line in easy.splitlines():
        line = re.sub(r" \(barn \w+\)$", "", line)  # which child it is about
        assert len([part for part in re.split(r"[.!?](?=\s|$)", line.strip("- ")) if part.strip()]) <= 1, line


@pytest.mark.parametrize("path", HANDED_OUT, ids=lambda path: path.stem)
def test_the_easy_copy_holds_the_measures_of_the_ordinary_one_in_its_order(path):
    plan = plan_of(path)
    ordinary = json.loads(vaern.plan_copy(plan, "person", format="json", language="da"))
    easy = json.loads(vaern.plan_copy(plan, "person", format="json", language="da", easy=True))
    assert [each["measure"] for each in easy["measures"]] == [each["measure"] for each in ordinary["measures"]]
    assert all(each.pop("is_easy") for each in easy["measures"])
    assert set(easy) == set(ordinary)
    lines = [json.loads(vaern.plan_copy(plan, "discreet", format="json", easy=each))["lines"] for each in (0, 1)]
    assert len(lines[0]) == len(lines[1])


def test_there_are_situations_and_something_is_agreed_in_them():
    assert len(SITUATIONS) == 8
    copies = [json.loads(vaern.plan_copy(plan_of(path), "person", format="json")) for path in HANDED_OUT]
    assert sum(len(each["measures"]) for each in copies) >= 10


def test_a_text_that_is_not_easy_is_named_and_stands(tmp_path):
    po = tmp_path / "words.po"
    entries = [
        ("document", "To remember", "Pamiętaj"),
        ("measure call_112", "You can call 112 if anyone is in danger.", "Zadzwoń pod 112."),
        ("measure charged_phone", "You can keep your phone charged and with you.", "Telefon."),
    ]
    po.write_text(
        'msgid ""\nmsgstr "Language: pl\\n"\n'
        + "".join(f'msgctxt "{where}"\nmsgid "{en}"\nmsgstr "{pl}"\n' for where, en, pl in entries),
        encoding="utf-8",
    )
    plan = plan_of(ROOT / "examples/cases/complete.yaml")
    with pytest.warns(UserWarning, match="charged_phone"):
        text = vaern.plan_copy(plan, "discreet", easy=True, translation=po)
    assert "- Telefon.\n" in text


def test_an_easy_pdf_has_no_more_than_two_pages_and_larger_type(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pypdf = pytest.importorskip("pypdf")
    plan = plan_of(ROOT / "examples/cases/complete.yaml")
    for copy, (most, name) in {"person": (2, "person"), "discreet": (1, "husk")}.items():
        file = vaern.write_pdf(plan, f"{name}.pdf", copy, language="da", easy=True)
        assert len(pypdf.PdfReader(file).pages) <= most
    style = vaern.plan_copy(plan, "person", format="html", easy=True)
    assert style != vaern.plan_copy(plan, "person", format="html")
