# SPDX-License-Identifier: Apache-2.0
"""YAML as the readers of schemas in editors take it: the core schema of YAML 1.2, with places.

`yes` is a word here, `true` is not; 1, -3 and 0.25 are numbers; a date is a word. Keys stay as they
are written, because a schema sees them as text.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

import yaml

INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
NOTHING = ("", "~", "null", "Null", "NULL")
TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}

# PyYAML takes a question mark before a closing bracket for a key; YAML 1.2 does not.
QUESTION = re.compile(r"\?(?=[,}\]])")

Path = tuple[str | int, ...]
Place = tuple[int, int]  # line and column, from 1


@dataclass
class CoreYaml:
    """A document's value, and where each value and each key of it begins."""

    value: object = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    flow: dict[Path, bool] = field(default_factory=dict)
    maps: list[Path] = field(default_factory=list)


def place_of(node: yaml.Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


def scalar(node: yaml.ScalarNode) -> object:
    text = node.value
    if node.style:
        return text
    if text in NOTHING:
        return None
    if text in TRUTH:
        return TRUTH[text]
    if INTEGER.fullmatch(text):
        return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
    if FLOAT.fullmatch(text):
        return float(text)
    if text.lower() in (".inf", "+.inf", "-.inf"):
        return -math.inf if text[0] == "-" else math.inf
    return math.nan if text.lower() == ".nan" else text


def read(text: str) -> CoreYaml:
    """Raises yaml.YAMLError where this is no YAML."""
    made = CoreYaml()

    def value_of(node: yaml.Node, path: Path) -> object:
        made.values[path] = place_of(node)
        if isinstance(node, yaml.ScalarNode):
            return scalar(node)
        made.flow[path] = bool(node.flow_style)
        if isinstance(node, yaml.SequenceNode):
            return [value_of(each, (*path, at)) for at, each in enumerate(node.value)]
        made.maps.append(path)
        result = {}
        for key, each in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.YAMLError("a key that is no word")
            made.keys[(*path, key.value)] = place_of(key)
            result[key.value] = value_of(each, (*path, key.value))
        return result

    root = yaml.compose(QUESTION.sub("\uff1f", text), Loader=yaml.CBaseLoader)
    if root is None:
        raise yaml.YAMLError("nothing is there")
    made.value = value_of(root, ())
    return made
