"""The three ways of freezing, side by side."""

from __future__ import annotations

from lossland.lab import T
from lossland.lab.views import Curves
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams


def figure(p: CnnClassifierParams) -> Curves | None:
    """Where they are compared."""
    if p.frozen != "each":
        return None
    return Curves(
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


def draw(seen: object) -> None:
    """Nothing: the page draws it from the metrics."""
