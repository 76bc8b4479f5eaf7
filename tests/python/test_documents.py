# SPDX-License-Identifier: Apache-2.0
"""Copies of a plan in Python: the same bytes as the command's, and as a tagged PDF."""

from __future__ import annotations

import io
import re
import socket
import sys
from pathlib import Path

import pytest
import vaern

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "tools"))

import lix  # noqa: E402

AS_OF = "2026-11-21T09:00+01:00"


@pytest.fixture(scope="module")
def programme():
    return vaern.load().programme("partner-violence")


@pytest.fixture(scope="module")
def plan(programme):
    case = vaern.read_case(ROOT / "examples/cases/complete.yaml")
    return programme.plan(case, as_of=AS_OF)


def test_words_that_do_not_belong_together_are_refused(plan):
    for fault, arguments in {
        "no copy": {"copy": "mine"},
        "needs recipient=, who": {"copy": "recipient"},
        "belong to a recipient's": {"copy": "person", "sections": ["home"]},
        "hold no names": {"copy": "discreet", "names": {"w1": "N"}},
        "translation= belongs": {"copy": "agency", "translation": "x.po"},
        "not a format": {"copy": "person", "format": "pdf"},
        "large=True belongs": {"copy": "person", "large": True},
        "easy=True belongs": {"copy": "handover", "easy": True},
        "a key of names= is nobody": {"copy": "person", "names": {"w9": "N"}},
    }.items():
        with pytest.raises(ValueError, match=fault):
            vaern.plan_copy(plan, **arguments)
    with pytest.raises(vaern.DataError) as error:
        vaern.plan_copy(plan, "recipient", recipient="police", sections=["hom"])
    assert [each.code for each in error.value.faults] == ["E1091"]
    for recipient, code in {"police": "E1086", "o1": "E1083", "p1": "E1082"}.items():
        with pytest.raises(vaern.DataError) as error:
            vaern.plan_copy(plan, "recipient", recipient=recipient)
        assert [each.code for each in error.value.faults] == [code]


def test_names_are_printed_and_nowhere_kept(plan):
    text = vaern.plan_copy(plan, "person", names={"w1": ("A. Navn", "12 34 56 78"), "c1": "Barn"})
    assert "- A. Navn, 12 34 56 78" in text
    assert "A. Navn" not in vaern.plan_copy(plan, "person")
    assert "A. Navn" not in plan.to_json()


def test_the_template_says_what_is_left_to_translate(programme, tmp_path):
    template = vaern.translation_template(programme)
    assert template.count("\nmsgctxt ") > 90
    half = tmp_path / "half.po"
    half.write_text(
        template.replace("Language: ", "Language: so").replace(
            'msgid "In danger: call 112."\nmsgstr ""', 'msgid "In danger: call 112."\nmsgstr "x"'
        ),
        encoding="utf-8",
    )
    rest = vaern.translation_template(programme, lacks=half)
    assert "Language: so" in rest
    assert rest.count("\nmsgctxt ") == template.count("\nmsgctxt ") - 1
    half.write_bytes(b"\xff")
    with pytest.raises(vaern.DataError):
        vaern.translation_template(programme, lacks=half)


def test_danish_of_the_documents_themselves_is_plain_and_easy_as_a_whole(programme):
    template = vaern.translation_template(programme)
    words = re.findall(r'#\. da: (.+)\nmsgctxt "document"', template)
    assert len(words) >= 10 and "Ved fare: ring 112." in words
    parts = [part for text in words for part in lix.sentences(text)]
    assert {part: lix.lix(part) for part in parts if lix.lix(part) > 35} == {}
    assert lix.lix(". ".join(words)) <= 25


