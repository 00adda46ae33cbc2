"""Tests over the registry: of every lab, of every lab that runs, of every preset, of every case."""

from __future__ import annotations

import pytest

from lossland.lab.text import T
from lossland.registry import labs
from tests.support.cases import cases

ALL = list(labs().values())
RUNS = [lab for lab in ALL if not lab.instant]

every_lab = pytest.mark.parametrize("lab", ALL, ids=lambda lab: lab.slug)
every_run = pytest.mark.parametrize("lab", RUNS, ids=lambda lab: lab.slug)
every_preset = pytest.mark.parametrize(
    ("lab", "preset"), [(lab, preset) for lab in ALL for preset in lab.presets], ids=lambda x: x.slug
)
every_case = pytest.mark.parametrize("tried", cases(), ids=str)


def assert_both(text: object, where: str) -> None:
    """A text that a reader sees is there in both languages."""
    assert isinstance(text, T), f"{where}: {text!r} is not in both languages"
    assert text, where
    assert text.zh, where
