"""The face of the multi-layer perceptron playground."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import torch

from lossland.lab import Arrays, Lab, Metric, T, stills
from lossland.lab.pictures import arrays_of, figures_of
from lossland.lab.views import Figure
from lossland.labs.networks.mlp_playground.actions import Edit
from lossland.labs.networks.mlp_playground.experiment import State, Training
from lossland.labs.networks.mlp_playground.moments import MOMENTS
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from lossland.labs.networks.mlp_playground.pictures import VIEWS
from lossland.labs.networks.mlp_playground.pictures.seen import Seen
from lossland.labs.networks.mlp_playground.presets import PRESETS
from lossland.labs.networks.mlp_playground.questions import PREDICTIONS, TOUR


class MlpPlayground(Training, Lab[MlpPlaygroundParams, State, Edit]):
    """Every unit's own map, weights as ribbons, and a network that hands on its weights."""

    part = "networks"
    title = T("Neural network playground", "神经网络游乐场")
    summary = T(
        "Train a network on points in the plane, see what each neuron sees, and bend any weight while it learns.",
        "在平面点集上训练网络，查看每个神经元所见，并在训练时扳动任意权重。",
    )
    question = T("Can a few neurons tell the classes apart?", "几个神经元就能把各类分开吗？")
    topics = (
        T("Backpropagation", "反向传播"),
        T("Activation functions", "激活函数"),
        T("Optimizers", "优化器"),
        T("Regularisation", "正则化"),
        T("Weight initialisation", "权重初始化"),
        T("Vanishing gradients", "梯度消失"),
    )
    metrics: ClassVar[Mapping[str, Metric]] = {
        "epoch": Metric(T("Epoch", "轮次"), headline=True),
        "train_loss": Metric(T("Training loss (batch)", "训练损失 (小批量)"), better="less"),
        "validation_loss": Metric(T("Validation loss", "验证损失"), better="less"),
        "train_accuracy": Metric(T("Training accuracy", "训练准确率"), percent=True, better="more"),
        "validation_accuracy": Metric(
            T("Validation accuracy", "验证准确率"), headline=True, percent=True, better="more"
        ),
    }
    layout = (
        ("map", ("network", "units", "weights", "activations", "gradients", "confusion", "rule", "images")),
        (("loss", "accuracy"),),
    )
    moments = MOMENTS
    reel = stills(0, 100, 250, 600, 1000, 1500, 2500, 4000)
    drives = "lr"
    presets = PRESETS
    predictions = PREDICTIONS
    tour = TOUR

    def figures(self, p: MlpPlaygroundParams) -> dict[str, Figure]:
        return figures_of(VIEWS, p)

    @torch.inference_mode()
    def draw(self, s: State, p: MlpPlaygroundParams) -> dict[str, Arrays]:
        return arrays_of(VIEWS, Seen(s, p))
