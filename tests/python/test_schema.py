# SPDX-License-Identifier: Apache-2.0
"""The schemas for editors say what the reader says: of good files nothing, of bad ones the same place.

`vaern` is the program, the schema an editor's copy of what it knows; jsonschema plays the editor.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator, ValidationError

import generate
import generate_whole
from schema_codes import LEFT, REFUSED
from yaml_core import CoreYaml, Place, read
from yaml_core import Path as Steps

pytestmark = pytest.mark.once  # no locale can change it

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden"
SOURCES = sorted((ROOT / "src/exchange/schema").glob("*.json"))
KINDS = ["instrument", "wording", "policy", "catalogue", "programme", "calendar", "case", "responses", "record"]
UNKNOWN = "qqqqqqqq"  # like no key


def vaern(*words: str) -> subprocess.CompletedProcess[str]:
    named = os.environ.get("VAERN_COMMAND")
    return subprocess.run(
        [*([named] if named else [sys.executable, "-m", "vaern"]), *words],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


@cache
def schema(kind: str = "", language: str = "en") -> dict:
    done = vaern("schema", *([kind] if kind else []), "--language", language)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def with_paths(node: object) -> object:
    """jsonschema does not say which key a schema `false` refuses; of `not: {}` it does."""
    if isinstance(node, dict):
        return {
            key: {k: {"not": {}} if v is False else with_paths(v) for k, v in each.items()}
            if key == "properties"
            else with_paths(each)
            for key, each in node.items()
        }
    return [with_paths(each) for each in node] if isinstance(node, list) else node


@cache
def validator(kind: str = "") -> Draft7Validator:
    return Draft7Validator(with_paths(schema(kind)))


def errors_of(document: object, kind: str = "") -> list[ValidationError]:
    return list(validator(kind).iter_errors(document))


def kind_of(document: dict) -> str:
    if "responses" in document and "vaern" not in document:
        return "responses"
    if "schema" in document:
        return "record"
    order = ["case", "programme", "policy", "instrument", "catalogue", "calendar", "wording"]
    return next(kind for kind in order if kind in document)


def nodes_of(node: object, path: Steps = ()) -> Iterator[tuple[Steps, object]]:
    yield path, node
    if isinstance(node, dict):
        for key, each in node.items():
            yield from nodes_of(each, (*path, key))
    elif isinstance(node, list):
        for at, each in enumerate(node):
            yield from nodes_of(each, (*path, at))


# --- The schemas themselves ----------------------------------------------------------------


@pytest.mark.parametrize("kind", ["", *KINDS])
def test_is_valid_draft_07_and_whole(kind: str) -> None:
    for language in ("da", "en"):
        made = schema(kind, language)
        Draft7Validator.check_schema(made)
        defined = made["definitions"]
        used = {n["$ref"].removeprefix("#/definitions/") for _, n in nodes_of(made) if isinstance(n, dict) and "$ref" in n}
        assert used == set(defined)


def test_what_stands_beside_a_reference_is_only_for_people() -> None:
    for path, node in nodes_of(schema()):
        if isinstance(node, dict) and "$ref" in node:
            assert set(node) <= {"$ref", "description"}, path


def test_the_two_languages_differ_in_nothing_but_words() -> None:
    danish = dict(nodes_of(schema("", "da")))
    english = dict(nodes_of(schema("", "en")))
    assert danish.keys() == english.keys()
    differing = {p[-1] for p, node in danish.items() if not isinstance(node, (dict, list)) and node != english[p]}
    assert differing == {"description", "patternErrorMessage"}


def test_every_key_has_words_in_both_languages() -> None:
    sources: dict = {}
    for file in SOURCES:
        sources |= json.loads(file.read_text(encoding="utf-8"))

    def words_of(node: object) -> object:
        while isinstance(node, dict) and "description" not in node and "$ref" in node:
            node = sources[node["$ref"].removeprefix("#/definitions/")]
        return node.get("description") if isinstance(node, dict) else None

    silent = []
    for path, node in nodes_of(sources):
        # What narrows another definition (`then`, `dependencies`, `published_...`) says nothing itself.
        narrows = any(isinstance(s, str) and (s.startswith("published_") or s == "dependencies") for s in path)
        if len(path) < 2 or path[-1] != "properties" or narrows or not isinstance(node, dict):
            continue
        owner = dict(nodes_of(sources))[path[:-1]]
        if not isinstance(owner, dict) or owner.get("additionalProperties") is not False:
            continue
        silent += [(*path, key) for key, each in node.items() if each is not False and not words_of(each)]
    assert silent == []
    for path, node in nodes_of(sources):
        is_said = len(path) > 1 and path[-1] in ("description", "patternErrorMessage") and path[-2] != "properties"
        if is_said:
            assert isinstance(node, dict) and set(node) == {"en", "da"} and all(each.strip() for each in node.values()), path


def test_every_source_is_put_in() -> None:
    defined = [name for file in SOURCES for name in json.loads(file.read_text(encoding="utf-8"))]
    assert len(defined) == len(set(defined))
    assert set(schema()["definitions"]) | {"any_kind"} == set(defined)


# --- Good files ----------------------------------------------------------------------------


def good_files() -> list[Path]:
    patterns = [
        "instruments/**/*.yaml", "examples/cases/*.yaml", "examples/situations/*.yaml", "examples/forms/*.yaml",
        "tests/golden/models/*.yaml",
        "tests/golden/local/*.yaml", "tests/golden/newer/*.yaml", "tests/golden/wide/*.yaml", "tests/golden/circle/*.yaml",
    ]  # fmt: skip
    return sorted(file for pattern in patterns for file in ROOT.glob(pattern))


def json_files() -> list[Path]:
    return sorted([*ROOT.glob("examples/cases/*.json"), *GOLDEN.glob("forms/*.json")])


@pytest.mark.parametrize("file", good_files(), ids=lambda f: f.relative_to(ROOT).as_posix())
def test_good_files_pass_the_schema_of_all_and_that_of_their_kind(file: Path) -> None:
    document = read(file.read_text(encoding="utf-8")).value
    assert isinstance(document, dict)
    assert errors_of(document) == []
    assert errors_of(document, kind_of(document)) == []
    others = [kind for kind in KINDS if kind != kind_of(document)]
    assert not any(validator(kind).is_valid(document) for kind in others)


@pytest.mark.parametrize("file", json_files(), ids=lambda f: f.relative_to(ROOT).as_posix())
def test_json_passes_where_it_says_yes_as_yaml_does(file: Path) -> None:
    # A program may write true in JSON; nobody writes that by hand, and in YAML it is a finding.
    text = re.sub(r": true\b", ': "yes"', re.sub(r": false\b", ': "no"', file.read_text(encoding="utf-8")))
    assert errors_of(json.loads(text)) == []


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("records/*.json")), ids=lambda f: f.stem)
def test_the_record_of_a_score_passes_and_no_key_may_be_added(file: Path) -> None:
    record = json.loads(file.read_text(encoding="utf-8"))
    assert errors_of(record) == errors_of(record, "record") == []
    for path, node in nodes_of(record):
        keyed = not {"responses", "gates", "rules", "flags", "parameters", "opinions", "arguments"} & set(path[-1:])
        by_id = path[-1:] and path[-1] in ("lowest", "highest", "values", "outcomes", "classes", "scales", "witnesses")
        if isinstance(node, dict) and keyed and not by_id and "witnesses" not in path:
            node[UNKNOWN] = UNKNOWN
            assert errors_of(record, "record") != [], path
            del node[UNKNOWN]
    for key in ("digest", "responses", "level"):
        assert errors_of({k: v for k, v in record.items() if k != key}, "record") != []


def test_what_vaern_new_writes_passes(tmp_path: Path) -> None:
    for options in ([], ["--judgement"]):
        for language in ("da", "en"):
            made = vaern("new", "my-instrument", "--language", language, *options)
            assert errors_of(read(made.stdout).value) == []


def test_the_documents_of_the_language_page_pass() -> None:
    page = (ROOT / "docs/language.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:yaml)?\n((?:vaern: 1|responses:)\n?.*?)```", page, re.S)
    assert len(blocks) >= 8
    for block in blocks:
        assert errors_of(read(block).value) == [], block


def test_random_models_of_all_features_pass() -> None:
    texts = [make(seed) for seed in range(60) for make in (generate.model_text, generate_whole.model_text)]
    texts += [generate_whole.everything(seed) for seed in range(5)]
    for text in texts:
        assert errors_of(read(text).value) == [], text


# --- Bad files -----------------------------------------------------------------------------


def finding_in(file: Path, code: str) -> tuple[str, Place | None]:
    """The severity and the place of the finding that the file is there for."""
    said = file.with_suffix(".txt").read_text(encoding="utf-8")
    name = re.escape(file.relative_to(ROOT).as_posix())
    placed = re.search(rf"{name}:(\d+):(\d+): (\w+)\[{code}\]", said)
    if placed:
        return placed[3], (int(placed[1]), int(placed[2]))
    bare = re.search(rf"(\w+)\[{code}\]", said)
    return (bare[1] if bare else "error"), None


def leaves_of(error: ValidationError) -> Iterator[ValidationError]:
    yield error
    for each in error.context or []:
        yield from leaves_of(each)


def steps_at(document: CoreYaml, place: Place) -> list[Steps]:
    """The nodes that begin at a place; where none does, those that begin next on its line."""
    begins = [*document.values.items(), *document.keys.items()]
    nearest = min((at for _, at in begins if at[0] == place[0] and at >= place), default=place)
    return [path for path, at in begins if at == nearest]


def is_near(error: ValidationError, found: Steps) -> bool:
    """At the finding's place, or at most two steps up or down the same line of the tree."""
    for leaf in leaves_of(error):
        long, short = sorted((tuple(leaf.absolute_path), found), key=len, reverse=True)
        if long[: len(short)] == short and len(long) - len(short) <= (1 if len(short) < 2 else 2):
            return True
    return False


