# SPDX-License-Identifier: Apache-2.0
"""Made-up forms from Python: the arrays, what they mean, and what is refused."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import vaern

KEYS = ["person", "wave", "rater", "assessed"]


@pytest.fixture(scope="module")
def danger():
    return vaern.load().instrument("danger-assessment")


def asked(instrument):
    for item in instrument.items.values():
        yield item.id
        if item.ask_when_known:
            yield f"{item.id}.within"


def test_there_is_a_column_for_every_question(danger):
    forms = vaern.synthetic(danger, rows=7)
    assert list(forms) == KEYS + list(asked(danger))
    assert {array.shape for array in forms.values()} == {(7,)}
    assert {forms[name].dtype.name for name in asked(danger)} == {"uint8"}
    assert forms["assessed"].dtype == "datetime64[D]"
    assert [forms[name].dtype.name for name in KEYS[:3]] == ["int32"] * 3


def test_a_seed_gives_the_same_forms_for_any_number_of_threads(danger):
    how = {"rows": 20_000, "seed": 3, "waves": 2, "missing": {"single": 0.1, "dropout": 0.1}}
    one = vaern.synthetic(danger, threads=1, **how)
    for threads in (2, 5, None):
        again = vaern.synthetic(danger, threads=threads, **how)
        assert all(np.array_equal(again[name], one[name]) for name in one)
    other = vaern.synthetic(danger, **{**how, "seed": 4})
    assert not np.array_equal(other["gun"], one["gun"])


def test_persons_have_waves_and_raters(danger):
    forms = vaern.synthetic(danger, persons=5, waves=3, raters=2)
    assert forms["person"].tolist() == [person for person in range(5) for _ in range(6)]
    assert forms["wave"].tolist() == [0, 0, 1, 1, 2, 2] * 5
    assert forms["rater"].tolist() == [0, 1] * 15
    by_wave = forms["assessed"][::2].reshape(5, 3)
    assert (np.diff(by_wave, axis=1) > np.timedelta64(0, "D")).all()
    assert (by_wave[:, 0] >= np.datetime64("2023-01-01")).all()


def test_codes_are_answers_and_reasons_that_score(danger):
    reasons = {255: "not_asked", 254: "not_safe_to_ask", 253: "unknown", 252: "refused"}
    missing = {"single": 0.2, "reasons": dict.fromkeys(reasons.values(), 0.25)}
    forms = vaern.synthetic(danger, rows=200, seed=9, missing=missing)
    seen = set()
    for row in range(200):
        answers = {}
        for item in danger.items.values():
            code = int(forms[item.id][row])
            seen.add(code)
            answers[item.id] = (
                item.answers[code] if code < 250 else {"missing": reasons[code]}
            )
            if item.ask_when_known and answers[item.id] == "yes":
                within = int(forms[f"{item.id}.within"][row])
                answers[item.id] = {
                    "value": "yes",
                    "within": (False, item.ask_when_known)[within] if within < 250 else None,
                }
        danger.score(answers, assessed=forms["assessed"][row].item())
    assert seen == {0, 1, *reasons}


def test_about_the_share_is_missing_that_was_asked_for():
    model = vaern.load().instrument("who-5")
    for share in (0, 0.05, 0.5, 1):
        forms = vaern.synthetic(model, rows=20_000, missing=share, keys=False)
        found = np.mean([column == 255 for column in forms.values()])
        assert found == pytest.approx(share, abs=0.005), share
    blocks = vaern.synthetic(model, rows=20_000, missing={"block": 0.1, "block_size": 5}, keys=False)
    columns = np.array(list(blocks.values()))
    assert ((columns == 255).all(axis=0) == (columns == 255).any(axis=0)).all()
    assert (columns == 255).mean() == pytest.approx(0.1, abs=0.01)


def test_later_waves_lose_persons():
    model = vaern.load().instrument("who-5")
    forms = vaern.synthetic(model, persons=5000, waves=3, missing={"dropout": 0.2})
    column = forms[next(iter(model.items))].reshape(5000, 3)
    there = (column != 255).mean(axis=0)
    assert there.tolist() == pytest.approx([1, 0.8, 0.64], abs=0.03)


def test_raters_agree_as_far_as_they_are_told_to():
    model = vaern.load().instrument("hark")
    item = next(iter(model.items))
    agreement = []
    for share in (0, 1):
        column = vaern.synthetic(model, persons=5000, raters=2, disagreement=share)[item]
        agreement.append((column[::2] == column[1::2]).mean())
    assert agreement[0] > agreement[1] + 0.2


def test_an_item_may_have_the_name_of_a_key():
    model = vaern.loads(
        """
vaern: 1
instrument: sea
version: "1"
status: draft
title: {en: Sea, da: Hav}
items:
  wave: {type: yes_no, text: {en: A wave, da: En bølge}}
scales:
  total: {sum: [wave], missing: bounds_only}
"""
    )
    with pytest.raises(ValueError, match="'wave' is both a key and an item"):
        vaern.synthetic(model, rows=1)
    assert list(vaern.synthetic(model, rows=1, keys=False)) == ["wave"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({}, "give `rows` or `persons`"),
        ({"rows": 1, "persons": 1}, "give `rows` or `persons`"),
        ({"rows": 1, "missing": 1.5}, "`missing` is a share between 0 and 1, and 1.5 is not"),
        ({"rows": 1, "missing": float("nan")}, "`missing` is a share between 0 and 1"),
        ({"rows": 1, "missing": {"often": 1}}, "no 'often'"),
        ({"rows": 1, "missing": {"reasons": {"bored": 1}}}, "'bored' is no reason"),
        ({"rows": 1, "missing": {"block_size": 0}}, "at least one question"),
        ({"rows": 1, "waves": 0}, "at least one wave"),
        ({"rows": 1, "threads": 0}, "`threads` is at least 1"),
        ({"rows": 1, "first_assessed": "2023-02-30"}, "first_assessed"),
        ({"rows": 1, "first_assessed": None}, "first_assessed"),
        ({"rows": 2**31}, "at most 2,147,483,647 rows"),
        ({"persons": 2**31, "waves": 3}, "more persons than fit"),
        ({"persons": 2**30, "waves": 3}, "more rows than fit"),
    ],
)
def test_what_cannot_be_is_refused(danger, wrong, message):
    with pytest.raises(ValueError, match=message):
        vaern.synthetic(danger, **wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"missing": "often"},
        {"missing": {"block_size": -1}},
        {"missing": {"reasons": "refused"}},
        {"disagreement": None},
        {"rows": "many"},
    ],
)
def test_what_is_of_another_kind_is_refused(danger, wrong):
    with pytest.raises(TypeError):
        vaern.synthetic(danger, **{"rows": 1, **wrong})


def test_numpy_is_loaded_only_where_it_is_used():
    program = (
        "import sys, vaern\n"
        "model = vaern.load().instrument('who-5')\n"
        "assert 'numpy' not in sys.modules\n"
        "vaern.synthetic(model, rows=1)\n"
        "assert 'numpy' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
