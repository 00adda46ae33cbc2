"""A walk through a classic network: what comes out of each stage, what it has learned by heart, what it costs.

Nothing is computed: on the meta device tensors have shapes and no numbers, so that VGG-16 is there in a moment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor

from lossland.algorithms.vision.classic.alexnet import alexnet
from lossland.algorithms.vision.classic.course import course_net
from lossland.algorithms.vision.classic.densenet import densenet121
from lossland.algorithms.vision.classic.inception import course_inception
from lossland.algorithms.vision.classic.lenet import lenet5
from lossland.algorithms.vision.classic.resnet import resnet18, resnet50
from lossland.algorithms.vision.classic.stages import Stages
from lossland.algorithms.vision.classic.vgg import vgg16
from lossland.algorithms.vision.classic.walk import Walked, layers_of, stages_of
from lossland.lab import Refused, T, constant
from lossland.labs.vision.cnn_classifier.actions import Draw
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams

MILLION = 1e6
BUILT: dict[str, tuple[Callable[[], Stages], tuple[int, int, int]]] = {
    "course": (course_net, (3, 39, 39)),
    "lenet5": (lenet5, (1, 32, 32)),
    "lenet5_colour": (partial(lenet5, 3), (3, 32, 32)),
    "alexnet": (alexnet, (3, 227, 227)),
    "vgg16": (vgg16, (3, 224, 224)),
    "inception": (partial(course_inception, True), (192, 28, 28)),
    "inception_plain": (partial(course_inception, False), (192, 28, 28)),
    "resnet18": (resnet18, (3, 224, 224)),
    "resnet50": (resnet50, (3, 224, 224)),
    "densenet121": (densenet121, (3, 224, 224)),
}
"""How each is built, and the picture (C, H, W) that it takes."""


@dataclass
class ShapesState:
    """How far the walk has come."""

    t: int
    """Stages walked through."""
    rows: list[Walked] = constant()
    """All stages in their order; of the Inception module its layers, branch by branch."""
    given: tuple[int, int, int] = constant()
    """(C, H, W) of the picture."""


def walked(name: str) -> list[Walked]:
    """The stages of a classic network; of the Inception module the layers of its branches, which all see the input."""
    build, shape = BUILT[name]
    with torch.device("meta"):
        net = build()
    stages = stages_of(net, shape)
    if not name.startswith("inception"):
        return stages
    return [*layers_of(net, shape), Walked("joined", "other", stages[0].shape, 0, 0, 0)]


class Shapes:
    """A step is a stage."""

    def start(self, p: CnnClassifierParams, rng: torch.Generator, device: torch.device) -> ShapesState:
        return ShapesState(t=0, rows=walked(p.classic), given=BUILT[p.classic][1])

    def adopt(self, s: ShapesState, p: CnnClassifierParams, old: CnnClassifierParams | None) -> None:
        """Nothing is derived."""

    def step(self, s: ShapesState, p: CnnClassifierParams) -> dict[str, Tensor]:
        s.t += 1
        return self.measure(s, p)

    def measure(self, s: ShapesState, p: CnnClassifierParams) -> dict[str, Tensor]:
        seen = s.rows[: s.t]
        return {
            "parameters": torch.tensor(sum(row.parameters for row in seen) / MILLION),
            "multiplications": torch.tensor(sum(row.multiplications for row in seen) / MILLION),
            "activations": torch.tensor(sum(row.activations for row in seen) / MILLION),
        }

    def act(self, s: ShapesState, p: CnnClassifierParams, action: Draw) -> None:
        raise Refused(T("there is nothing to draw on in this study", "此项内容中没有可绘图的地方"))

    def done(self, s: ShapesState, p: CnnClassifierParams) -> bool:
        return s.t >= len(s.rows)
