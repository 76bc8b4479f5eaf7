# SPDX-License-Identifier: Apache-2.0
"""The missing items that decide (S13)."""

from __future__ import annotations

from .conditions import names
from .forms import Form, Outcome, is_harmless_no
from .model import Model


def agree_where_both_apply(a: Outcome, b: Outcome, places) -> bool:
    return all(
        a.codes[at] == b.codes[at] or a.codes[at] is None or b.codes[at] is None for at in places
    )


def downstream(model: Model, of: set[str]) -> set[str]:
    """The inputs whose applicability can depend on these."""
    found: set[str] = set()
    for name in model.parents_first:
        if names(model.inputs[name].asked_when) & (of | found):
            found.add(name)
    return found - of


def changes_the_level(form: Form, group: set[str]) -> bool:
    """S13.1, S13.2: two completions with different levels that differ only in the group, and
    in what the group's answers make applicable."""
    place = form.model.place
    below = [place[name] for name in downstream(form.model, group)]
    own = [place[name] for name in group]
    fixed = [at for at in place.values() if at not in below and at not in own]
    alike: dict[tuple, list[Outcome]] = {}
    for outcome in form.outcomes:
        if len(own) == 1 and outcome.codes[own[0]] is None:
            continue  # An item decides by its own answer, so it must have one.
        alike.setdefault(tuple(outcome.codes[at] for at in fixed), []).append(outcome)
    return any(
        a.level < b.level and agree_where_both_apply(a, b, below)
        for same in alike.values()
        if len({outcome.level for outcome in same}) > 1
        for a in same
        for b in same
    )


def tied_groups(form: Form) -> list[set[str]]:
    """S13.2: missing inputs tied together by an answer under an unknown `asked_when`."""
    model, groups = form.model, []
    for name, answer in form.answers.items():
        if form.applicable(name) is None and not is_harmless_no(model, name, answer):
            above, rest = set(), [name]
            while rest:
                parents = names(model.inputs[rest.pop()].asked_when) - above
                above |= parents
                rest += parents
            group = {parent for parent in above if form.is_missing(parent, None)}
            for other in [each for each in groups if each & group]:
                groups.remove(other)
                group |= other
            groups.append(group)
    return groups


def decisive_items(form: Form) -> list[str]:
    """S13, S13.1-4"""
    model, low, high = form.model, *levels_ends(form.outcomes)
    if low == high:
        return []
    missing = [name for name in model.inputs if form.is_missing(name, None)]
    found = {name for name in missing if changes_the_level(form, {name})}
    for group in tied_groups(form):
        if not group & found and changes_the_level(form, group):
            found |= group

    def order(name: str):
        """S13.3"""
        ends = []
        for answer in model.inputs[name].domain:
            answered = [each for each in form.outcomes if agrees(model, each, name, answer)]
            if answered:
                ends.append(levels_ends(answered))
        lows, highs = zip(*ends)
        applies = form.applicable(name) is True
        settles = applies and all(a == b for a, b in ends)
        moves = max(lows) > low or min(highs) < high
        spanned = max(lows) - min(lows) + max(highs) - min(highs)
        return (not applies, not settles, not moves, -spanned)

    return sorted((name for name in missing if name in found), key=order)


def agrees(model: Model, outcome: Outcome, name: str, answer: str) -> bool:
    """Whether a completion agrees with one answer (S1.2, S2.3)."""
    code = outcome.codes[model.place[name]]
    return code == answer or (code is None and is_harmless_no(model, name, answer))


def levels_ends(outcomes: list[Outcome]) -> tuple[int, int]:
    levels = [outcome.level for outcome in outcomes]
    return min(levels), max(levels)