def bad_files() -> list[Path]:
    return sorted(file for file in (GOLDEN / "bad").glob("E*.yaml"))


def test_each_code_is_on_one_list() -> None:
    lists = [REFUSED, *LEFT.values()]
    assert sum(len(codes) for codes in lists) == len(set().union(*lists))
    there = {file.name[:5] for file in bad_files() if finding_in(file, file.name[:5])[0] == "error"}
    assert there == set().union(*lists)


@pytest.mark.parametrize("code", sorted(REFUSED))
def test_the_bad_files_it_can_know_about_are_refused_at_their_place(code: str) -> None:
    for file in (f for f in bad_files() if f.name.startswith(code)):
        document = read(file.read_text(encoding="utf-8"))
        errors = errors_of(document.value)
        assert errors, file.name
        _, place = finding_in(file, code)
        assert place is not None
        found = steps_at(document, place)
        said = [(list(error.absolute_path), error.message[:80]) for error in errors]
        assert any(is_near(error, path) for error in errors for path in found), (file.name, place, said)


def test_of_other_bad_files_it_says_nothing() -> None:
    wrong = []
    of_reader = LEFT["the editor's reader of YAML says it, or reads it otherwise"]
    for file in (f for f in bad_files() if f.name[:5] not in REFUSED | of_reader):
        try:
            document = read(file.read_text(encoding="utf-8"))
        except yaml.YAMLError:
            # nothing but lines of comment, of which the first names a command
            assert file.name[:5] in ("E0972", "E1058")
            continue
        wrong += [(file.name, error.message[:80]) for error in errors_of(document.value)]
    assert wrong == []


