# SPDX-License-Identifier: Apache-2.0
"""The stub says what the module holds, and type checkers accept it."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import vaern
from vaern import _core

PACKAGE = Path(vaern.__file__).parent
STUB = ast.parse((PACKAGE / "_core.pyi").read_text(encoding="utf-8"))
OF_EVERY_OBJECT = set(dir(object)) | {"__module__", "__annotations__"}

CLASSES = {
    node.name: node
    for node in STUB.body
    if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
}
FUNCTIONS = {
    node.name: node
    for node in STUB.body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
}


def described(node: ast.ClassDef) -> set[str]:
    return {each.name for each in node.body if isinstance(each, ast.FunctionDef)}


def held(cls: type) -> set[str]:
    return {name for name in vars(cls) if name not in OF_EVERY_OBJECT and "pybind11" not in name}


def test_the_stub_names_what_the_module_holds():
    public = {name for name in dir(_core) if not name.startswith("_")}
    assert public == set(CLASSES) | set(FUNCTIONS)


@pytest.mark.parametrize("name", CLASSES)
def test_the_stub_names_what_a_class_holds(name):
    assert described(CLASSES[name]) - {"__init__"} == held(getattr(_core, name))


def arguments(node: ast.FunctionDef) -> list[str]:
    listed = [each.arg for each in node.args.args if each.arg != "self"]
    if node.args.kwonlyargs:
        listed += ["*"] + [each.arg for each in node.args.kwonlyargs]
    return listed


def signatures():
    for function in FUNCTIONS.values():
        yield function, getattr(_core, function.name)
    for name, node in CLASSES.items():
        for each in node.body:
            assert isinstance(each, (ast.FunctionDef, ast.Expr))
            if not isinstance(each, ast.FunctionDef) or each.decorator_list:
                continue
            if each.name != "__bool__":
                yield each, getattr(getattr(_core, name), each.name)


@pytest.mark.parametrize("node, bound", [pytest.param(*each, id=each[0].name) for each in signatures()])
def test_arguments_have_the_names_that_the_stub_gives_them(node, bound):
    line = bound.__doc__.splitlines()[0]
    inside = line[line.index("(") + 1 : line.rindex(") ->")]
    found = re.findall(r"(?:^|, )(\*|\w+)(?=:|,|$)", re.sub(r"\[[^\[\]]*\]", "", inside))
    assert [name for name in found if name != "self"] == arguments(node)


def documented():
    for name in [*CLASSES, *FUNCTIONS]:
        yield name, getattr(_core, name).__doc__
    for name in CLASSES:
        cls = getattr(_core, name)
        for member in held(cls):
            if not member.startswith("__"):
                yield f"{name}.{member}", vars(cls)[member].__doc__


def test_everything_is_documented():
    without = []
    for name, text in documented():
        prose = [line for line in (text or "").splitlines() if "->" not in line and line.strip()]
        if not prose:
            without.append(name)
    assert without == []


def mypy(*arguments: str, cache: Path) -> subprocess.CompletedProcess[str]:
    """Types of the installed package, or of the one in use where it is not installed."""
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(cache), *arguments]
    environment = dict(os.environ)
    if "site-packages" not in PACKAGE.parts:
        environment["MYPYPATH"] = str(PACKAGE.parent)
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=cache, env=environment
    )


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("mypy")


def test_a_strict_type_checker_accepts_the_package(cache):
    found = mypy("-p", "vaern", cache=cache)
    assert found.returncode == 0, found.stdout + found.stderr


def test_a_strict_type_checker_accepts_a_program(cache):
    found = mypy(str(Path(__file__).with_name("typed_sample.py")), cache=cache)
    assert found.returncode == 0, found.stdout + found.stderr


def test_a_strict_type_checker_refuses_wrong_calls(cache):
    lines = [
        "import vaern",
        "score = vaern.load().instrument('who-5').score({})",
        "level: str = score.level",
        "score.explain('fr')",
        "vaern.load().instrument(5)",
        "score.scales['total'] = 3",
    ]
    (cache / "wrong.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = mypy("wrong.py", cache=cache).stdout
    refused = [int(line.split(":")[1]) for line in found.splitlines() if ": error:" in line]
    assert refused == [3, 4, 5, 6], found
