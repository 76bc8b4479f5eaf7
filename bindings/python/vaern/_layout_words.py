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
        "{count} rows have an empty '{key}', so nobody can say whose form they belong to",
        "{count} rækker har et tomt felt i '{key}', så man kan ikke se, hvilket skema de hører til",
        "fill in '{key}', or take these rows out and say so in the report",
        "udfyld '{key}', eller tag rækkerne ud, og skriv det i rapporten",
    ),
    "duplicate_answer": Words(
        "error",
        "{count} answers are there twice: the same question of the same form, in several rows",
        "{count} svar står der to gange: samme spørgsmål i samme skema i flere rækker",
        "keep one row of each; if a form was filled in twice, add a key that tells the two apart, such as rater or episode",
        "behold én række af hvert; er skemaet udfyldt to gange, så tilføj en nøgle, der skelner, fx rater eller episode",
    ),
    "repeated_answer": Words(
        "notice",
        "{count} rows repeat what an earlier row says; the first was taken",
        "{count} rækker gentager, hvad en tidligere række siger; den første er brugt",
        "see where the table was put together: repeats often come from a join",
        "se efter, hvor tabellen er sat sammen: gentagelser kommer ofte af en sammenkobling",
    ),
    "duplicate_form": Words(
        "error",
        "{count} rows are of a form that has another row already: the same {which}",
        "{count} rækker hører til et skema, som allerede har en række: samme {which}",
        "keep one row a form, or add the key that tells the forms apart, such as rater or episode",
        "behold én række pr. skema, eller tilføj den nøgle, der skelner skemaerne, fx rater eller episode",
    ),
    "conflicting_value": Words(
        "error",
        "{count} rows say another '{key}' than the first row of the same form",
        "{count} rækker har en anden værdi i '{key}' end skemaets første række",
        "a form has one '{key}': correct the rows, or make '{key}' one of the keys if these are two forms",
        "et skema har kun én '{key}': ret rækkerne, eller gør '{key}' til en nøgle, hvis det er to skemaer",
    ),
    "unknown_item": Words(
        "error",
        "{count} rows answer '{item}', which {instrument} does not ask{suggestion}",
        "{count} rækker svarer på '{item}', som {instrument} ikke spørger om{suggestion}",
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
        "{count} rows are of the instrument '{instrument}', which was not given to be scored",
        "{count} rækker hører til redskabet '{instrument}', som ikke er med i beregningen",
        "give that instrument too, or list it in `ignore`",
        "tag redskabet med, eller nævn det i `ignore`",
    ),
    "unknown_wave": Words(
        "error",
        "{count} rows are of the wave '{wave}', which the layout does not declare",
        "{count} rækker hører til runden '{wave}', som ikke er erklæret i layoutet",
        "add it to `waves` in its place, or correct the rows",
        "tilføj den på sin plads i `waves`, eller ret rækkerne",
    ),
    "absent_item": Words(
        "notice",
        "{count} questions of {instrument} have no column {where}: they count as not asked there",
        "{count} spørgsmål i {instrument} har ingen kolonne {where}: de regnes som ikke stillet dér",
        "check the names of the columns if the questions were asked: {items}",
        "kontrollér kolonnernes navne, hvis spørgsmålene blev stillet: {items}",
    ),
    "empty_form": Words(
        "notice",
        "{count} forms have no answer at all and were not scored",
        "{count} skemaer har slet ingen svar og er ikke beregnet",
        "`empty='score'` scores them too, as forms with everything left open",
        "`empty='score'` regner dem med, som skemaer hvor alt står åbent",
    ),
    "identifier": Words(
        "error",
        "the column '{key}' holds a CPR number or an e-mail address",
        "kolonnen '{key}' indeholder et cpr-nummer eller en mailadresse",
        "replace it by a number that names nobody before the table is scored",
        "erstat den med et nummer, der ikke peger på en person, før tabellen beregnes",
    ),
    "gap": Words(
        "notice",
        "{count} times a wave is missing between two that are there",
        "{count} gange mangler en runde mellem to, som er der",
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
        "{count} times a later wave was assessed on an earlier day",
        "{count} gange er en senere runde vurderet på en tidligere dag",
        "correct the date or the wave; `allow=['backward']` lets it be",
        "ret datoen eller runden; `allow=['backward']` lader det stå",
    ),
    "two_parents": Words(
        "error",
        "{count} forms have another '{parent}' than the first form of the same '{child}'",
        "{count} skemaer har en anden '{parent}' end det første skema med samme '{child}'",
        "a '{child}' belongs to one '{parent}': correct it, or `allow=['two_parents']` if it may change",
        "en '{child}' hører til én '{parent}': ret den, eller brug `allow=['two_parents']`, hvis den må skifte",
    ),
    "no_date": Words(
        "error",
        "{count} forms have no date in '{key}', so no window of a wave can be found for them",
        "{count} skemaer har ingen dato i '{key}', så de kan ikke placeres i en runde",
        "fill in the date, or give these forms their wave by hand",
        "udfyld datoen, eller giv selv skemaerne deres runde",
    ),
    "outside_windows": Words(
        "error",
        "{count} forms were assessed on a day that lies in no window of a wave",
        "{count} skemaer er vurderet på en dag, der ligger uden for alle runders vinduer",
        "widen a window if such forms count; else report how many were left out",
        "udvid et vindue, hvis de skal med; ellers skriv, hvor mange der er udeladt",
    ),
    "two_in_window": Words(
        "error",
        "{count} forms share their window of a wave with another form of the same {which}",
        "{count} skemaer deler rundens vindue med et andet skema med samme {which}",
        "say which one counts with `take='first'` or `take='last'`, or narrow the windows",
        "sig, hvilket der tæller, med `take='first'` eller `take='last'`, eller gør vinduerne smallere",
    ),
    "not_taken": Words(
        "notice",
        "{count} forms were left out because another in the same window was taken",
        "{count} skemaer er udeladt, fordi et andet i samme vindue er brugt",
        "they stand in `unplaced`; report how many",
        "de står i `unplaced`; skriv, hvor mange det er",
    ),
    "other_wave": Words(
        "error",
        "{count} forms say another wave than the window that their day lies in",
        "{count} skemaer angiver en anden runde end det vindue, deres dag ligger i",
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
        where = [
            f"{case} ({'række' if language == 'da' else 'row'} {row})" if case else f"{'række' if language == 'da' else 'row'} {row}"
            for case, row in zip(self.cases, self.rows, strict=True)
        ]
        if not where:
            return text
        return f"{text}: " + "; ".join(where) + (" …" if self.count > len(where) else "")

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
