# SPDX-License-Identifier: Apache-2.0
"""Every model, and each kind of result, through the pools that evaluators use.

What a worker makes of a model is what this process makes of it, and what comes back is what was
sent. tests/python/test_archive.py looks at the pickles themselves.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dask
import joblib
import numpy as np
import pandas as pd
import pytest
import vaern

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2026-11-21T09:00+01:00"

# tests/python/test_archive.py has what a second locale could change.
pytestmark = pytest.mark.once

Map = Callable[[Callable[[Any], Any], list[Any]], list[Any]]


@pytest.fixture(scope="module", params=["spawn", "joblib", "dask processes", "dask threads"])
def pool_map(request: pytest.FixtureRequest) -> Iterator[Map]:
    if request.param == "spawn":
        with multiprocessing.get_context("spawn").Pool(2) as pool:
            yield lambda work, values: pool.map(work, values)
    elif request.param == "joblib":
        with joblib.Parallel(n_jobs=2, backend="loky") as parallel:
            yield lambda work, values: list(parallel(joblib.delayed(work)(each) for each in values))
    else:
        settings = {"scheduler": request.param.split()[1], "num_workers": 2}
        yield lambda work, values: list(
            dask.compute(*(dask.delayed(work, pure=False)(each) for each in values), **settings)
        )


# What a worker does: plain functions of this module.


def made_of(model: vaern.Instrument) -> tuple[vaern.Instrument, dict[str, Any]]:
    """Each kind of result of an instrument; some rows of the table are refused."""
    forms = vaern.synthetic(model, rows=60, seed=3, missing=0.2)
    table = pd.DataFrame({name: forms[name] for name in ("person", "assessed")})
    for item in model.items.values():
        words = {i: str(answer) for i, answer in enumerate(item.answers)}
        table[item.id] = pd.Series(forms[item.id].astype(object)).map(words)
    table.loc[7, next(iter(model.items))] = "no such answer"
    return model, {
        "score": model.score({item.id: item.answers[-1] for item in [*model.items.values()][:1]}),
        "pandas": model.score_table(table, on_error="collect", threads=1),
        "arrays": model.score_table(forms, threads=1),
        "codes": {name: column for name, column in forms.items() if column.dtype == np.uint8},
        "read": vaern.ReadTable(table, {-8: "refused"}, {"x": {1: "ja"}}, {"x": "æ"}, {}, ("note",)),
        "labels": vaern.LabelAnswers({"x": {1: "yes"}}, {}),
    }


def echo(value: Any) -> Any:
    return value


def misread(model: vaern.Instrument) -> vaern.Score:
    return model.score({next(iter(model.items)): "no such answer"})


def said(value: Any) -> Any:
    """Whatever can be seen of a value, to be compared."""
    if isinstance(value, vaern.Instrument):
        return value.reference, value.meaning, value.text, value.codebook()
    if isinstance(value, vaern.Score):
        return value.record(), value.explain("da"), repr(value)
    if isinstance(value, (vaern.Timeline, vaern.SafetyPlan)):
        return value.to_json(), value.explain("da")
    if isinstance(value, vaern.Diagnostic):
        return value.render("da"), value.arguments
    if isinstance(value, vaern.Library):
        return [said(model) for model in value.instruments], repr(value)
    if isinstance(value, pd.DataFrame):
        return value.to_csv(), [str(dtype) for dtype in value.dtypes], value.attrs
    if isinstance(value, np.ndarray):
        return str(value.dtype), repr(value.tolist()), value.dtype.metadata
    if isinstance(value, dict):
        return {key: said(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [said(each) for each in value]
    fields = getattr(value, "__dataclass_fields__", None)
    return {name: said(getattr(value, name)) for name in fields} if fields else repr(value)


def test_what_workers_make_of_every_model_is_what_this_process_makes_of_it(pool_map):
    models = list(vaern.load().instruments)
    assert len(models) > 30
    for model, (again, results) in zip(models, pool_map(made_of, models), strict=True):
        assert said(again) == said(model)
        here = made_of(model)[1]
        for kind, value in here.items():
            assert said(results[kind]) == said(value), (model.reference, kind)
        assert here["pandas"].rejected_rows == 1
        assert results["pandas"].rejected[0].value == "no such answer"


def test_each_kind_of_result_goes_there_and_back(pool_map):
    library = vaern.load()
    programme = library.programme("partner-violence")
    case = vaern.read_case(sorted((ROOT / "examples/cases").glob("*.yaml"))[0])
    assessment = programme.assess(case, as_of=AS_OF)
    timeline = programme.timeline(case, as_of=AS_OF)
    plan = programme.plan(case, as_of=AS_OF)
    score = library.instrument("danger-assessment").score({"gun": "yes"})
    values = [
        library,
        programme,
        case,
        assessment,
        *assessment.dyads,
        *assessment.assessments.values(),
        timeline,
        *timeline.obligations,
        plan,
        *plan.measures,
        *plan.questions,
        *made_of(library.instrument("hits"))[1].values(),
        score,
        *score.scales.values(),
        *score.decisive,
        vaern.verify(score.record(), library),
        vaern.verify(score.record().replace('"gun":"yes"', '"gun":"no"'), library),
    ]
    again = pool_map(echo, values)
    assert [type(each) for each in again] == [type(each) for each in values]
    for there, here in zip(again, values, strict=True):
        assert said(there) == said(here)


def test_what_a_worker_cannot_score_is_told_here_as_there(pool_map):
    model = vaern.load().instrument("hits")
    with pytest.raises(vaern.DataError) as here:
        misread(model)
    with pytest.raises(vaern.DataError) as there:
        pool_map(misread, [model])
    assert said(there.value.faults) == said(here.value.faults)
    assert (there.value.item, there.value.value) == ("hurts", "no such answer")


def test_bootstraps_in_a_pool_are_those_of_one_process(pool_map):
    """As an evaluator would: rows drawn with replacement, a share counted, a thousand at a time."""
    model = vaern.load().instrument("danger-assessment")
    forms = vaern.synthetic(model, persons=200, seed=5, missing=0.1)
    tasks = [(model, forms, seed) for seed in range(6)]
    assert pool_map(share_of_high, tasks) == [share_of_high(task) for task in tasks]


def share_of_high(task: tuple[vaern.Instrument, dict[str, Any], int]) -> float:
    model, forms, seed = task
    rows = np.random.default_rng(seed).integers(0, 200, 200)
    drawn = {name: column[rows] for name, column in forms.items()}
    scored = model.score_table(drawn, outputs=["level_high"], codes=True, threads=1)
    return float((scored.table["level_high"] >= 2).mean())
