# SPDX-License-Identifier: Apache-2.0
"""Models and results through a pool of processes, through files, and as copies of themselves."""

from __future__ import annotations

import copy
import json
import multiprocessing
import pickle
import stat
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
import vaern

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "examples/cases").glob("*.yaml"))
AS_OF = "2026-11-21T09:00+01:00"
BROKEN = "vaern: 1\ninstrument: broken\nversion: '1'\nversion: '2'\nitmes: {}\n"


@pytest.fixture(scope="module")
def library() -> vaern.Library:
    return vaern.load()


@pytest.fixture(scope="module")
def programme(library) -> vaern.Programme:
    return library.programme("partner-violence")


@pytest.fixture(scope="module")
def pool():
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=2, mp_context=context) as made:
        yield made


def half_answered(model: vaern.Instrument) -> dict[str, object]:
    """The last answer of every other item."""
    return {item.id: item.answers[-1] for item in list(model.items.values())[::2]}


def scored(model: vaern.Instrument) -> vaern.Score:
    try:
        return model.score(half_answered(model))
    except vaern.DataError:  # answers that exclude each other
        return model.score({})


def prints(model: vaern.Instrument) -> tuple[str, str, str]:
    return model.reference, model.meaning, model.text


# What runs in the other process: plain functions of this module, as a pool needs them.


def work_of_model(model):
    score = scored(model)
    return model, prints(model), score, score.record()


def work_of_score(score):
    return score, score.record(), score.explain("da")


def work_of_case(programme, case):
    timeline = programme.timeline(case, as_of=AS_OF)
    plan = programme.plan(case, as_of=AS_OF)
    assessment = programme.assess(case, as_of=AS_OF)
    return case, timeline, timeline.to_json(), plan, plan.to_json(), assessment


def echo(value):
    return value


def fail(text):
    return vaern.loads(text)


def fail_to_score(model, answers):
    return model.score(answers)


def test_every_shipped_model_and_a_score_of_each_go_through_a_pool_of_processes(library, pool):
    answers = list(pool.map(work_of_model, library.instruments, chunksize=4))
    assert len(answers) == len(library.instruments) > 30
    for model, (again, there, score, record) in zip(library.instruments, answers, strict=True):
        assert prints(again) == there == prints(model)
        assert score.record() == record == scored(model).record()
        assert repr(score) == repr(scored(model))


def test_a_score_goes_there_and_back(library, pool):
    scores = [scored(model) for model in library.instruments]
    for score, (again, record, words) in zip(
        scores, pool.map(work_of_score, scores, chunksize=4), strict=True
    ):
        assert again.record() == record == score.record()
        assert again.explain("da") == words == score.explain("da")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_a_programme_makes_of_a_case_goes_through_a_pool(programme, pool, path):
    case = vaern.read_case(path)
    there = pool.submit(work_of_case, programme, case).result()
    case_again, timeline, timeline_json, plan, plan_json, assessment = there
    assert repr(case_again) == repr(case)
    here = programme.timeline(case, as_of=AS_OF)
    assert timeline.to_json() == timeline_json == here.to_json()
    assert plan.to_json() == plan_json == programme.plan(case, as_of=AS_OF).to_json()
    own = programme.assess(case, as_of=AS_OF)
    assert repr(assessment) == repr(own)
    for (key, entry), (own_key, own_entry) in zip(
        assessment.assessments.items(), own.assessments.items(), strict=True
    ):
        assert key == own_key
        if entry.score is not None:
            assert entry.score.record() == own_entry.score.record()


def parts(library, programme) -> list[object]:
    every = vaern.loads((ROOT / "tests/golden/models/every-mechanism.yaml").read_text("utf-8"))
    danger = library["danger-assessment"]
    score = danger.score({"gun": "yes"})
    case = vaern.read_case(CASES[0])
    timeline = programme.timeline(case, as_of=AS_OF)
    plan = programme.plan(case, as_of=AS_OF)
    assessment = programme.assess(case, as_of=AS_OF)
    found: list[object] = [danger.items["gun"], score.scales["total"], score.decisive[1]]
    found += [timeline.obligations[-1], plan.measures[7], *plan.questions[:1]]
    found += [assessment.dyads[0], *assessment.assessments.values()]
    for each in (*library.instruments, every):
        made = each.score({})
        for further in (*made.outcomes.values(), *made.classes.values()):
            found += [further, *further.decisive[:2]]
    record = score.record()
    wrong = vaern.verify(record.replace('"gun":"yes"', '"gun":"no"'), library)
    found += [wrong, *wrong.mismatches, vaern.verify(record, library), vaern.verify("{}", library)]
    return found


