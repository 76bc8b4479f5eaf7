# SPDX-License-Identifier: Apache-2.0
"""Local versions (E4.1; language: `extends`), with results worked out by hand."""

import pytest

from small import instrument
from vaern_reference import score
from vaern_reference.extends import chain, join
from vaern_reference.loading import read_yaml

PUBLISHED = """instrument: base
version: "1"
title: {en: Base}
population: {age: {from: 18}}
answers: {often: {never: 0, some: 1, often: 2}, words: [x, y]}
items:
  a: {type: often, text: {en: A}}
  b: {type: often, text: {en: B}}
parameters: {cut: {value: 3, text: {en: x}}}
scales: {s: {sum: [a, b], missing: {count_as: never}}}
gates: {g: {all: [{a: often}]}}
rules: {r: {when: g, raise_by: 1}}
levels: {from: s, cut_offs: {low: lowest, mid: 2, high: cut}, texts: {low: {en: x}}}
judgement: {lower: with_reason}
examples: [{name: x, responses: {}, expect: {}}]
"""


def local(body, base=PUBLISHED):
    head = 'instrument: local\nversion: "1"\nextends: base@1\n'
    return instrument(head + body, {"base@1": base}.__getitem__)


def joined(body):
    return join(read_yaml(PUBLISHED), read_yaml(body))


def test_a_local_file_changes_only_what_it_lists():
    model = local("parameters: {cut: {value: 4, source: local}}")
    form = {"a": "some", "b": "often"}
    result = score(model, form)
    assert (result["scales"]["s"]["value"], result["computed"]) == ("3", "mid")
    assert result["published"] == {
        "faults": [],
        "scales": {"s": {"value": "3", "lowest": "3", "highest": "3", "attained": [True, True]}},
        "computed": "high",
        "range": ["high", "high"],
        "possible": ["high"],
    }


def test_an_entry_changes_only_the_keys_it_has_and_a_new_one_comes_last():
    whole = joined("items: {b: {sensitive: yes}, c: {type: often}, a: {text: {da: A}}}")
    assert list(whole["items"]) == ["a", "b", "c"]
    assert whole["items"]["b"] == {"type": "often", "text": {"en": "B"}, "sensitive": "yes"}
    assert whole["items"]["a"] == {"type": "often", "text": {"da": "A"}}  # each key as a whole


def test_levels_change_key_by_key_and_cut_offs_level_by_level():
    whole = joined("levels: {cut_offs: {mid: 1, top: 4}, source: local}")
    assert whole["levels"] == {
        "from": "s",
        "cut_offs": {"low": "lowest", "mid": "1", "high": "cut", "top": "4"},
        "texts": {"low": {"en": "x"}},
        "source": "local",
    }


def test_option_sets_change_code_by_code_and_gates_as_a_whole():
    whole = joined(
        "answers: {often: {some: 5, always: 9}, words: [x, y, z]}\n"
        "gates: {g: {any: [{b: often}]}, h: {a: some}}"
    )
    assert whole["answers"] == {
        "often": {"never": "0", "some": "5", "often": "2", "always": "9"},
        "words": ["x", "y", "z"],
    }
    assert whole["gates"] == {"g": {"any": [{"b": "often"}]}, "h": {"a": "some"}}


def test_an_option_set_written_in_another_form_is_changed_as_a_whole():
    long = "{ordered: yes, options: {never: 0, often: 1}}"
    assert joined(f"answers: {{often: {long}}}")["answers"]["often"] == {
        "ordered": "yes",
        "options": {"never": "0", "often": "1"},
    }


def test_the_head_is_local_except_what_it_does_not_say_and_examples_are_its_own():
    whole = joined("instrument: local\ntitle: {da: Lokal}\njudgement: {lower: never}")
    assert (whole["title"], whole["population"]) == ({"da": "Lokal"}, {"age": {"from": "18"}})
    assert (whole["judgement"], "examples" in whole) == ({"lower": "never"}, False)
    assert joined("instrument: local")["judgement"] == {"lower": "with_reason"}


def test_a_scale_a_rule_and_a_policy_change_by_their_keys():
    changes = "scales: {s: {missing: forbid}}\nrules: {r: {raise_by: 2}}\ngates: {g: {b: often}}"
    model = local(changes)
    result = score(model, {"b": "often"})
    assert (result["scales"]["s"]["value"], result["published"]["scales"]["s"]["value"]) == (
        None,
        "2",
    )
    assert result["rules"]["r"] == "yes"
    # Locally mid or above, two up. Published: 2 is mid, and with a = some or often high.
    assert (result["possible"], result["published"]["possible"]) == (["high"], ["mid", "high"])
    assert result["published"]["computed"] == "mid"


def test_items_that_only_the_local_version_has_are_left_out():
    model = local(
        "items: {c: {type: often}, a: {asked_when: {c: often}}}\nscales: {s: {sum: [a, b, c]}}"
    )
    result = score(model, {"c": "never", "b": "some"})
    assert (result["scales"]["s"]["value"], result["possible"]) == ("1", ["low"])
    # There a was not asked; published it is missing: 1 to 3, and often lifts by one.
    assert result["published"]["possible"] == ["low", "mid", "high"]
    assert result["published"]["computed"] == "low"


@pytest.mark.parametrize(
    ("body", "form", "published"),
    [
        (
            "answers: {often: {always: 3}}",
            {"a": "always"},
            {"faults": [{"kind": "outside_domain", "items": ["a"]}]},
        ),
        (
            "items: {b: {asked_when: yes}}",
            {"a": "never", "b": "some"},
            {"faults": [{"kind": "not_applicable", "items": ["b"]}]},
        ),
    ],
)
def test_where_the_published_version_finds_faults_it_says_so(body, form, published):
    base = PUBLISHED.replace("b: {type: often", "b: {type: often, asked_when: {a: some}")
    result = score(local(body, base), form)
    assert result["faults"] == []
    assert result["published"] == published


def test_the_published_version_is_the_last_that_extends_nothing():
    region = 'instrument: region\nversion: "1"\nextends: base@1\nparameters: {cut: {value: 4}}'
    texts = {"base@1": PUBLISHED, "region@1": region}
    own = 'instrument: clinic\nversion: "1"\nextends: region@1\nlevels: {cut_offs: {mid: 1}}'
    model = instrument(own, texts.__getitem__)
    result = score(model, {"a": "some", "b": "never"})
    assert (result["computed"], result["published"]["computed"]) == ("mid", "low")
    result = score(model, {"a": "some", "b": "often"})
    assert (result["computed"], result["published"]["computed"]) == ("mid", "high")
    versions = chain(read_yaml(own), lambda reference: read_yaml(texts[reference]))
    assert [each["instrument"] for each in versions] == ["base", "region", "clinic"]


def test_the_published_version_takes_the_same_earlier_assessments_and_day():
    base = PUBLISHED + "earlier: {before: {of: s, take: last, from: 0, to: 4, text: {en: x}}}\n"
    base = base.replace("when: g", "when: {before: {from: 2}}")
    model = local("earlier: {before: {take: max}}", base)
    earlier = [
        {"assessed": "2026-01-01", "scales": {"s": 3}},
        {"assessed": "2026-01-02", "scales": {"s": 1}},
    ]
    form = {"a": "some", "b": "never"}
    result = score(model, form, assessed="2026-02-01", earlier=earlier)
    assert result["earlier"] == {"before": "3"}
    assert (result["computed"], result["published"]["computed"]) == ("mid", "low")
