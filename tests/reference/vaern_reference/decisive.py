# SPDX-License-Identifier: Apache-2.0
"""The missing items that decide a level or a class (S11.1, S13)."""

from __future__ import annotations

from .conditions import evaluate, names
from .forms import Form, Result, is_harmless_no
from .model import Model


def outcome_of(result: Result, id: str):
    """The level or class of a completion."""
    return result.levels[id] if id in result.levels else result.classes[id]


def agree_where_both_apply(a: Result, b: Result, places) -> bool:
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


def changes(form: Form, group: set[str], id: str) -> bool:
    """S13.1, S13.2: two completions with different levels that differ only in the group, and
    in what the group's answers make applicable."""
    place = form.model.place
    below = [place[name] for name in downstream(form.model, group)]
    own = [place[name] for name in group]
    fixed = [at for at in place.values() if at not in below and at not in own]
    alike: dict[tuple, list[Result]] = {}
    for result in form.results:
        if len(own) == 1 and result.codes[own[0]] is None:
            continue  # An item decides by its own answer, so it must have one.
        alike.setdefault(tuple(result.codes[at] for at in fixed), []).append(result)
    return any(
        outcome_of(a, id) != outcome_of(b, id) and agree_where_both_apply(a, b, below)
        for same in alike.values()
        if len({outcome_of(result, id) for result in same}) > 1
        for a in same
        for b in same
    )


def tied_groups(form: Form) -> list[set[str]]:
    """Missing inputs tied together: by an answer under an unknown `asked_when` (S13.2), and by a
    `consistent:` condition that is unknown (S13.5)."""
    ties = [
        form.model.inputs[name].asked_when
        for name, answer in form.answers.items()
        if form.applicable(name) is None and not is_harmless_no(form.model, name, answer)
    ]
    ties += [must for must in form.model.consistent.values() if evaluate(must, form) is None]
    groups: list[set[str]] = []
    for tie in ties:
        group = {name for name in questions_above(form.model, tie) if form.is_missing(name, None)}
        for other in [each for each in groups if each & group]:
            groups.remove(other)
            group |= other
        groups.append(group)
    return groups


def questions_above(model: Model, tree) -> set[str]:
    """What a condition reads, itself or through the `asked_when` of what it reads."""
    found: set[str] = set()
    rest = names(tree)
    while rest:
        found |= rest
        rest = set().union(*(names(model.inputs[name].asked_when) for name in rest)) - found
    return found


def decisive_items(form: Form, id: str) -> list[str]:
    """S13, S13.1-6, S11.1: of an outcome or of classes, in order."""
    model = form.model
    possible = {outcome_of(result, id) for result in form.results}
    if len(possible) == 1:
        return []
    missing = [
        name
        for name in model.inputs
        if form.is_missing(name, None) and model.inputs[name].source != "norm"  # S21.3
    ]
    found = {name for name in missing if changes(form, {name}, id)}
    for group in tied_groups(form):
        if not group & found and changes(form, group, id):
            found |= group
    importance = level_importance if id in model.outcomes else class_importance

    def order(name: str):
        left = []
        for answer in model.inputs[name].domain:
            outcomes = {
                outcome_of(each, id) for each in form.results if agrees(model, each, name, answer)
            }
            left += [outcomes] if outcomes else []
        applies = form.applicable(name) is True
        settles = applies and all(len(outcomes) == 1 for outcomes in left)
        return (not applies, not settles, *importance(possible, left))

    return sorted((name for name in missing if name in found), key=order)


def level_importance(possible: set[int], left: list[set[int]]) -> tuple:
    """S13.3: moves an end, levels spanned."""
    lows, highs = [min(levels) for levels in left], [max(levels) for levels in left]
    moves = max(lows) > min(possible) or min(highs) < max(possible)
    return not moves, -(max(lows) - min(lows) + max(highs) - min(highs))


def class_importance(possible: set[str], left: list[set[str]]) -> tuple:
    """S11.1: excludes a class, how many over its answers."""
    excluded = sum(len(possible - classes) for classes in left)
    return excluded == 0, -excluded


def agrees(model: Model, result: Result, name: str, answer: str) -> bool:
    """Whether a completion agrees with one answer (S1.2, S2.3)."""
    code = result.codes[model.place[name]]
    return code == answer or (code is None and is_harmless_no(model, name, answer))
