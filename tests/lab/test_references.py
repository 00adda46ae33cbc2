"""References to what users sent: resolving makes new parameters and touches none."""

from __future__ import annotations

import pickle
from typing import Literal

import pytest
from pydantic import ValidationError

from lossland.lab import Params
from lossland.lab.references import Ref, references, resolve
from lossland.lab.text import Refused

A, B = "a" * 64, "b" * 64


class TextRef(Ref[str]):
    kind = "text"


class Inner(Params):
    ref: TextRef


class Outer(Params):
    plain: Literal["x"] = "x"
    inner: Inner
    rows: tuple[Inner, ...]


def outer() -> Outer:
    return Outer.model_validate({"inner": {"ref": A}, "rows": [{"ref": B}, {"ref": A}]})


def test_every_reference_is_found_and_resolved_in_a_copy() -> None:
    p = outer()
    assert list(references(p)) == [A, B, A]
    q = resolve(p, {A: "first", B: "second"})
    assert (q.inner.ref.value, [row.ref.value for row in q.rows]) == ("first", ["second", "first"])
    assert all(reference.value is None for reference in references(p))
    assert q == p
    assert q.model_dump(mode="json") == p.model_dump(mode="json") == outer().model_dump(mode="json")


def test_parameters_without_references_are_not_copied() -> None:
    class Plain(Params):
        numbers: tuple[int, ...] = (1, 2)

    p = Plain()
    assert resolve(p, {}) is p


def test_what_is_missing_is_named_in_both_languages() -> None:
    with pytest.raises(Refused, match=B) as refused:
        resolve(outer(), {A: "first"})
    assert B in refused.value.said.zh


def test_the_schema_says_what_is_referred_to() -> None:
    assert Inner.model_json_schema()["properties"]["ref"]["format"] == "text"
    with pytest.raises(ValidationError):
        Inner.model_validate({"ref": "no hash"})


def test_a_reference_travels() -> None:
    assert pickle.loads(pickle.dumps(TextRef(A, "first"))).value == "first"
