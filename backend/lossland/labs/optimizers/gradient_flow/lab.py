"""The face of the gradient flow lab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from lossland.lab import Arrays, Lab, Metric, T, sweep
from lossland.lab.pictures import arrays_of
from lossland.lab.views import Figure
from lossland.labs.optimizers.gradient_flow.experiment import Flow, State
from lossland.labs.optimizers.gradient_flow.moments import MOMENTS
from lossland.labs.optimizers.gradient_flow.params import GradientFlowParams
from lossland.labs.optimizers.gradient_flow.pictures import VIEWS, figures
from lossland.labs.optimizers.gradient_flow.pictures.seen import Seen
from lossland.labs.optimizers.gradient_flow.presets import PREDICTIONS, PRESETS


class GradientFlow(Flow, Lab[GradientFlowParams, State]):
    """A line that tilts, and what holds it level."""

    part = "optimizers"
    title = T("Gradient flow", "梯度流动")
    summary = T(
        "Drag the gain of the starting weights and watch gradients vanish or explode through a hundred layers.",
        "拖动初始权重的增益，观察梯度在上百层中消失或爆炸。",
    )
    question = T("Which gain keeps the line level?", "多大的增益能让直线保持水平？")
    topics = (
        T("Vanishing and exploding gradients", "梯度消失与梯度爆炸"),
        T("Weight initialisation", "权重初始化"),
        T("Batch normalisation", "批量归一化"),
        T("Residual connections", "残差连接"),
        T("Gradient clipping", "梯度裁剪"),
        T("Gradient checking", "梯度检验"),
    )
    metrics: ClassVar[Mapping[str, Metric]] = {
        "loss": Metric(T("Training loss (batch)", "训练损失 (小批量)"), better="less"),
        "tilt": Metric(T("First : last gradient, log₁₀", "首层与末层梯度之比，log₁₀"), headline=True),
        "accuracy": Metric(T("Accuracy on the mini-batch", "小批量上的准确率"), headline=True, percent=True),
        "gradient_norm": Metric(T("Gradient norm, whole", "整个梯度的范数")),
        "step_norm": Metric(T("Norm after clipping", "裁剪后的范数")),
    }
    layout = (
        ("gradients", ("signals", "means", "orders", "orders_table", "check", "check_table")),
        (("loss", "norms"),),
    )
    speed = 20.0
    moments = MOMENTS
    reel = sweep("gain", [0.8, 1.0, 1.2, 1.414, 1.6, 1.8, 2.0])
    drives = "gain"
    presets = PRESETS
    predictions = PREDICTIONS

    def figures(self, p: GradientFlowParams) -> dict[str, Figure]:
        return figures(p.depth, p.residual)

    def draw(self, s: State, p: GradientFlowParams) -> dict[str, Arrays]:
        return arrays_of(VIEWS, Seen(s, p))
