"""The views of the loss landscape lab: those over the plane, the curves, the table and the slice."""

from __future__ import annotations

from lossland.lab import T
from lossland.lab.pictures import Picture
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams
from lossland.labs.optimizers.loss_landscape.pictures import between, numbers
from lossland.labs.optimizers.loss_landscape.pictures.contours import Contours
from lossland.labs.optimizers.loss_landscape.pictures.lines import Lines
from lossland.labs.optimizers.loss_landscape.pictures.seen import Seen
from lossland.labs.optimizers.loss_landscape.pictures.space import Space

VIEWS: dict[str, Picture[LossLandscapeParams, Seen]] = {
    "surface": Space(residual=False),
    "residual": Space(residual=True),
    "contour": Contours(residual=False),
    "contour_residual": Contours(residual=True),
    "loss": Lines(
        "loss",
        title=T("True loss", "真实损失"),
        caption=T(
            "The height of the balls: the mean over all training samples.", "小球的高度：全部训练样本的平均损失。"
        ),
        alt=T("Training loss of every training against step.", "每次训练的训练损失随步数的变化。"),
        y_title=T("loss L", "损失 L"),
        log=True,
    ),
    "off": Lines(
        "off",
        title=T("Distance from the plane", "到平面的距离"),
        caption=T(
            "How far the weights are from the nearest point of the plane. At 0 a ball stands on the surface; a ball on the "
            "surface need not be at 0.",
            "权重到平面最近点的距离：为 0 时小球恰好落在曲面上，但落在曲面上的小球，距离未必为 0。",
        ),
        alt=T("Off-plane distance of every training against step.", "每次训练到平面的距离随步数的变化。"),
        y_title=T("distance in weight space", "权重空间中的距离"),
    ),
    "share": Lines(
        "in",
        title=T("Share in the plane", "面内占比"),
        caption=T(
            "How much of the squared distance between the weights and the plane's centre lies in the plane.",
            "权重到平面中心的平方距离中，有多大比例在平面内。",
        ),
        alt=T("Share in the plane of every training against step.", "每次训练的面内占比随步数的变化。"),
        y_title=T("share of the squared distance", "平方距离占比"),
    ),
    "numbers": numbers,
    "slice": between,
}
