"""The face of the activation functions lab."""

from __future__ import annotations

from lossland.lab import Arrays, Lab, T, sweep
from lossland.lab.pictures import arrays_of, figures_of
from lossland.lab.views import Figure
from lossland.labs.networks.activations.experiment import State, Unit
from lossland.labs.networks.activations.params import ActivationsParams
from lossland.labs.networks.activations.pictures import VIEWS
from lossland.labs.networks.activations.presets import PRESETS


class Activations(Unit, Lab[ActivationsParams, State]):
    """Curve, slope, saturation, and the product of slopes."""

    part = "networks"
    title = T("Activation functions", "激活函数")
    summary = T(
        "Drag z along a curve and see what ten layers of that slope leave of a gradient.",
        "沿曲线拖动 z，看十层这样的斜率相乘后梯度还剩多少。",
    )
    question = T("How much of a gradient survives ten sigmoids?", "梯度穿过十层 Sigmoid 后还剩多少？")
    topics = (
        T("Activation functions", "激活函数"),
        T("Saturation", "饱和"),
        T("Vanishing gradients", "梯度消失"),
        T("Dead units", "死亡神经元"),
    )
    layout = (("curve", ("chain", "forward")),)
    reel = sweep("z", [-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0])
    drives = "z"
    presets = PRESETS

    def figures(self, p: ActivationsParams) -> dict[str, Figure]:
        return figures_of(VIEWS, p)

    def draw(self, s: State, p: ActivationsParams) -> dict[str, Arrays]:
        return arrays_of(VIEWS, s)
