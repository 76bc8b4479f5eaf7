# SPDX-License-Identifier: Apache-2.0
"""Small models for tests, and parts of their scores."""

from vaern_reference import load, score


def instrument(body, library=None):
    """A model with yes/no items a, b, c unless the body has its own items."""
    yes_no = "items: {a: {type: yes_no}, b: {type: yes_no}, c: {type: yes_no}}\n"
    items = "" if "items:" in body or "extends:" in body else yes_no
    return load(f"instrument: t\n{items}{body}", library)


def total(model, responses, scale="s", **given):
    """Value, lowest and highest of a scale."""
    found = score(model, responses, **given)["scales"][scale]
    return found["value"], found["lowest"], found["highest"]


def faults(model, responses, **given):
    return score(model, responses, **given)["faults"]
