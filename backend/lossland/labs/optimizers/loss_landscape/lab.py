"""The face of the loss landscape lab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import torch

from lossland.lab import Arrays, Lab, Metric, T, stills
from lossland.lab.metrics import family
from lossland.lab.pictures import arrays_of, figures_of
from lossland.lab.views import Figure
from lossland.labs.optimizers.loss_landscape.actions import Edit
from lossland.labs.optimizers.loss_landscape.experiment import Walking
from lossland.labs.optimizers.loss_landscape.moments import MOMENTS
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams
from lossland.labs.optimizers.loss_landscape.pictures import VIEWS
from lossland.labs.optimizers.loss_landscape.pictures.seen import Seen
from lossland.labs.optimizers.loss_landscape.presets import PREDICTIONS, PRESETS
from lossland.labs.optimizers.loss_landscape.state import State

ROWS = {str(i): T(f"{i}", f"{i}") for i in (1, 2, 3)} | {f"{i}_skip": T(f"{i}, skips", f"{i}，残差") for i in (1, 2, 3)}
"""The trainings of the first network, then those of the second."""


class LossLandscape(Walking, Lab[LossLandscapeParams, State, Edit]):
    """Balls at their true loss over a fixed plane, with stems to the surface."""

    part = "optimizers"
    title = T("Loss landscape", "损失曲面")
    summary = T(
        "Train real networks and watch them walk over their loss surface, each ball at its true loss.",
        "训练真实网络，看它们在损失曲面上行走，每个小球画在其真实损失处。",
    )
    question = T("Is the picture where the network really is?", "图上的位置就是网络真正所在之处吗？")
    topics = (
        T("Loss surfaces", "损失曲面"),
        T("Optimizers", "优化器"),
        T("Skip connections", "跳跃连接"),
        T("Sharpness", "尖锐度"),
        T("Local minima and saddles", "局部极小值与鞍点"),
    )
    metrics: ClassVar[Mapping[str, Metric]] = {
        "refined": Metric(T("Surface refined", "曲面细化"), percent=True),
        **family("loss", T("Loss", "损失"), ROWS, headline=("1", "2")),
        **family("off", T("Distance", "距离"), ROWS),
        **family("in", T("In plane", "面内占比"), ROWS, percent=True),
    }
    layout = (
        ("surface", ("residual", "slice", "contour", "contour_residual", "numbers")),
        (("loss", "off", "share"),),
    )
    moments = MOMENTS
    reel = stills(60, 100, 150, 250, 400, 600)
    drives = "skips"
    presets = PRESETS
    predictions = PREDICTIONS

    def figures(self, p: LossLandscapeParams) -> dict[str, Figure]:
        return figures_of(VIEWS, p)

    @torch.inference_mode()
    def draw(self, s: State, p: LossLandscapeParams) -> dict[str, Arrays]:
        return arrays_of(VIEWS, Seen(s, p))
