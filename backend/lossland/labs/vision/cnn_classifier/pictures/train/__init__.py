"""The pictures of the study `train`."""

from __future__ import annotations

from collections.abc import Mapping

from lossland.lab import T
from lossland.lab.pictures import Picture, Still
from lossland.lab.views import Curves
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.train import (
    confusion,
    depth,
    epochs,
    filters,
    gallery,
    maps,
    maxima,
    mistakes,
    sheet,
    why,
)
from lossland.labs.vision.cnn_classifier.pictures.train.seen import Seen

LOSS = Curves(
    title=T("Loss", "损失"),
    alt=T("Loss of the batch and of the held-out pictures against update.", "小批量与留出图片的损失随更新的变化。"),
    series=("train_loss", "test_loss"),
    roles=("train", "held"),
    names=(T("training, batch", "训练 (小批量)"), T("test", "测试")),
    y_title=T("cross-entropy", "交叉熵"),
    log=True,
)
ACCURACY = Curves(
    title=T("Accuracy", "准确率"),
    alt=T(
        "Accuracy on pictures to learn from and on held-out ones against update.",
        "训练图片与留出图片上的准确率随更新的变化。",
    ),
    series=("train_accuracy", "test_accuracy"),
    roles=("train", "held"),
    names=(T("training", "训练"), T("test", "测试")),
    y_title=T("share read right", "读对的比例"),
)
TRAIN: Mapping[str, Picture[CnnClassifierParams, Seen]] = {
    "sheet": sheet,
    "maps": maps,
    "accuracy": Still(ACCURACY),
    "depth": depth,
    "epochs": epochs,
    "why": why,
    "mistakes": mistakes,
    "filters": filters,
    "maxima": maxima,
    "confusion": confusion,
    "gallery": gallery,
    "loss": Still(LOSS),
}
