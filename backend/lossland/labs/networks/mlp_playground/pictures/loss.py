"""The curves of the loss."""

from __future__ import annotations

from lossland.lab import T
from lossland.lab.views import Curves
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from lossland.labs.networks.mlp_playground.pictures.seen import Seen


def draw(seen: Seen) -> None:
    """Nothing: curves are made of metrics."""


def figure(p: MlpPlaygroundParams) -> Curves:
    """The curves, on an axis that names the loss."""
    loss = {
        "cross_entropy": T("cross-entropy", "交叉熵"),
        "squared_error": T("squared error", "平方误差"),
    }[p.loss]
    return Curves(
        title=T("Loss", "损失"),
        caption=T(
            "Of each batch while training, and of the whole validation set once an epoch.",
            "训练时每个小批量的损失，以及每轮一次的整个验证集的损失。",
        ),
        alt=T("Training and validation loss against step.", "训练损失与验证损失随步数的变化。"),
        series=("train_loss", "validation_loss"),
        roles=("train", "held"),
        y_title=loss,
        log=True,
    )