def test_every_part_of_a_result_is_the_same_part_after_a_pickle(library, programme, pool):
    values = parts(library, programme)
    kinds = {type(value).__name__ for value in values}
    assert {"Outcome", "Classes", "DecisiveItem", "Obligation", "PlannedMeasure"} <= kinds
    for value, again in zip(values, pool.map(echo, values, chunksize=20), strict=True):
        assert type(again) is type(value)
        assert repr(again) == repr(value)
        for name in dir(type(value)):
            if isinstance(vars(type(value)).get(name), property) and name != "witnesses":
                assert repr(getattr(again, name)) == repr(getattr(value, name)), name


def test_scores_in_one_pickle_share_their_model(library):
    model = library["danger-assessment"]
    one = len(pickle.dumps(model.score({})))
    many = [model.score({"gun": "yes"}) for _ in range(10)]
    assert len(pickle.dumps(many)) < 10 * one - 8 * len(vaern.to_archive(model))
    again = pickle.loads(pickle.dumps(many))
    assert len({id(score.instrument) for score in again}) == 1


def test_a_copy_of_a_value_is_the_value(library, programme):
    danger = library["danger-assessment"]
    values = [library, programme, danger, danger.score({}), vaern.read_case(CASES[0])]
    for value in [*values, *parts(library, programme)]:
        assert copy.copy(value) is value
        assert copy.deepcopy({"deep": [value]})["deep"][0] is value


def test_a_model_that_comes_twice_is_loaded_once(library):
    archive = pickle.dumps(library["danger-assessment"])
    assert pickle.loads(archive) is pickle.loads(archive)


def test_a_library_keeps_what_was_found_in_files_that_are_no_models(tmp_path, pool):
    (tmp_path / "broken.yaml").write_text("vaern: 1\n  bad", encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "good.yaml").write_text(
        (ROOT / "tests/golden/models/example-scale.yaml").read_text("utf-8"), "utf-8"
    )
    library = vaern.load(tmp_path, strict=False)
    again = pool.submit(echo, library).result()
    assert len(library.findings) > 1
    assert [f.render() for f in again.findings] == [f.render() for f in library.findings]
    assert [f.render("da") for f in again.findings] == [f.render("da") for f in library.findings]
    assert [prints(model) for model in again.instruments] == [prints(library.instruments[0])]


def test_errors_come_back_from_another_process_whole(library, pool):
    with pytest.raises(vaern.ModelError) as model_error:
        pool.submit(fail, BROKEN).result()
    with pytest.raises(vaern.ModelError) as here:
        fail(BROKEN)
    assert str(model_error.value) == str(here.value)
    assert [(f.code, f.line, f.column) for f in model_error.value.diagnostics] == [
        (f.code, f.line, f.column) for f in here.value.diagnostics
    ]
    answers = {"gun": 3, "wepon": "yes"}
    with pytest.raises(vaern.DataError) as data_error:
        pool.submit(fail_to_score, library["danger-assessment"], answers).result()
    error = data_error.value
    assert (error.item, error.value, error.row) == ("gun", "3", None)
    assert [fault.allowed for fault in error.faults] == [("no", "yes"), ()]
    for text in ("a &&", "1 / 0 > 0"):
        with pytest.raises(vaern.ExpressionError) as failed:
            vaern.Expression(text).evaluate({})
        again = pickle.loads(pickle.dumps(failed.value))
        assert str(again) == str(failed.value)
        assert len(again.diagnostics) == len(failed.value.diagnostics)


def test_no_identifier_goes_into_a_pickle_of_an_error(library):
    with pytest.raises(vaern.DataError) as failed:
        library["danger-assessment"].score({"gun": "010190-1234"})
    assert b"010190" not in pickle.dumps(failed.value)
    with pytest.raises(vaern.DataError) as refused:
        vaern.load_case("vaern: 1\ncase: 010190-1234\nprogramme: x@1\nsubject: p1\nparties: []\n")
    assert b"010190" not in pickle.dumps(refused.value)


