"""Exports: the notebook runs too, data travel in short, and what cannot be cut out is named."""

from __future__ import annotations

import sys
import types

import nbformat
import pytest

from lossland.export.notebook import notebook
from lossland.export.script import script
from lossland.registry import labs
from lossland.source import ExportError, Source
from tests.support.cases import Case, Tried

REGRESSION = labs()["linear-regression"]
PLAYGROUND = labs()["mlp-playground"]


ACT = {"kind": "set_weights", "a": 1.0, "b": -0.5}


def test_the_notebook_is_valid_and_its_cells_run(monkeypatch: pytest.MonkeyPatch) -> None:
    text = notebook(Tried(REGRESSION, "edited", Case(changes=[(2, "action", ACT)], steps=5)).experiment())
    book = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(book)
    code = [cell.source for cell in book.cells if cell.cell_type == "code"]
    module = types.ModuleType("notebook")
    monkeypatch.setitem(sys.modules, "notebook", module)
    names = vars(module)
    for cell in code:
        exec(compile("from __future__ import annotations\n" + cell, "cell", "exec"), names)
    assert len(names["history"]) == 5
    assert len(names["chart"](names["history"]).data) == len(names["history"][-1])


def test_digits_travel_as_pictures() -> None:
    text = script(
        Tried(PLAYGROUND, "digits", Case({"data": {"kind": "digits", "classes": 3, "count": 60}})).experiment()
    )
    assert "torch.uint8, 60, 8, 8)" in text
    assert len(text) < 120_000


def test_what_cannot_be_cut_out_is_named() -> None:
    with pytest.raises(ExportError, match="no_such_method"):
        Source(REGRESSION, ["no_such_method"])