# --- No drift ------------------------------------------------------------------------------

def with_unknown_key(text: str, document: CoreYaml, at: Steps) -> tuple[str, Place]:
    """The text with the unknown key first in the map at these steps, and the key's place."""
    line, column = document.values[at]
    lines = text.split("\n")
    before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    if document.flow[at]:
        empty = re.match(r"\{\s*\}", after)
        lines[line - 1] = f"{before}{{{UNKNOWN}: 1{'' if empty else ', '}{after[1:]}"
        return "\n".join(lines), (line, column + 1)
    lines[line - 1] = f"{before}{UNKNOWN}: 1\n{' ' * (column - 1)}{after}"
    return "\n".join(lines), (line, column)


def renamed(text: str, number: int) -> str:
    """Another id, so that many copies of a model can be checked together."""
    return re.sub(r"^((?:instrument|policy|catalogue|programme|calendar): [a-z0-9-]+)$", rf"\1-{number}", text, count=1, flags=re.M)


@cache
def known_keys() -> frozenset[str]:
    """Every word that is a key somewhere in what people write; nobody writes a record."""
    written = {name: each for name, each in schema()["definitions"].items() if not name.startswith("record")}
    named = [node["properties"] for _, node in nodes_of(written) if isinstance(node, dict) and "properties" in node]
    return frozenset(key for properties in named if isinstance(properties, dict) for key in properties)


