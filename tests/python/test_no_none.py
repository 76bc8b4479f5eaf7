# SPDX-License-Identifier: Apache-2.0
"""None in place of a case, a plan or a model is a TypeError of every function and method: pybind11
would read it as a pointer to nothing, which ends the interpreter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import vaern
from vaern import _core

ROOT = Path(__file__).parents[2]
CLASSES = {name: each for name, each in vars(_core).items() if isinstance(each, type)}
#: What stands for an argument that is no object of the module, by how its type begins.
PLAIN = {
    "str": "x",
    "typing.Supports": 0,
    "bool": False,
    "list": [],
    "collections.abc.Sequence": [],
    "dict": {},
    "collections.abc.Mapping": {},
    "bytes": b"",
    "tuple": (),
}


def signatures(bound):
    """Of each overload the types of its arguments by name."""
    for line in (bound.__doc__ or "").splitlines():
        if not (found := re.match(r"(?:\d+\. )?\w+\((.*)\) -> ", line)):
            continue
        parts, depth = [""], 0
        for letter in found[1]:
            depth += (letter in "[({") - (letter in "])}")
            if letter == "," and depth == 0:
                parts.append("")
            else:
                parts[-1] += letter
        named = (part.strip().split(":", 1) for part in parts if ":" in part)
        yield {name.strip(): kind.split("=")[0].strip() for name, kind in named}


def held(kind: str) -> str:
    """The class of the module that an argument is of; empty: none, or one that may be absent."""
    name = kind.replace("::", ".").rpartition(".")[2]
    return name if name in CLASSES else ""


def given_for(kind: str, objects):
    if name := held(kind):
        return objects.get(name)
    return next((value for start, value in PLAIN.items() if kind.startswith(start)), None)


def everything():
    for name, each in vars(_core).items():
        if isinstance(each, type):
            for method, bound in vars(each).items():
                if type(bound).__name__ == "instancemethod":
                    yield f"{name}.{method}", getattr(each, method)
        elif callable(each):
            yield name, each


PLACES = [
    pytest.param(bound, arguments, place, id=f"{name}-{place}")
    for name, bound in everything()
    for arguments in signatures(bound)
    for place, kind in arguments.items()
    if held(kind)
]


@pytest.fixture(scope="module")
def objects():
    library = vaern.load()
    programme = library.programme("partner-violence")
    case = vaern.read_case(ROOT / "examples/cases/complete.yaml")
    plan = programme.plan(case, as_of="2026-11-21T09:00+01:00")
    assessment = programme.assess(case)
    made = [library, programme, case, plan, assessment, programme.timeline(case), plan.measures[0]]
    made += [library.instrument("who-5"), library.instrument("who-5").score({})]
    return {type(each).__name__: each for each in made}


def test_the_places_are_found():
    found = {each.id for each in PLACES}
    assert found >= {
        "Programme.plan-self",
        "SafetyPlan.difference-later",
        "SafetyPlan.to_json-self",
        "_plan_copy-plan",
        "_translation_template-programme",
        "_measures_of-programme",
        "Score.record-self",
    }
    assert len(found) > 100


@pytest.mark.parametrize("bound, arguments, place", PLACES)
def test_none_is_a_type_error(objects, bound, arguments, place):
    given = {name: None if name == place else given_for(arguments[name], objects) for name in arguments}
    own = [given.pop(name) for name in arguments if re.fullmatch(r"self|arg\d+", name)]
    with pytest.raises(TypeError):
        bound(*own, **given)


@pytest.mark.parametrize(
    "name, attribute",
    [
        pytest.param(name, attribute, id=f"{name}.{attribute}")
        for name, each in CLASSES.items()
        for attribute, bound in vars(each).items()
        if isinstance(bound, property)
    ],
)
def test_no_attribute_is_read_of_none(name, attribute):
    with pytest.raises(TypeError):
        vars(CLASSES[name])[attribute].fget(None)


def test_the_functions_that_people_call_say_what_is_meant(objects, tmp_path):
    programme, plan = objects["Programme"], objects["SafetyPlan"]
    for named, call in {
        "plan is a SafetyPlan": lambda: vaern.plan_copy(None, "person"),
        "plan is a SafetyPlan and": lambda: vaern.write_pdf(None, tmp_path / "a.pdf", "person"),
        "programme is a Programme": lambda: vaern.translation_template(None),
        "programme is a vaern.Programme": lambda: vaern.indicated(None, {"pets": [1]}),
    }.items():
        with pytest.raises(TypeError, match=f"{named}.* not a NoneType"):
            call()
    for method in (programme.plan, programme.assess, programme.timeline, programme.report, programme.check):
        for wrong in (None, "words: the person's own", programme):
            with pytest.raises(TypeError, match="case is a vaern.Case, .* and not a ") as error:
                method(wrong)
            assert "own" not in str(error.value)
    with pytest.raises(TypeError, match="later"):
        plan.difference(None)
    with pytest.raises(TypeError):
        vaern.to_archive(None)
    assert objects["Case"].own_words(programme=None) is not None  # There it may be absent.