class TestPdf:
    @pytest.fixture(autouse=True)
    def without_network(self, monkeypatch):
        def refuse(*arguments, **more):
            raise AssertionError("a document asked for a network")

        monkeypatch.setattr(socket.socket, "connect", refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)

    @pytest.fixture(autouse=True)
    def in_a_folder(self, monkeypatch, tmp_path):
        monkeypatch.chdir(tmp_path)  # Whose name a discreet copy would be refused for.

    @pytest.mark.parametrize("copy", ["person", "discreet", "agency", "card", "handover"])
    def test_is_tagged_in_its_language_with_its_title_and_always_the_same(self, plan, copy):
        import pypdf

        files = [vaern.write_pdf(plan, name, copy, language="da") for name in ("a.pdf", "b.pdf")]
        data = files[0].read_bytes()
        assert data == files[1].read_bytes()
        root = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]
        assert root["/Lang"] == "da"
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        metadata = root["/Metadata"].get_object().get_data()
        assert b'pdfuaid:part="1"' in metadata
        assert b"CreateDate" not in metadata and b"2026" not in metadata
        information = pypdf.PdfReader(io.BytesIO(data)).metadata
        assert set(information) == {"/Producer", "/Title"}

    @pytest.mark.parametrize("language", ["da", "en"])
    @pytest.mark.parametrize("copy", ["person", "discreet", "card"])
    @pytest.mark.parametrize("large", [False, True])
    def test_what_one_reads_at_a_glance_is_one_page(self, plan, copy, language, large):
        import pypdf

        file = vaern.write_pdf(plan, "a.pdf", copy, language=language, large=large)
        assert len(pypdf.PdfReader(file).pages) == 1

    def test_a_discreet_one_says_nothing_in_its_name_and_its_title(self, plan, tmp_path):
        import pypdf

        file = vaern.write_pdf(plan, ".", "discreet", language="da")
        assert file.name == "husk.pdf"
        assert pypdf.PdfReader(file).metadata.title == "Husk"
        for name in ("sikkerhedsplan.pdf", "k-0412.pdf"):
            with pytest.raises(ValueError, match=r"gives a discreet copy away; take one as 'husk\.pdf'"):
                vaern.write_pdf(plan, name, "discreet", language="da")

    def test_no_folder_gives_a_discreet_one_away(self, plan, tmp_path):
        (tmp_path / "Krisecenter-sag").mkdir()
        folder = "Krisecenter-sag"
        for path in (f"{folder}/husk.pdf", folder, f"{folder}/", Path(folder)):
            with pytest.raises(ValueError, match="the name 'Krisecenter-sag' in 'Krisecenter-sag"):
                vaern.write_pdf(plan, path, "discreet", language="da")
        assert list((tmp_path / "Krisecenter-sag").iterdir()) == []
        vaern.write_pdf(plan, "Krisecenter-sag/", "person")

    def test_where_to_is_looked_at_before_a_page_is_laid_out(self, plan, tmp_path, monkeypatch):
        monkeypatch.setattr("vaern.documents._pdf", lambda page: pytest.fail("a page was laid out"))
        for path, fault, said in (
            ("new/", FileNotFoundError, "there is no folder 'new'"),
            ("new/a.pdf", FileNotFoundError, "there is no folder 'new'"),
            ("new", ValueError, r"ends in \.pdf, or to a folder: 'new'"),
            ("a.html", ValueError, r"ends in \.pdf"),
        ):
            with pytest.raises(fault, match=said):
                vaern.write_pdf(plan, path, "person")
        assert list(tmp_path.iterdir()) == []

    def test_a_file_that_is_there_stays(self, plan, tmp_path):
        file = vaern.write_pdf(plan, tmp_path / "a.pdf", "person")
        with pytest.raises(FileExistsError, match="overwrite=True"):
            vaern.write_pdf(plan, file, "person", language="da")
        before = file.read_bytes()
        vaern.write_pdf(plan, file, "person", language="da", overwrite=True)
        assert file.read_bytes() != before
        assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]

    def test_loads_nothing(self):
        from vaern import documents

        with pytest.raises(ValueError, match="loads nothing"):
            documents._refuse("https://example.org/a.css")


def test_a_name_may_be_as_in_names_yaml_and_no_error_repeats_one(plan):
    pair = ("A. Navn", "12 34 56 78")
    ways = (pair, list(pair), dict(zip(("name", "telephone"), pair, strict=True)))
    texts = {vaern.plan_copy(plan, "person", names={"w1": each}) for each in ways}
    assert len(texts) == 1 and "- A. Navn, 12 34 56 78" in texts.pop()
    short = vaern.plan_copy(plan, "card", names={"w1": {"name": "A. Navn"}})
    assert short == vaern.plan_copy(plan, "card", names={"w1": "A. Navn"})
    secret = "87 65 43 21"
    for arguments in (
        {"names": {"w1": (secret,) * 3}},
        {"names": {"w1": {"name": secret, "fax": secret}}},
        {"names": {"w1": {"telephone": secret}}},
        {"names": {"w1": 87654321}},
        {"names": {87654321: "N"}},
        {"names": [("w1", secret)]},
        {"names": {"w1": secret}, "large": "yes"},
        {"names": {"w1": secret}, "language": None},
        {"names": {"w1": secret}, "recipient": None},
    ):
        with pytest.raises(TypeError) as error:
            vaern.plan_copy(plan, "person", **arguments)
        assert secret not in str(error.value) and "87654321" not in str(error.value)
    with pytest.raises(ValueError, match="names= is nobody") as error:
        vaern.plan_copy(plan, "person", names={secret: "N"})
    assert secret not in str(error.value)


def test_sections_are_a_list(plan):
    for wrong in ("danger", b"danger", None, [1]):
        with pytest.raises(TypeError, match="`sections` is a list of texts: give a list"):
            vaern.plan_copy(plan, "recipient", recipient="police", sections=wrong)


def test_a_translation_that_does_not_fit_is_a_warning_at_the_caller(programme, plan, tmp_path):
    whole = tmp_path / "words.po"
    filled = re.sub(r'(msgid (".+"))\nmsgstr ""', r"\1\nmsgstr \2", vaern.translation_template(programme))
    head = filled.replace('"Language: \\n"', '"Language: pl\\n"')
    whole.write_text(head, encoding="utf-8")
    vaern.plan_copy(plan, "person", translation=whole)
    stale = tmp_path / "stale.po"
    stale.write_text(
        head.replace("X-Catalogue: partner-violence@1", "X-Catalogue: partner-violence@0")
        + '\nmsgctxt "measure gone"\nmsgid "Gone."\nmsgstr "Gone."\n',
        encoding="utf-8",
    )
    calls = (
        lambda: vaern.plan_copy(plan, "person", translation=stale),
        lambda: vaern.translation_template(programme, lacks=stale),
    )
    for call in calls:
        with pytest.warns(UserWarning) as said:
            call()
        assert len(said) == 2 and {each.filename for each in said} == {__file__}
        assert any("partner-violence@0" in str(each.message) for each in said)
        assert any("measure gone" in str(each.message) for each in said)
    vaern.plan_copy(plan, "discreet", translation=stale)  # Beside it nothing is said.


def test_without_weasyprint_the_error_says_how_to_get_it(plan, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(ImportError, match=r'pip install "vaern\[pdf\]"'):
        vaern.write_pdf(plan, tmp_path / "a.pdf", "person")
    assert list(tmp_path.iterdir()) == []
