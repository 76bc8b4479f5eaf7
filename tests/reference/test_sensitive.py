# SPDX-License-Identifier: Apache-2.0
"""The score without sensitive items (E5.1): by hand, and two ways of leaving answers out."""

import pytest

import generate
import generate_sensitive
from small import instrument, total
from vaern_reference import load, score
from vaern_reference.conditions import names
from vaern_reference.forms import Form
from vaern_reference.responses import normalise
from vaern_reference.sensitive import form_left, sensitive_items, without_sensitive

SENSITIVE = """
items:
  origin: {type: yes_no, sensitive: yes}
  detail: {type: number, from: 0, to: 2, asked_when: origin}
  b: {type: yes_no}
  either: {type: yes_no, asked_when: {any: [origin, b]}}
consistent: {some: {must: {any: [origin, b]}, because: {en: x}}}
scales:
  s: {sum: [origin, detail, b, either], missing: {prorate: by_count, beyond: clamp}}
  m: {mean: [detail], missing: forbid}
levels: {from: s, cut_offs: {low: lowest, mid: 2, high: 4}}
"""


def test_the_score_without_sensitive_items_closes_what_is_asked_only_after_them():
    """With: 1 + 2 + 1 + 1 = 5. Without origin and its detail: b and either, 2."""
    model = instrument(SENSITIVE.replace("{prorate: by_count, beyond: clamp}", "bounds_only"))
    result = score(model, {"origin": "yes", "detail": 2, "b": "yes", "either": "yes"})
    assert (result["scales"]["s"]["value"], result["computed"]) == ("5", "high")
    assert result["without_sensitive"] == {
        "faults": [],
        "scales": {
            "s": {"value": "2", "lowest": "2", "highest": "2", "attained": [True, True]},
            "m": {"value": None, "lowest": None, "highest": None, "attained": [False, False]},
        },
        "computed": "mid",
        "range": ["mid", "mid"],
        "possible": ["mid"],
    }


def test_an_answer_tells_nothing_of_why_it_was_asked():
    """either was answered, and may have been asked because of origin. Without origin it must not
    follow that b is yes: b no (0) or b yes with either open (1 or 2)."""
    model = instrument(SENSITIVE.replace("{prorate: by_count, beyond: clamp}", "bounds_only"))
    without = score(model, {"origin": "yes", "detail": 0, "either": "yes"})["without_sensitive"]
    assert [without["scales"]["s"][end] for end in ("lowest", "highest")] == ["0", "2"]
    assert without["possible"] == ["low", "mid"]
    # b is no: either does not arise, and no condition may say that someone must be something.
    without = score(model, {"origin": "yes", "b": "no", "either": "yes"})["without_sensitive"]
    assert without["scales"]["s"]["value"] == "0"


def test_an_answer_that_is_left_out_lets_no_other_stay():
    """p was asked because of a, or of b; q because of p. Without a it is not known that p arises,
    and so not that q does: its points, 1, are only possible."""
    model = instrument(
        """
items:
  a: {type: yes_no, sensitive: yes}
  b: {type: yes_no}
  p: {type: yes_no, asked_when: {any: [a, b]}}
  q: {type: yes_no, asked_when: p}
scales: {s: {sum: [a, q], missing: bounds_only}}
"""
    )
    without = score(model, {"a": "yes", "p": "yes", "q": "yes"})["without_sensitive"]
    assert without["scales"]["s"] | {"attained": 0} == {
        "value": None,
        "lowest": "0",
        "highest": "1",
        "attained": 0,
    }


def test_a_missing_sensitive_item_leaves_nothing_missing_without_it():
    result = score(instrument(SENSITIVE), {"b": "yes", "either": "no"})
    assert result["possible"] == ["low", "mid", "high"]  # 1 to 4
    assert result["without_sensitive"]["possible"] == ["low"]
    assert result["without_sensitive"]["scales"]["s"]["value"] == "1"


LEVELS = "levels: {order: [low, high]}\ngates: {g: a}\n"


@pytest.mark.parametrize(
    ("body", "stands"),
    [
        ("scales: {s: {sum: [b], missing: forbid}}\nflags: {f: {when: a}}", False),
        ("scales: {s: {sum: [b], missing: forbid}}\nconsistent: {x: {must: {any: [a, b]}}}", False),
        ("scales: {s: {sum: [c], missing: forbid}}", True),  # c is asked when a
        (LEVELS + "rules: {r: {when: g, raise_to: high}}", True),
        (LEVELS + "rules: {r: {when: b, raise_to: high}}", False),
        ("classes: {k: {first_match: {x: {when: a}, y: {when: otherwise}}}}", True),
        ("outcomes: {o: {order: [x, y], rules: {r: {when: a, raise_to: y}}}}", True),
    ],
)
def test_it_stands_beside_the_score_where_something_reads_a_sensitive_item(body, stands):
    items = "a: {type: yes_no, sensitive: yes}, b: {type: yes_no}, c: {type: yes_no, asked_when: a}"
    model = instrument(f"items: {{{items}}}\n{body}")
    assert ("without_sensitive" in score(model, {})) == stands


