# SPDX-License-Identifier: Apache-2.0
"""Local versions: a file that changes only what it lists (E4; language: `extends`)."""

from __future__ import annotations

from collections.abc import Callable

HEAD_OF_THE_PUBLISHED = (  # where the local file has none
    "description",
    "intended_use",
    "not_for",
    "licence",
    "evidence",
    "population",
    "assessor",
    "outcome_note",
    "judgement",
)
BY_KEY = (  # an entry of the same id changes only the keys it has
    "items",
    "parameters",
    "tables",
    "earlier",
    "consistent",
    "scales",
    "rules",
    "flags",
    "outcomes",
    "classes",
    "opinions",
)
BY_LEVEL = ("cut_offs", "labels", "texts")  # of `levels`


def chain(written: dict, read: Callable[[str], dict]) -> list[dict]:
    """The published file, which extends nothing, and what extends it, one after the other."""
    versions = [written]
    while "extends" in versions[0]:
        versions.insert(0, read(versions[0]["extends"]))
    return versions


def joined(versions: list[dict]) -> dict:
    whole, *others = versions
    for local in others:
        whole = join(whole, local)
    return whole


def join(base: dict, local: dict) -> dict:
    whole = {key: base[key] for key in HEAD_OF_THE_PUBLISHED if key in base} | local
    together = lambda key: (base.get(key, {}), local.get(key, {}))
    for key in ("sources", "gates"):  # Each entry as a whole.
        whole[key] = merged(*together(key))
    for key in BY_KEY:
        whole[key] = merged(*together(key), merged)
    whole["answers"] = merged(*together("answers"), option_set)
    whole["factors"] = merged(*together("factors"), merged)
    levels = merged(*together("levels"))
    for key in BY_LEVEL:
        maps = [part["levels"][key] for part in (base, local) if key in part.get("levels", {})]
        if len(maps) == 2:
            levels[key] = merged(*maps)
    whole["levels"] = levels
    return {key: value for key, value in whole.items() if value != {}}


def merged(base: dict, local: dict, join_entry=lambda old, new: new) -> dict:
    """The entries of both, in the order of the published one, new ones last."""
    both = {id: join_entry(base[id], local[id]) for id in local if id in base}
    return {**base, **local, **both}


def option_set(old, new):
    """Code by code where both are short maps; else the local one, as a whole."""
    short = lambda each: isinstance(each, dict) and "options" not in each
    if short(old) and short(new):
        return merged(old, new)
    long = isinstance(old, dict) and isinstance(new, dict) and "options" in old and "options" in new
    return merged(old, new) if long else new
