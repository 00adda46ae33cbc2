"""The views of the multi-layer perceptron playground."""

from __future__ import annotations

from lossland.lab import T
from lossland.lab.pictures import Picture, Still
from lossland.lab.views import Curves
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from lossland.labs.networks.mlp_playground.pictures import confusion, decision, images, loss, network, rule, units
from lossland.labs.networks.mlp_playground.pictures.ridges import ACTIVATIONS, GRADIENTS, WEIGHTS
from lossland.labs.networks.mlp_playground.pictures.seen import Seen

VIEWS: dict[str, Picture[MlpPlaygroundParams, Seen]] = {
    "map": decision,
    "network": network,
    "loss": loss,
    "accuracy": Still(
        Curves(
            title=T("Accuracy", "准确率"),
            caption=T("Once an epoch. A growing gap is over-fitting.", "每轮一次。差距扩大即过拟合。"),
            alt=T("Training and validation accuracy against step.", "训练准确率与验证准确率随步数的变化。"),
            series=("train_accuracy", "validation_accuracy"),
            roles=("train", "held"),
            y_title=T("share right", "正确比例"),
        )
    ),
    "units": units,
    "weights": WEIGHTS,
    "activations": ACTIVATIONS,
    "gradients": GRADIENTS,
    "confusion": confusion,
    "rule": rule,
    "images": images,
}
