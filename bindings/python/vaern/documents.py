# SPDX-License-Identifier: Apache-2.0
"""Safety plans as documents: a copy for one reader, as text, a page or a tagged PDF."""

from __future__ import annotations

import importlib
import os
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NoReturn, TypeAlias

from vaern import _core
from vaern._core import Programme, SafetyPlan

__all__ = ["plan_copy", "translation_template", "write_pdf"]

Copy: TypeAlias = Literal["person", "discreet", "agency", "card", "recipient", "handover"]
Name: TypeAlias = str | tuple[str, str]
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
    alone: ``{"w1": ("A. Name", "12 34 56 78")}``. JSON and discreet copies hold none. `translation`
    is a PO file, for the person's and the discreet copy. `recipient` (a role, or an id of the case) and
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
    text, not_easy = _core._plan_copy(
        plan,
        copy,
        format,
        language,
        large,
        easy,
        _named_text(translation),
        {id: (each, "") if isinstance(each, str) else each for id, each in (names or {}).items()},
        recipient,
        list(sections),
    )
    if not_easy:
        measures = ", ".join(not_easy)
        warnings.warn(
            f"in this easy-read copy the ordinary text stands of what has no easy one: {measures}", stacklevel=2
        )
    return text


def translation_template(programme: Programme, *, lacks: File | None = None) -> str:
    """What there is to translate for the person, as a PO file; with `lacks` what that file has not.

    >>> import vaern
    >>> template = vaern.translation_template(vaern.load().programme("partner-violence"))
    >>> 'msgid "In danger: call 112."' in template
    True
    """
    return _core._translation_template(programme, _named_text(lacks))


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
    """A copy as a tagged PDF (PDF/UA-1); `path` is a file, or a folder where it gets its own name.

    Needs WeasyPrint: ``pip install "vaern[pdf]"``. Nothing is loaded, neither from a network nor from
    a file; the same plan gives the same bytes wherever the fonts are the same, and no day stands in
    them. A file that is there stays, unless `overwrite`. A discreet copy is not written to a file
    whose name gives it away.
    """
    page = plan_copy(
        plan,
        copy,
        format="html",
        language=language,
        large=large,
        easy=easy,
        translation=translation,
        names=names,
        recipient=recipient,
        sections=sections,
    )
    file = Path(path)
    if file.is_dir():
        file /= _core._copy_file_name(plan, copy, language) + ".pdf"
    if copy == "discreet" and _core._gives_away(plan, file.name):
        better = _core._copy_file_name(plan, copy, language) + ".pdf"
        raise ValueError(f"the file name {file.name!r} gives a discreet copy away; take one as {better!r}")
    if file.exists() and not overwrite:
        raise FileExistsError(f"{file} is there already; overwrite=True replaces it")
    _write_whole(file, _pdf(page))
    return file


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


def _write_whole(file: Path, data: bytes) -> None:
    """Nobody ever sees half of it, and nobody else may read it."""
    handle, part = tempfile.mkstemp(dir=file.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.replace(part, file)
    except BaseException:
        os.unlink(part)
        raise
