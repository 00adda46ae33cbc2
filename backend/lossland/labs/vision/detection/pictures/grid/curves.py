"""The loss, its parts, and the mean average precision against update."""

from __future__ import annotations

from lossland.lab import T
from lossland.lab.pictures import Still
from lossland.lab.views import Curves

OF_GRID = {"study": ["grid"]}

LOSSES = Still(
    Curves(
        title=T("Loss", "损失"),
        caption=T("Of the batch, and of the held-out scenes.", "小批量的损失，以及留出街景的损失。"),
        alt=T("Loss of batches and of held-out scenes against update.", "小批量与留出街景的损失随更新的变化。"),
        series=("train_loss", "test_loss"),
        roles=("train", "held"),
        names=(T("training, batch", "训练 (小批量)"), T("test", "测试")),
        y_title=T("loss a scene", "每幅街景的损失"),
        log=True,
    ),
    OF_GRID,
)
PARTS = Still(
    Curves(
        title=T("Parts of the loss", "损失的各部分"),
        caption=T("Of the batch: p_c, the box before its weight, the class.", "小批量：p_c、框 (乘权重之前)、类别。"),
        alt=T("Three parts of the training loss against update.", "训练损失的三部分随更新的变化。"),
        series=("object", "box", "class"),
        y_title=T("loss a scene", "每幅街景的损失"),
        log=True,
    ),
    OF_GRID,
)
PRECISION = Still(
    Curves(
        title=T("Average precision", "平均精度"),
        caption=T("On 20 held-out scenes, at IoU .5, after suppression.", "20 幅留出街景，交并比 .5，抑制之后。"),
        alt=T("mAP at IoU .5 on held-out scenes against update.", "留出街景上的 mAP@.5 随更新的变化。"),
        series=("map",),
        y_title=T("mAP@.5", "mAP@.5"),
    ),
    OF_GRID,
)
