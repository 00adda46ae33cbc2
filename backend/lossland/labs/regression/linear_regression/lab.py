"""The face of the linear regression lab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from lossland.lab import Arrays, Lab, Metric, T, stills
from lossland.lab.pictures import arrays_of, figures_of
from lossland.lab.views import Figure
from lossland.labs.regression.linear_regression.actions import Edit
from lossland.labs.regression.linear_regression.experiment import Descent, State
from lossland.labs.regression.linear_regression.moments import MOMENTS
from lossland.labs.regression.linear_regression.params import LinearRegressionParams
from lossland.labs.regression.linear_regression.pictures import VIEWS
from lossland.labs.regression.linear_regression.pictures.seen import Seen
from lossland.labs.regression.linear_regression.presets import PRESETS
from lossland.labs.regression.linear_regression.questions import PREDICTIONS


class LinearRegression(Descent, Lab[LinearRegressionParams, State, Edit]):
    """Two linked pictures: a point on the bowl is a line among the points."""

    part = "regression"
    title = T("Linear regression", "线性回归")
    summary = T(
        "Roll down the bowl of least squares, drag a point to reshape it, and compare with the normal equations.",
        "沿最小二乘的碗形曲面下降，拖动数据点改变它的形状，并与正规方程的解对比。",
    )
    question = T("Will gradient descent find the star?", "梯度下降能找到那颗星吗？")
    topics = (
        T("Normal equations", "正规方程"),
        T("Gradient descent", "梯度下降"),
        T("Feature scaling", "特征缩放"),
        T("Ridge, lasso, elastic net", "岭回归、Lasso、弹性网络"),
        T("Over-fitting", "过拟合"),
    )
    metrics: ClassVar[Mapping[str, Metric]] = {
        "train_loss": Metric(T("Training error (mean square)", "训练误差 (均方)"), headline=True, better="less"),
        "validation_loss": Metric(T("Validation error (mean square)", "验证误差 (均方)"), headline=True, better="less"),
        "distance": Metric(T("Distance to the star", "到星的距离")),
        "accuracy": Metric(T("Training accuracy at threshold 0.5", "阈值 0.5 下的训练准确率"), percent=True),
    }
    layout = (("fit", ("bowl", "bowl_3d", "weights", "paths")), (("curves", "distance"),))
    speed = 10.0  # the line is seen to swing
    moments = MOMENTS
    reel = stills(0, 1, 2, 3, 4, 6, 10, 15, 25)
    drives = "lr"
    presets = PRESETS
    predictions = PREDICTIONS

    def figures(self, p: LinearRegressionParams) -> dict[str, Figure]:
        return figures_of(VIEWS, p)

    def draw(self, s: State, p: LinearRegressionParams) -> dict[str, Arrays]:
        return arrays_of(VIEWS, Seen(s, p))
