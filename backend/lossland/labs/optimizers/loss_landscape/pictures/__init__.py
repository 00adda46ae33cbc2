"""All views of the loss landscape lab: those over the plane, the curves, the table and the slice."""

from __future__ import annotations

import plotly.graph_objects as go

from lossland.lab import T
from lossland.lab.views import Column, Curves, Figure, Plot, Table, painted
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams
from lossland.labs.optimizers.loss_landscape.pictures.plane_figures import ROLES, TICKS, contour_figure, surface_figure
from lossland.labs.optimizers.loss_landscape.planes import chosen
from lossland.labs.optimizers.loss_landscape.trainings import METHODS


def names_of(p: LossLandscapeParams) -> list[T]:
    """What the trainings are called: number and optimizer."""
    return [
        T(f"{i + 1}: {METHODS[one.optimizer]}", f"{i + 1}：{METHODS[one.optimizer].zh}")
        for i, one in enumerate(chosen(p))
    ]


def figures(p: LossLandscapeParams) -> dict[str, Figure]:
    """All views; only structural parameters are read."""
    names = names_of(p)
    k, both = len(names), p.skips == "both"
    kinds = ["", "_skip"] if both else [""]
    metrics = [f"{i + 1}{kind}" for kind in kinds for i in range(k)]
    found: dict[str, Figure] = {
        "surface": surface_figure(names, both, False),
        "contour": contour_figure(names, False),
    }
    if both:
        found["residual"] = surface_figure(names, both, True)
        found["contour_residual"] = contour_figure(names, True)
    plain, skip = (T(", plain", "，无跳跃"), T(", residual", "，残差")) if both else (T("", ""), T("", ""))
    rows = tuple(T(f"{name}{kind}", f"{name.zh}{kind.zh}") for kind in (plain, skip)[: len(kinds)] for name in names)
    return found | {
        "loss": Curves(
            title=T("True loss", "真实损失"),
            caption=T(
                "The height of the balls: the mean over all training samples.", "小球的高度：全部训练样本的平均损失。"
            ),
            alt=T("Training loss of every training against step.", "每次训练的训练损失随步数的变化。"),
            series=tuple(f"loss_{name}" for name in metrics),
            y_title=T("loss L", "损失 L"),
            log=True,
            roles=ROLES[:k] * len(kinds),
        ),
        "off": Curves(
            title=T("Distance from the plane", "到平面的距离"),
            caption=T(
                "How far the weights are from the nearest point of the plane: 0 where a ball stands on the surface.",
                "权重到平面最近点的距离：为 0 时小球恰好落在曲面上。",
            ),
            alt=T("Off-plane distance of every training against step.", "每次训练到平面的距离随步数的变化。"),
            series=tuple(f"off_{name}" for name in metrics),
            y_title=T("distance in weight space", "权重空间中的距离"),
            roles=ROLES[:k] * len(kinds),
        ),
        "share": Curves(
            title=T("Share in the plane", "面内占比"),
            caption=T(
                "How much of the squared distance between the weights and the plane's centre lies in the plane.",
                "权重到平面中心的平方距离中，有多大比例在平面内。",
            ),
            alt=T("Share in the plane of every training against step.", "每次训练的面内占比随步数的变化。"),
            series=tuple(f"in_{name}" for name in metrics),
            y_title=T("share of the squared distance", "平方距离占比"),
            roles=ROLES[:k] * len(kinds),
        ),
        "numbers": _table(rows),
        "slice": _slice_figure(),
    }


def _table(rows: tuple[T, ...]) -> Table:
    return Table(
        title=T("Numbers", "数值"),
        caption=T(
            "How much of the way from the plane's centre lies in the plane, how far off it the weights are, and the"
            " largest eigenvalue of the Hessian (with “Measure sharpness”). Without loss: diverged. The points in the"
            " plane are generated data.",
            "从平面中心到权重的位移有多少在平面内、权重离平面多远，以及黑塞矩阵的最大特征值 (需开启“测量尖锐度”)。"
            "无损失值表示已发散。平面点集为生成的数据。",
        ),
        alt=T(
            "Loss, test error, share in the plane, distance and sharpness of every training.",
            "每次训练的损失、测试误差、面内占比、距离与尖锐度。",
        ),
        columns=(
            Column(name="loss", title=T("Loss", "损失")),
            Column(name="error", title=T("Test error", "测试误差"), percent=True),
            Column(name="share", title=T("In plane", "面内占比"), percent=True),
            Column(name="off", title=T("Off plane", "离面距离")),
            Column(name="sharp", title=T("λ₁ of H", "H 的 λ₁")),
        ),
        rows=rows,
    )


def _slice_figure() -> Plot:
    figure = go.Figure(
        [
            go.Scatter(uid="train", name=T("training loss", "训练损失"), line_width=3, meta=painted(line="accent")),
            go.Scatter(uid="test", name=T("test loss", "测试损失"), line_dash="dash", meta=painted(line="class-0")),
            go.Scatter(
                uid="right",
                name=T("test accuracy (right axis)", "测试准确率 (右轴)"),
                yaxis="y2",
                line_dash="dot",
                meta=painted(line="good"),
            ),
            go.Scatter(
                uid="ends",
                name=T("training 1 and 2", "训练 1 与 2"),
                mode="markers",
                marker_size=10,
                meta=painted(marker="ink"),
            ),
        ]
    )
    figure.update_xaxes(title=T("t: θ = (1 - t) θ₁ + t θ₂", "t：θ = (1 - t) θ₁ + t θ₂"))
    figure.update_layout(
        yaxis={"title": T("loss L", "损失 L"), **TICKS},
        yaxis2={
            "title": T("accuracy", "准确率"),
            "overlaying": "y",
            "side": "right",
            "range": [0, 1.02],
            "tickformat": ".0%",
            "tickvals": [0, 0.25, 0.5, 0.75, 1],
            "showgrid": False,
        },
        margin={"r": 60},
    )
    return Plot(
        title=T("Between two solutions", "两个解之间"),
        caption=T(
            "The loss on the straight line through trainings 1 and 2 as they are now. A hump between them is a barrier.",
            "沿训练 1 与训练 2 当前权重连线的损失。两者之间的隆起即为势垒。",
        ),
        alt=T("Loss and accuracy along the line between two trainings.", "两次训练连线上的损失与准确率。"),
        figure=figure,
    )
