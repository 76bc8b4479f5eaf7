# SPDX-License-Identifier: Apache-2.0
"""Safety plans as documents: a copy for one reader, as text, a page or a tagged PDF."""

from __future__ import annotations

import importlib
import os
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NoReturn, TypeAlias

from vaern import _core
from vaern._core import Diagnostic, Programme, SafetyPlan
from vaern._given import texts_of
from vaern._write import write_whole

__all__ = ["plan_copy", "translation_template", "write_pdf"]

Copy: TypeAlias = Literal["person", "discreet", "agency", "card", "recipient", "handover"]
Name: TypeAlias = str | tuple[str, str] | Mapping[str, str]
File: TypeAlias = str | os.PathLike[str]


def plan_copy(
    plan: SafetyPlan,
    copy: Copy,
    *,
    format: Literal["text", "markdown", "json", "html"] = "text",
    language: Literal["en", "da"] = "en",
    large: bool = False,
    easy: bool = False,
    translation: File | None = None,
    names: Mapping[str, Name] | None = None,
    recipient: str = "",
    sections: Sequence[str] = (),
) -> str:
    """A copy of a plan for one reader; the same bytes as `vaern plan --copy`.

    `names` gives ids of the case a name, or a name and a telephone number, for this rendering
    alone: ``{"w1": ("A. Name", "12 34 56 78")}``, or as names.yaml of the command has it:
    ``{"w1": {"name": ..., "telephone": ...}}``. JSON and discreet copies hold none. `translation`
    is a PO file, for the person's and the discreet copy; a UserWarning names entries that nothing in
    the programme has, but never beside a discreet copy. `recipient` (a role, or an id of the case) and
    `sections` belong to a recipient's copy; without `sections` it holds those of the case's newest
    disclosure to them. DataError names what is missing or not agreed. With `easy` the texts are easy to
    read; a UserWarning names the measures whose ordinary text stands.

    >>> import vaern
    >>> case = vaern.load_case('''
    ... vaern: 1
    ... case: k-1
    ... programme: partner-violence@1
    ... subject: p1
    ... parties: [{id: p1, role: subject}]
    ... episodes: [{no: 1, opened: 2026-11-16T11:40+01:00}]
    ... ''')
    >>> plan = vaern.load().programme("partner-violence").plan(case)
    >>> print(vaern.plan_copy(plan, "discreet", language="da"), end="")
    Husk
    - Ved fare: ring 112.
    """
    return _copy(
        plan, copy, format, language, large, easy, translation, names, recipient, sections, level=3
    )


def _copy(
    plan: SafetyPlan,
    copy: Copy,
    format: str,
    language: str,
    large: bool,
    easy: bool,
    translation: File | None,
    names: Mapping[str, Name] | None,
    recipient: str,
    sections: Sequence[str],
    *,
    level: int,
) -> str:
    """The copy; a warning points `level` calls up."""
    _expect(SafetyPlan, plan=plan)
    _expect(str, copy=copy, format=format, language=language, recipient=recipient)
    _expect(int, large=large, easy=easy)
    shared = texts_of(sections, "sections")
    named = _named(names)
    if copy == "recipient" and recipient in ("", "person"):
        raise ValueError("a recipient's copy needs recipient=, who gets it, and that is not the person")
    if copy != "recipient" and (recipient or sections):
        raise ValueError("recipient= and sections= belong to a recipient's copy")
    if large and format != "html":
        raise ValueError("large=True belongs to format='html'")
    if easy and copy not in ("person", "discreet"):
        raise ValueError("easy=True belongs to the person's and the discreet copy")
    if names and (copy == "discreet" or format == "json"):
        raise ValueError("a discreet copy and JSON hold no names; leave names= out")
    if translation is not None and copy not in ("person", "discreet"):
        raise ValueError("translation= belongs to the person's and the discreet copy")
    text, not_easy, misfits = _core._plan_copy(
        plan,
        copy,
        format,
        language,
        bool(large),
        bool(easy),
        _named_text(translation),
        named,
        recipient,
        shared,
    )
    if not_easy:
        measures = ", ".join(not_easy)
        warnings.warn(
            f"in this easy-read copy the ordinary text stands of what has no easy one: {measures}",
            stacklevel=level,
        )
    _warn(misfits, level + 1)
    return text


def translation_template(programme: Programme, *, lacks: File | None = None) -> str:
    """What there is to translate for the person, as a PO file; with `lacks` what that file has not.

    A UserWarning names each entry of that file that nothing in the programme has.

    >>> import vaern
    >>> template = vaern.translation_template(vaern.load().programme("partner-violence"))
    >>> 'msgid "In danger: call 112."' in template
    True
    """
    _expect(Programme, programme=programme)
    template, misfits = _core._translation_template(programme, _named_text(lacks))
    _warn(misfits, 3)
    return template


