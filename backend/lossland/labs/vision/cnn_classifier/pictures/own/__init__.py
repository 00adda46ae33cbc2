"""The pictures of the study `own`."""

from __future__ import annotations

from collections.abc import Mapping

from lossland.lab import T
from lossland.lab.pictures import Picture, Still
from lossland.lab.views import Curves
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.own import confusion, plane, read, wall, ways
from lossland.labs.vision.cnn_classifier.pictures.own.seen import Seen

OWN: Mapping[str, Picture[CnnClassifierParams, Seen]] = {
    "own_read": read,
    "own_wall": wall,
    "own_ways": ways,
    "own_plane": plane,
    "own_confusion": confusion,
    "own_loss": Still(
        Curves(
            title=T("Loss", "损失"),
            alt=T(
                "Loss of the batch and of the held-out pictures against update.", "小批量与留出图片的损失随更新的变化。"
            ),
            series=("train_loss", "test_loss"),
            y_title=T("cross-entropy", "交叉熵"),
            log=True,
        )
    ),
    "own_accuracy": Still(
        Curves(
            title=T("Accuracy", "准确率"),
            alt=T("Accuracy on the held-out pictures against update.", "留出图片上的准确率随更新的变化。"),
            series=("test_accuracy",),
            y_title=T("share read right", "读对的比例"),
        )
    ),
}
