# SPDX-License-Identifier: Apache-2.0
"""What is found in the layout of a table, in plain words, and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from vaern.errors import VaernError

__all__ = ["LayoutError", "LayoutFinding"]


class Words(NamedTuple):
    severity: Literal["error", "notice"]
    en: str
    da: str
    help_en: str
    help_da: str


WORDS: dict[str, Words] = {
    "missing_key": Words(
        "error",
        "rows with an empty '{key}', so that nobody can say whose form they belong to: {count}",
        "rækker med et tomt felt i '{key}', så man ikke kan se, hvilket skema de hører til: {count}",
        "fill in '{key}', or take these rows out and say so in the report",
        "udfyld '{key}', eller tag rækkerne ud, og skriv det i rapporten",
    ),
    "duplicate_answer": Words(
        "error",
        "answers that are there twice, to the same question of the same form: {count}",
        "svar, der står to gange, på samme spørgsmål i samme skema: {count}",
        "keep one row of each; if a form was filled in twice, add a key that tells the two apart, such as rater or episode",
        "behold én række af hvert; er skemaet udfyldt to gange, så tilføj en nøgle, der skelner, fx rater eller episode",
    ),
    "repeated_answer": Words(
        "notice",
        "rows that repeat what an earlier row says, of which the first was taken: {count}",
        "rækker, der gentager en tidligere række (den første er brugt): {count}",
        "see where the table was put together: repeats often come from a join",
        "se efter, hvor tabellen er sat sammen: gentagelser kommer ofte af en sammenkobling",
    ),
    "duplicate_form": Words(
        "error",
        "rows of a form that has a row already, with the same {which}: {count}",
        "rækker til et skema, der allerede har en række med samme {which}: {count}",
        "keep one row a form, or add the key that tells the forms apart, such as rater or episode",
        "behold én række pr. skema, eller tilføj den nøgle, der skelner skemaerne, fx rater eller episode",
    ),
    "conflicting_value": Words(
        "error",
        "rows that say another '{key}' than the first row of the same form: {count}",
        "rækker med en anden værdi i '{key}' end skemaets første række: {count}",
        "a form has one '{key}': correct the rows, or make '{key}' one of the keys if these are two forms",
        "et skema har kun én '{key}': ret rækkerne, eller gør '{key}' til en nøgle, hvis det er to skemaer",
    ),
    "unknown_item": Words(
        "error",
        "rows that answer '{item}', which {instrument} does not ask{suggestion}: {count}",
        "rækker med svar på '{item}', som {instrument} ikke spørger om{suggestion}: {count}",
        "write the item as `vaern codebook` names it, or list it in `ignore`",
        "skriv spørgsmålets navn, som `vaern codebook` viser det, eller nævn det i `ignore`",
    ),
    "unknown_column": Words(
        "notice",
        "the column '{column}' looks like an answer of {instrument}, but there is no such item{suggestion}",
        "kolonnen '{column}' ligner et svar i {instrument}, men det spørgsmål findes ikke{suggestion}",
        "write the column as the pattern says, with the item's name from `vaern codebook`",
        "skriv kolonnen efter mønstret med spørgsmålets navn fra `vaern codebook`",
    ),
    "unknown_instrument": Words(
        "error",
        "rows of the instrument '{instrument}', which was not given to be scored: {count}",
        "rækker fra redskabet '{instrument}', som ikke er med i beregningen: {count}",
        "give that instrument too, or list it in `ignore`",
        "tag redskabet med, eller nævn det i `ignore`",
    ),
    "unknown_wave": Words(
        "error",
        "rows of the wave '{wave}', which the layout does not declare: {count}",
        "rækker fra runden '{wave}', som ikke er erklæret i layoutet: {count}",
        "add it to `waves` in its place, or correct the rows",
        "tilføj den på sin plads i `waves`, eller ret rækkerne",
    ),
    "absent_item": Words(
        "notice",
        "questions of {instrument} without a column {where}, which count as not asked there: {count}",
        "spørgsmål i {instrument} uden kolonne {where}, som derfor regnes som ikke stillet: {count}",
        "check the names of the columns if the questions were asked: {items}",
        "kontrollér kolonnernes navne, hvis spørgsmålene blev stillet: {items}",
    ),
    "empty_form": Words(
        "notice",
        "forms without any answer, which were not scored: {count}",
        "skemaer helt uden svar, som ikke er beregnet: {count}",
        "`empty='score'` scores them too, as forms with everything left open",
        "`empty='score'` regner dem med, som skemaer hvor alt står åbent",
    ),
    "identifier": Words(
        "error",
        "the column '{key}' holds a CPR number, an e-mail address or a telephone number",
        "kolonnen '{key}' indeholder et CPR-nummer, en mailadresse eller et telefonnummer",
        "give persons an id without meaning, as p1042, before the table is scored",
        "brug et id uden betydning, som p1042, før tabellen beregnes",
    ),
    "gap": Words(
        "notice",
        "places where a wave is missing between two that are there: {count}",
        "steder, hvor en runde mangler mellem to andre: {count}",
        "check whether the form was lost; if not, the gap is part of the result",
        "undersøg, om skemaet er gået tabt; ellers er hullet en del af resultatet",
    ),
    "no_order": Words(
        "notice",
        "the waves are words without a declared order, so gaps and order of dates were not checked",
        "runderne er ord uden en erklæret rækkefølge, så huller og datoernes rækkefølge er ikke kontrolleret",
        "declare them in order: `waves=['before', 'after']`",
        "erklær dem i rækkefølge: `waves=['before', 'after']`",
    ),
    "backward": Words(
        "error",
        "forms of a later wave that were assessed on an earlier day: {count}",
        "skemaer fra en senere runde, der er vurderet på en tidligere dag: {count}",
        "correct the date or the wave; `allow=['backward']` lets it be",
        "ret datoen eller runden; `allow=['backward']` lader det stå",
    ),
    "two_parents": Words(
        "error",
        "forms with another '{parent}' than the first form of the same '{child}': {count}",
        "skemaer med en anden værdi i '{parent}' end det første skema med samme '{child}': {count}",
        "a '{child}' belongs to one '{parent}': correct it, or `allow=['two_parents']` if it may change",
        "hver værdi i '{child}' hører til én i '{parent}': ret dem, eller brug `allow=['two_parents']`, hvis de må skifte",
    ),
    "no_date": Words(
        "error",
        "forms without a date in '{key}', so that no window of a wave can be found: {count}",
        "skemaer uden dato i '{key}', som derfor ikke kan placeres i en runde: {count}",
        "fill in the date, or give these forms their wave by hand",
        "udfyld datoen, eller giv selv skemaerne deres runde",
    ),
    "outside_windows": Words(
        "error",
        "forms assessed on a day that lies in no window of a wave: {count}",
        "skemaer vurderet på en dag uden for alle rundernes vinduer: {count}",
        "widen a window if such forms count; else report how many were left out",
        "udvid et vindue, hvis de skal med; ellers skriv, hvor mange der er udeladt",
    ),
    "two_in_window": Words(
        "error",
        "forms that share their window of a wave with another form of the same {which}: {count}",
        "skemaer, der deler rundens vindue med et andet skema med samme {which}: {count}",
        "say which one counts with `take='first'` or `take='last'`, or narrow the windows",
        "sig, hvilket der tæller, med `take='first'` eller `take='last'`, eller gør vinduerne smallere",
    ),
    "not_taken": Words(
        "notice",
        "forms that were left out because another in the same window was taken: {count}",
        "skemaer, der er udeladt, fordi et andet i samme vindue er brugt: {count}",
        "they stand in `unplaced`; report how many",
        "de står i `unplaced`; skriv, hvor mange det er",
    ),
    "other_wave": Words(
        "error",
        "forms that say another wave than the window that their day lies in: {count}",
        "skemaer, der angiver en anden runde end det vindue, deres dag ligger i: {count}",
        "correct the date or the wave, or leave 'wave' out of the keys and let the windows decide",
        "ret datoen eller runden, eller tag 'wave' ud af nøglerne, og lad vinduerne bestemme",
    ),
}


@dataclass(frozen=True)
class LayoutFinding:
    """Something about the layout of a table: what, how often, where first, and how to mend it."""

    kind: str  #: 'duplicate_answer' and the like; docs/layouts.md has them all.
    severity: Literal["error", "notice"]
    count: int
    rows: tuple[int, ...] = ()  #: Of the table given, from 0: the first ones.
    cases: tuple[str, ...] = ()  #: The keys of those rows; direct identifiers are masked.
    arguments: Mapping[str, str] = field(default_factory=dict)

    def message(self, language: Literal["en", "da"] = "en") -> str:
        """What it is, in a sentence, with the first cases."""
        words = WORDS[self.kind]
        given = _in(language, self.arguments)
        text = (words.da if language == "da" else words.en).format(count=self.count, **given)
        row_word, see = ("række", "Se") if language == "da" else ("row", "See")
        shown = [
            f"{case} ({row_word} {row})" if case else f"{row_word} {row}"
            for case, row in zip(self.cases, self.rows, strict=True)
        ]
        if not shown:
            return text
        return f"{text}. {see} " + "; ".join(shown) + (" …" if self.count > len(shown) else "")

    def help(self, language: Literal["en", "da"] = "en") -> str:
        """How to mend it."""
        words = WORDS[self.kind]
        given = _in(language, self.arguments)
        return (words.help_da if language == "da" else words.help_en).format(
            count=self.count, **given
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.message()}\n help: {self.help()}"


def _in(language: str, arguments: Mapping[str, str]) -> dict[str, str]:
    given = dict(arguments)
    if "suggestion" in given and given["suggestion"]:
        asked = "mente du" if language == "da" else "did you mean"
        given["suggestion"] = f" ({asked} '{given['suggestion']}'?)"
    if "where" in given:
        given["where"] = {"": {"da": "i tabellen", "en": "in the table"}[language]}.get(
            given["where"], f"{'ved' if language == 'da' else 'at'} {given['where']}"
        )
    return given


class LayoutError(VaernError):
    """The table is not laid out as declared: all that was found, errors first."""

    def __init__(self, findings: tuple[LayoutFinding, ...]):
        super().__init__("\n".join(str(each) for each in findings if each.severity == "error"))
        self.findings = findings

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), (self.findings,)
