"""What the study of one object or one face has reached, update by update."""

from __future__ import annotations

from lossland.lab import T
from lossland.lab.pictures import Still
from lossland.lab.views import Curves

SINGLE = {"study": ["single"]}
LOSSES = Still(
    Curves(
        title=T("Loss", "损失"),
        caption=T(
            "Of the pictures of an update, and of 96 held-out ones.",
            "每次更新所用图片的损失，以及 96 张留出图片的损失。",
        ),
        alt=T("Loss against update, two curves.", "损失随更新次数的变化，两条曲线。"),
        series=("single_loss", "single_held_loss"),
        roles=("train", "held"),
        y_title=T("loss a picture", "每张图片的损失"),
        log=True,
    ),
    SINGLE,
)
DISTANCE = Still(
    Curves(
        title=T("Distance", "距离"),
        caption=T(
            "Of a landmark from where it is, on held-out faces, in pixels of a picture of 64×48.",
            "留出人脸上关键点与真实位置的距离，以 64×48 图片的像素计。",
        ),
        alt=T("Mean distance against update.", "平均距离随更新次数的变化。"),
        series=("distance",),
        roles=("held",),
        y_title=T("pixels", "像素"),
    ),
    {**SINGLE, "task": ["landmarks"]},
)
FIT = Still(
    Curves(
        title=T("IoU and class", "交并比与类别"),
        caption=T(
            "Of held-out pictures with a thing: mean IoU of the box, and how often the class is right.",
            "有物体的留出图片：框的平均交并比，以及类别正确的比例。",
        ),
        alt=T("Mean IoU and accuracy of the class against update.", "平均交并比与类别准确率随更新次数的变化。"),
        series=("box_iou", "class_right"),
        y_title=T("mean IoU, share", "平均交并比，比例"),
    ),
    {**SINGLE, "task": ["object"]},
)
