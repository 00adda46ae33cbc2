"""The views of the linear regression lab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch import Tensor

from lossland.lab import Arrays, T
from lossland.lab.views import Curves, Figure
from lossland.labs.regression.linear_regression.params import LinearRegressionParams
from lossland.labs.regression.linear_regression.pictures.bowl import bowl_3d_figure, bowl_figure, draw_bowl
from lossland.labs.regression.linear_regression.pictures.fit import draw_fit, fit_figure
from lossland.labs.regression.linear_regression.pictures.weights import (
    draw_paths,
    draw_weights,
    paths_figure,
    weights_figure,
)

if TYPE_CHECKING:
    from lossland.labs.regression.linear_regression.lab import State


def draw(s: State, p: LinearRegressionParams, answer: Tensor) -> dict[str, Arrays]:
    """The arrays of all views; `answer` is the closed-form minimiser, (1 + K,)."""
    return {
        "fit": draw_fit(s, p, answer),
        **draw_bowl(s, p, answer),
        "weights": draw_weights(s, answer),
        "paths": draw_paths(s, p),
    }


def figures(p: LinearRegressionParams) -> dict[str, Figure]:
    """All views; only structural parameters are read."""
    return {
        "fit": fit_figure(p),
        "bowl": bowl_figure(),
        "bowl_3d": bowl_3d_figure(),
        "curves": Curves(
            title=T("Error on both sets", "两个集合上的误差"),
            caption=T("Mean squared error, whatever form the descent uses.", "均方误差，与下降所用的误差形式无关。"),
            alt=T("Training and validation error against step.", "训练误差与验证误差随步数的变化。"),
            series=("train_loss", "validation_loss"),
            y_title=T("mean squared error", "均方误差"),
            log=True,
        ),
        "distance": Curves(
            title=T("Distance to the star", "到星的距离"),
            caption=T(
                "|w - w*|: a straight line means a constant factor per step.",
                "|w - w*|：直线表示每步缩小固定的倍数。",
            ),
            alt=T(
                "Distance between the weights and the closed-form answer against step.",
                "权重与闭式解的距离随步数的变化。",
            ),
            series=("distance",),
            y_title=T("|w - w*|", "|w - w*|"),
            log=True,
        ),
        "weights": weights_figure(),
        "paths": paths_figure(p),
    }
