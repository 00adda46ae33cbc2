"""The pictures of the study `own`."""

from __future__ import annotations

from collections.abc import Mapping

from lossland.lab import T
from lossland.lab.pictures import Picture, Still
from lossland.lab.views import Curves
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.own import confusion, plane, read, wall
from lossland.labs.vision.cnn_classifier.pictures.own.seen import Seen

WAYS = Curves(
    title=T("Three ways compared", "三种方式比较"),
    caption=T(
        "Three copies of the network get the same batches. Which is best depends on how many pictures there are, and how "
        "far they are from photographs.",
        "网络的三个副本使用相同的小批量。哪种最好取决于图片的数量，以及它们与照片相差多远。",
    ),
    alt=T(
        "Accuracy on the held-out pictures against update: all frozen, part frozen, none frozen.",
        "留出图片的准确率随更新的变化：全部冻结、部分冻结、不冻结。",
    ),
    series=("test_accuracy", "accuracy_part", "accuracy_none"),
    names=(T("all frozen", "全部冻结"), T("part", "部分"), T("none", "不冻结")),
    y_title=T("share read right", "读对的比例"),
)
OWN: Mapping[str, Picture[CnnClassifierParams, Seen]] = {
    "own_read": read,
    "own_wall": wall,
    "own_ways": Still(WAYS, {"frozen": ["each"]}),
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