def signature(document: CoreYaml, at: Steps) -> tuple:
    """Maps are alike that stand below the same words of the language and have the same ones."""
    node = document.value
    for step in at:
        node = node[step]  # type: ignore[index]
    below = tuple(step if step in known_keys() else "*" for step in at)
    assert isinstance(document.value, dict)
    kind = (kind_of(document.value), "extends" in document.value)
    return kind, below, frozenset(node) & known_keys()  # type: ignore[call-overload]


@cache
def tried_maps() -> list[tuple[str, str, Steps, Place]]:
    """Of all good files the maps that are unlike: the file's name, the text with an unknown key, where that stands."""
    made = []
    seen = set()
    # Every mechanism first. What is about faults between files is not read to its end.
    files = [f for f in good_files() if f.parent.name not in ("wide", "circle")]
    for file in sorted(files, key=lambda f: "golden/models" not in f.as_posix()):
        text = file.read_text(encoding="utf-8")
        document = read(text)
        for at in document.maps:
            if (sign := signature(document, at)) not in seen:
                seen.add(sign)
                changed, place = with_unknown_key(text, document, at)
                made.append((file.name, renamed(changed, len(made)), at, place))
    return made


@pytest.fixture(scope="module")
def said_of_unknown_keys(tmp_path_factory: pytest.TempPathFactory) -> list[list[dict]]:
    """What vaern says at each unknown key."""
    folder = tmp_path_factory.mktemp("unknown")
    for number, (_, text, _, _) in enumerate(tried_maps()):
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    files = [str(folder / f"{number}.yaml") for number in range(len(tried_maps()))]
    said: list[list[dict]] = [[] for _ in files]
    for start in range(0, len(files), 300):
        done = vaern("check", *files[start : start + 300], "--models", "tests/golden/models", "--json")
        for finding in json.loads(done.stdout)["findings"]:
            path = Path(finding["file"])
            if path.parent != folder:
                continue
            number = int(path.stem)
            if (finding["line"], finding["column"]) == tried_maps()[number][3]:
                said[number].append(finding)
    return said


def refusals(text: str, at: Steps) -> list[ValidationError]:
    """What the schema says of keys that a map has not."""
    return [
        error
        for error in errors_of(read(text).value)
        if tuple(error.absolute_path) == at and error.validator == "additionalProperties"
    ]


def excludes(document: object, at: Steps, key: str) -> bool:
    """A key that the schema lists in this map, and not beside the others that are there."""
    node = document
    for step in at:
        node = node[step]  # type: ignore[index]
    node[key] = UNKNOWN  # type: ignore[index]
    return any(
        error.validator == "not" and error.validator_value == {} and tuple(error.absolute_path)[:-1] == at
        for error in errors_of(document)
    )


def test_it_knows_the_keys_that_the_reader_knows(said_of_unknown_keys: list[list[dict]]) -> None:
    differing = []
    compared = 0
    for (name, text, at, _), findings in zip(tried_maps(), said_of_unknown_keys, strict=True):
        refused = refusals(text, at)
        known = next((f["help"] for f in findings if f["code"] == "E0138"), None)
        if known is None:
            # Other codes say the same of languages, bounds and expectations.
            # Conditions of a catalogue are read with the programme that uses it.
            of_catalogue = at[:1] == ("measures",) and at[2:3] in (("when",), ("blocked_when",))
            if refused and not of_catalogue and not any(f["severity"] == "error" for f in findings):
                differing.append((name, at, "only the schema refuses"))
            continue
        if not refused:
            differing.append((name, at, "only the reader refuses"))
            continue
        compared += 1
        allowed = set(known.removeprefix("allowed: ").split(", "))
        listed = set().union(*(error.schema["properties"] for error in refused))
        if allowed - listed:
            differing.append((name, at, f"not in the schema: {sorted(allowed - listed)}"))
        for key in sorted(listed - allowed):
            if not excludes(read(text).value, at, key):
                differing.append((name, at, f"only in the schema: {key}"))
    assert differing == []
    assert compared > 100


def test_every_key_of_the_language_page_is_known_and_none_besides() -> None:
    page = (ROOT / "docs/language.md").read_text(encoding="utf-8")
    keys = known_keys()
    rows = re.findall(r"^\| ((?:`[a-z_]+`(?:, )?)+) \|", page, re.M)
    in_tables = {key for row in rows for key in re.findall(r"`([a-z_]+)`", row)}
    built_in = {"sex", "age", "level", "relation", "living_together"}
    condition = {"gun"}
    assert {"parameters", "tables", "facts", "parties", "corrections"} <= in_tables
    assert in_tables - built_in - condition <= keys
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", page)] == []