def write_pdf(
    plan: SafetyPlan,
    path: File,
    copy: Copy,
    *,
    language: Literal["en", "da"] = "en",
    large: bool = False,
    easy: bool = False,
    translation: File | None = None,
    names: Mapping[str, Name] | None = None,
    recipient: str = "",
    sections: Sequence[str] = (),
    overwrite: bool = False,
) -> Path:
    """A copy as a tagged PDF (PDF/UA-1), in a file that ends in .pdf or, with its own name, in a folder.

    Needs WeasyPrint: ``pip install "vaern[pdf]"``. Nothing is loaded, neither from a network nor from
    a file; the same plan gives the same bytes wherever the fonts are the same, and no day stands in
    them. A file that is there stays, unless `overwrite`. A discreet copy is not written where a name in
    `path`, of a folder or the file, gives it away; and nobody but its owner may read any of them.
    """
    _expect(SafetyPlan, plan=plan)
    _expect(str, copy=copy, language=language)
    file = _target(plan, path, copy, language)
    if file.exists() and not overwrite:
        raise FileExistsError(f"{file} is there already; overwrite=True replaces it")
    page = _copy(
        plan, copy, "html", language, large, easy, translation, names, recipient, sections, level=3
    )
    write_whole(file, _pdf(page))
    return file


def _target(plan: SafetyPlan, path: File, copy: Copy, language: str) -> Path:
    """The file to write: whether it can be, before a page is laid out."""
    given = os.fsdecode(path)
    file = Path(given)
    own = _core._copy_file_name(plan, copy, language) + ".pdf"
    if file.is_dir() or given.endswith(("/", os.sep)):
        given, file = os.path.join(given, own), file / own
    elif file.suffix.lower() != ".pdf":
        raise ValueError(f"a PDF is written to a file that ends in .pdf, or to a folder: {given!r}")
    telling = _core._gives_away(plan, given) if copy == "discreet" else ""
    if telling:
        raise ValueError(
            f"the name {telling!r} in {given!r} gives a discreet copy away; take one as {own!r}, and a "
            "folder whose name says nothing"
        )
    if not file.parent.is_dir():
        raise FileNotFoundError(f"there is no folder '{file.parent}'")
    return file


def _expect(kind: type, **given: object) -> None:
    """TypeError without the value, which may be somebody's."""
    for name, value in given.items():
        if not isinstance(value, kind):
            wanted = "bool" if kind is int else kind.__name__
            raise TypeError(f"{name} is a {wanted} and not a {type(value).__name__}")


def _named(names: Mapping[str, Name] | None) -> dict[str, tuple[str, str]]:
    """(name, telephone) by id; what is wrong is said without the name."""
    if names is None:
        return {}
    if not isinstance(names, Mapping) or not all(isinstance(id, str) for id in names):
        raise TypeError('names is a dict by ids of the case: {"w1": ("A. Name", "12 34 56 78")}')
    return {id: _name_of(place, each) for place, (id, each) in enumerate(names.items(), 1)}


def _name_of(place: int, given: Name) -> tuple[str, str]:
    parts: list[Any] = [given]
    if isinstance(given, Mapping) and "name" in given and not set(given) - {"name", "telephone"}:
        parts = [given["name"], given.get("telephone", "")]
    elif isinstance(given, (tuple, list)):
        parts = list(given)
    if len(parts) not in (1, 2) or not all(isinstance(each, str) for each in parts):
        raise TypeError(
            f"entry {place} of names is neither a name, nor a name and a telephone number, as "
            '("A. Name", "12 34 56 78") or {"name": ..., "telephone": ...}'
        )
    return parts[0], parts[1] if len(parts) == 2 else ""


def _warn(findings: Sequence[Diagnostic], level: int) -> None:
    for finding in findings:
        warnings.warn(str(finding), stacklevel=level)


def _pdf(page: str) -> bytes:
    try:
        weasyprint: Any = importlib.import_module("weasyprint")
    except (ImportError, OSError) as error:  # OSError: a library of the system that it needs
        raise ImportError(
            'a PDF needs WeasyPrint, which is not installed or lacks Pango: pip install "vaern[pdf]"',
            name="weasyprint",
        ) from error
    # An identifier of its own would be made from the clock.
    document = weasyprint.HTML(string=page, url_fetcher=_refuse)
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=b"0" * 16))


def _refuse(url: str, *arguments: Any, **more: Any) -> NoReturn:
    raise ValueError(f"a document loads nothing, and this would: {url}")


def _named_text(file: File | None) -> tuple[str, bytes] | None:
    if file is None:
        return None
    return os.fspath(file), Path(file).read_bytes()