def saved_values(library, programme) -> dict[str, object]:
    danger = library["danger-assessment"]
    case = vaern.read_case(CASES[0])
    return {
        "instrument": danger,
        "programme": programme,
        "models": library,
        "case": case,
        "score": danger.score({"gun": "yes"}, assessed="2026-09-10"),
        "assessment": programme.assess(case),
        "timeline": programme.timeline(case, as_of=AS_OF, known_by="2026-11-10T08:00Z"),
        "plan": programme.plan(case, as_of=AS_OF),
    }


def test_what_is_saved_opens(library, programme, tmp_path):
    path = tmp_path / "value.vaern"
    for kind, value in saved_values(library, programme).items():
        vaern.save(path, value)
        assert path.read_bytes().startswith(f"vaern-archive 1 {kind} ".encode())
        again = vaern.open(path)
        assert type(again) is type(value)
        assert repr(again) == repr(value)
        assert vaern.to_archive(again) == path.read_bytes()
        if isinstance(value, vaern.Score):
            assert again.record() == value.record()
        if isinstance(value, vaern.Timeline):
            assert again.to_json() == value.to_json()
            assert (again.as_of, again.known_by) == (value.as_of, value.known_by)


def test_nobody_else_may_read_what_holds_a_case(library, programme, tmp_path):
    path = tmp_path / "value.vaern"
    for kind, value in saved_values(library, programme).items():
        path.unlink(missing_ok=True)
        vaern.save(path, value)
        is_model = kind in ("instrument", "programme", "models")
        assert is_model or stat.S_IMODE(path.stat().st_mode) == 0o600, kind
        if not is_model:
            path.chmod(0o644)
            vaern.save(path, value)
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileNotFoundError, match="there is no folder"):
        vaern.save(tmp_path / "new" / "value.vaern", value)
    assert [each.name for each in tmp_path.iterdir()] == ["value.vaern"]


def test_every_archive_of_the_corpus_opens_or_says_that_python_has_no_class_for_it():
    without = set()
    for path in sorted((ROOT / "tests/archive/corpus").rglob("*.vaern")):
        try:
            vaern.open(path)
        except ValueError as error:
            assert "no class" in str(error)
            without.add(path.stem)
    assert without == {"policy", "catalogue", "report"}


def refusal(archive: bytes) -> vaern.Diagnostic:
    with pytest.raises(vaern.DataError) as failed:
        vaern.from_archive(archive, name="sent.vaern")
    return failed.value.faults[0]


def test_a_damaged_archive_says_what_is_wrong_with_fields(library, tmp_path):
    good = vaern.to_archive(library["who-5"])
    cut = refusal(good[:-1])
    assert (cut.code, cut.file, cut.severity) == ("E1310", "sent.vaern", "error")
    assert int(cut.arguments["length"]) == int(cut.arguments["found"]) + 1
    assert "skåret over" in cut.text("da")
    assert refusal(good + b"x").code == "E1311"
    assert refusal(b"").code == refusal(b"PK\x03\x04").code == "E1302"
    newer = refusal(good.replace(b"vaern-archive 1", b"vaern-archive 7"))
    assert (newer.code, newer.arguments["format"]) == ("E1304", "7")
    changed = bytearray(good)
    changed[-300] ^= 1
    assert refusal(bytes(changed)).code == "E1313"
    path = tmp_path / "none.vaern"
    with pytest.raises(vaern.DataError) as failed:
        vaern.open(path)
    assert failed.value.faults[0].code == "E1301"
    assert failed.value.faults[0].file == str(path)


def test_what_cannot_be_an_archive_is_told(library):
    with pytest.raises(TypeError, match="Item cannot be an archive"):
        vaern.to_archive(library["danger-assessment"].items["gun"])  # type: ignore[arg-type]


def test_the_record_in_an_archive_is_the_record(library):
    score = library["who-5"].score({})
    assert score.record().encode() in vaern.to_archive(score)
    assert json.loads(score.record())["instrument"]["id"] == "who-5"
