# SPDX-License-Identifier: Apache-2.0
"""Tables into files: all of a file, or nothing of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from vaern._core import Instrument
from vaern.files.cells import Source, source_of
from vaern.files.identifiers import refuse_persons
from vaern.files.labelled import write_labelled
from vaern.files.unlabelled import write_arrow, write_csv, write_xlsx

__all__ = ["WrittenTable", "write_table"]


@dataclass(frozen=True)
class WrittenTable:
    """What was written."""

    path: Path
    names: dict[str, str] = field(default_factory=dict)  #: {column: its name in the file}, where they differ.
    notes: tuple[str, ...] = ()


def write_table(
    data: Any,
    path: str | os.PathLike[str],
    *,
    instrument: Instrument | None = None,
    language: Literal["da", "en"] = "da",
    missing_codes: Mapping[Any, str] | None = None,
    dialect: Literal["plain", "danish"] = "plain",
    overwrite: bool = False,
) -> WrittenTable:
    """Writes a scored table, or any table, to .dta, .sav, .zsav, .xlsx, .parquet, .feather or .csv.

    instrument: whose codebook labels variables and values, and says what numbers stand for
    answers in .dta and .sav. Missing answers are Stata's .a to .f there, and -991 to -996 in SPSS.
    missing_codes: what codes in the table mean, as in `score_table`.
    dialect: of a CSV file: "danish" has semicolons, decimal commas and a byte order mark.

    The file is written beside its place and moved there when it is whole. A file that is there
    stays unless `overwrite`. Raises ValueError for a table that holds direct identifiers or cells
    that the kind of file cannot hold.

    >>> import tempfile, vaern
    >>> hits = vaern.load().instrument("hits")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = vaern.write_table(
    ...         {"person": [7, 8], "hurts": ["never", "refused"]}, folder + "/f.dta", instrument=hits
    ...     )
    ...     read = vaern.read_table(written.path)
    >>> read.table["hurts"].tolist(), read.missing_codes
    ([1, '.d'], {'.d': 'refused'})
    >>> read.value_labels["hurts"][1], read.value_labels["hurts"][".d"]
    ('aldrig', 'ønskede ikke at svare')
    """
    where = Path(path)
    if language not in ("da", "en"):
        raise ValueError("`language` is 'da' or 'en'")
    if dialect not in ("plain", "danish"):
        raise ValueError("`dialect` is 'plain' or 'danish'")
    if instrument is not None and not isinstance(instrument, Instrument):
        raise TypeError("`instrument` is a model, such as vaern.load().instrument('hits')")
    source = source_of(data, missing_codes, instrument)
    meaning = source.metadata.get("meaning")
    if instrument is not None and meaning not in (None, instrument.meaning):
        raise ValueError(
            f"the table was scored with {source.metadata.get('instrument')} of another meaning than "
            f"{instrument.reference} that is given"
        )
    writers: dict[str, Callable[[Path], tuple[dict[str, str], list[str]]]] = {
        ".dta": lambda part: write_labelled(source, part, "Stata", instrument, language),
        ".sav": lambda part: write_labelled(source, part, "SPSS", instrument, language),
        ".zsav": lambda part: write_labelled(source, part, "SPSS", instrument, language, True),
        ".xlsx": lambda part: write_xlsx(source, part, instrument, language),
        ".parquet": lambda part: write_arrow(source, part, instrument, language, is_parquet=True),
        ".feather": lambda part: write_arrow(source, part, instrument, language, is_parquet=False),
        ".csv": lambda part: write_csv(source, part, dialect == "danish"),
    }
    kind = where.suffix.lower()
    if kind not in writers:
        raise ValueError(f"{where}: a table is written to one of {', '.join(writers)}")
    if not where.parent.is_dir():
        raise FileNotFoundError(f"{where.parent} is no folder")
    if where.exists() and not overwrite:
        raise FileExistsError(f"{where} is there already; overwrite=True puts this in its place")
    refuse_persons(source.table, "write_table")
    return _write(where, source, writers[kind])


def _write(
    where: Path, source: Source, write: Callable[[Path], tuple[dict[str, str], list[str]]]
) -> WrittenTable:
    handle, name = tempfile.mkstemp(prefix=f".{where.stem}-", suffix=where.suffix, dir=where.parent)
    os.close(handle)
    part = Path(name)
    try:
        names, notes = write(part)
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o666 & ~mask)
        part.replace(where)
    finally:
        part.unlink(missing_ok=True)
    return WrittenTable(where, names, tuple(notes))