def test_outcomes_and_classes_stand_there_too():
    model = instrument(
        """
items: {a: {type: yes_no, sensitive: yes}, b: {type: yes_no}}
outcomes: {o: {order: [x, y], rules: {r: {when: {any: [a, b]}, raise_to: y}}}}
rules: {r: {when: {o: {from: y}}, raise_to: high}}
levels: {order: [low, high]}
classes: {k: {first_match: {x: {when: {all: [a, b]}}, y: {when: otherwise}}}}
"""
    )
    result = score(model, {"a": "yes"})
    assert (result["outcomes"]["o"]["possible"], result["classes"]["k"]["possible"]) == (
        ["y"],
        ["x", "y"],
    )
    assert result["without_sensitive"] == {
        "faults": [],
        "scales": {},
        "computed": None,
        "range": ["low", "high"],
        "possible": ["low", "high"],
        "outcomes": {"o": {"computed": None, "range": ["x", "y"], "possible": ["x", "y"]}},
        "classes": {"k": ["y"]},
    }


def test_what_was_proved_with_the_items_may_not_hold_without_them():
    """a is worth 1 at least, and the table begins there; k is x or y by a."""
    model = instrument(
        """
answers: {deep: {x: 1, y: 2}}
items: {a: {type: deep, sensitive: yes}, b: {type: yes_no}}
tables: {t: {rows: {1: 5, 2: 6}}}
scales:
  s: {sum: [a, b], missing: {at_most: 1, table: {1: {1: 1}}}}
  r: {lookup: {of: s, in: t}, missing: forbid}
  x: {sum: [s, r], missing: forbid}
classes: {k: {exactly_one: {one: {when: {a: x}}, two: {when: {a: y}}}}}
"""
    )
    without = score(model, {"a": "x", "b": "no"})["without_sensitive"]
    assert [without["scales"][id]["value"] for id in "srx"] == ["0", None, "0"]
    assert without["classes"] == {"k": []}
    without = score(model, {"a": "x"})["without_sensitive"]  # b is 0, without a row, or 1: row 5
    assert [without["scales"]["r"][key] for key in ("value", "lowest", "highest")] == [
        None,
        "5",
        "5",
    ]


def test_a_row_that_only_an_imputed_value_lacks_is_missing():
    """Without a, b and c are 0 and 0 or 1; the table says 0 where one is missing, which has no
    row, but a form with c does."""
    model = instrument(
        """
answers: {deep: {x: 1, y: 2}}
items: {a: {type: deep, sensitive: yes}, b: {type: yes_no}, c: {type: yes_no}}
tables: {t: {rows: {1: 5, 2: 6}}}
scales:
  s: {sum: [a, b, c], missing: {at_most: 1, table: {1: {0: 0}}}}
  r: {lookup: {of: s, in: t}, missing: forbid}
  x: {sum: [s, r], missing: bounds_only}
"""
    )
    without = score(model, {"a": "x", "b": "no"})["without_sensitive"]["scales"]
    assert [without[id]["value"] for id in "srx"] == ["0", None, None]
    assert (without["x"]["lowest"], without["x"]["highest"]) == ("0", "6")
    without = score(model, {"a": "x", "b": "no", "c": "no"})["without_sensitive"]["scales"]
    assert [without[id]["value"] for id in "srx"] == ["0", None, "0"]


# --- Chains -------------------------------------------------------------------------------

CHAIN = """
items:
  a: {type: yes_no, sensitive: yes}
  b: {type: yes_no, sensitive: yes, asked_when: a}
  d: {type: yes_no}
  p: {type: yes_no, asked_when: {any: [b, d]}}
  q: {type: yes_no, asked_when: {any: [a, p]}}
scales: {s: {sum: {b: 100, d: 1, p: 2, q: 4}, missing: bounds_only}}
"""


@pytest.mark.parametrize(
    ("d", "bounds"),
    [
        ({"d": "yes"}, ("7", "7", "7")),  # p arises by d, and so q by p: both answers stay.
        ({}, (None, "0", "7")),  # p is left out with b, and so q: neither arises, or d and both.
        ({"d": "no"}, ("0", "0", "0")),  # Neither arises.
    ],
)
def test_along_a_chain_of_sensitive_questions_an_answer_stays_where_it_surely_arises(d, bounds):
    """b is sensitive and asked because of a, which is, too."""
    form = {"a": "yes", "b": "yes", "p": "yes", "q": "yes", **d}
    assert total(instrument(CHAIN), {**form, "d": "yes"}) == ("107", "107", "107")
    found = score(instrument(CHAIN), form)["without_sensitive"]["scales"]["s"]
    assert (found["value"], found["lowest"], found["highest"]) == bounds


def left_by_passes(model, answers: dict) -> dict:
    """E5.1 another way: all answers to questions that may have arisen because of a sensitive one
    are taken away, and those whose question surely arises put back, until none comes back."""
    told = sensitive_items(model)
    asked_when = {name: names(asked.asked_when) for name, asked in model.inputs.items()}
    for _ in model.inputs:
        told |= {name for name, read in asked_when.items() if told & read}
    without = without_sensitive(model)
    left = {name: code for name, code in answers.items() if name not in told}
    while True:
        form = Form(without, left, {})
        back = {name for name in answers if name not in left and form.applicable(name) is True}
        if not back:
            return left
        left = left | {name: answers[name] for name in back}


@pytest.mark.parametrize("seed", range(60))
def test_it_is_the_same_to_put_answers_back_until_none_comes_back(seed):
    """Whichever question is looked at first: what is answered can only settle more."""
    model = load(generate_sensitive.model_text(seed))
    for form in generate.some_forms(model, seed, 40):
        answers = normalise(model, form)[0]
        left = form_left(without_sensitive(model), answers).answers
        assert left == left_by_passes(model, answers)
