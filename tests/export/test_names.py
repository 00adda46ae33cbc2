"""No name of a lab's code is one that an exported script has for itself."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import torch
from torch import Tensor

from lossland.export.script import Experiment, refuse_taken_names, script
from lossland.lab import Arrays, Lab, LabParams
from lossland.lab.text import T
from lossland.lab.views import Figure
from lossland.registry import AnyLab, labs
from lossland.source import ExportError, Piece, Source, bound_names

STEPS = 3.0
"""Also what the script counts to."""


class NoParams(LabParams):
    """None."""


@dataclass
class Walk:
    """A number."""

    x: Tensor


class Clash(Lab[NoParams, Walk]):
    """Walks `STEPS` at a time."""

    slug, part = "clash", "optimizers"
    title = summary = question = T("Clash", "冲突")
    Params = NoParams
    layout = ()

    def start(self, p: NoParams, rng: torch.Generator, device: torch.device) -> Walk:
        return Walk(torch.zeros((), device=device))

    def step(self, s: Walk, p: NoParams) -> dict[str, Tensor]:
        s.x = s.x + STEPS
        return {"x": s.x}

    def figures(self, p: NoParams) -> dict[str, Figure]:
        return {}

    def draw(self, s: Walk, p: NoParams) -> dict[str, Arrays]:
        return {}


def everything(lab: AnyLab) -> Source:
    """All that an export of the lab can contain."""
    return Source(lab, ["start", "step", "done", *(["act"] if lab.actions else [])])


def test_a_constant_that_the_script_would_overwrite_is_named() -> None:
    with pytest.raises(ExportError, match=r"test_names defines 'STEPS'.*rename it"):
        script(Experiment("r", Clash(), 0, {}, [], 3, "torch", "cpu", {}))


@pytest.mark.parametrize(
    "text",
    [
        "LOG = 1\n",
        "MOST, history = 1, 2\n",
        "SEED: int = 3\n",
        "def chart():\n    return 1\n",
        "class SimpleNamespace:\n    pass\n",
        "if True:\n    unpack = None\n",
        "class Racer:\n    pass\n",
    ],
)
def test_every_way_of_taking_a_name_is_found(text: str) -> None:
    source = everything(labs()["linear-regression"])
    source.pieces.append(Piece("lossland.labs.example", "?", text))
    with pytest.raises(ExportError, match=r"lossland\.labs\.example defines"):
        refuse_taken_names(source, "class Racer:\n    pass\n")


def test_names_inside_of_functions_and_comprehensions_are_free() -> None:
    assert bound_names("a = [t for t in b]\ndef f(s):\n    p = s\nwith c as d:\n    e = 1\n") == {"a", "f", "d", "e"}
