"""The views of the linear regression lab."""

from __future__ import annotations

from lossland.lab import T
from lossland.lab.pictures import Picture, Still
from lossland.lab.views import Curves
from lossland.labs.regression.linear_regression.params import LinearRegressionParams
from lossland.labs.regression.linear_regression.pictures import bowl, bowl_3d, fit, paths, weights
from lossland.labs.regression.linear_regression.pictures.seen import Seen

VIEWS: dict[str, Picture[LinearRegressionParams, Seen]] = {
    "fit": fit,
    "bowl": bowl,
    "bowl_3d": bowl_3d,
    "curves": Still(
        Curves(
            title=T("Error on both sets", "两个集合上的误差"),
            caption=T("Mean squared error, whatever form the descent uses.", "均方误差，与下降所用的误差形式无关。"),
            alt=T("Training and validation error against step.", "训练误差与验证误差随步数的变化。"),
            series=("train_loss", "validation_loss"),
            roles=("train", "held"),
            y_title=T("mean squared error", "均方误差"),
            log=True,
        )
    ),
    "distance": Still(
        Curves(
            title=T("Distance to the star", "到星的距离"),
            caption=T(
                "|w − w*|: a straight line means a constant factor per step. With mini-batches it ends in noise.",
                "|w − w*|：直线表示每步缩小固定的倍数。使用小批量时，曲线最终只剩噪声。",
            ),
            alt=T(
                "Distance between the weights and the closed-form answer against step.",
                "权重与闭式解的距离随步数的变化。",
            ),
            series=("distance",),
            y_title=T("|w − w*|", "|w − w*|"),
            log=True,
        )
    ),
    "weights": weights,
    "paths": paths,
}
