"""The presets of the linear regression lab."""

from __future__ import annotations

from lossland.fields.points import MOST_ROWS
from lossland.lab import Preset, T

PRESETS = (
    Preset(
        "round-bowl",
        T("A line, scaled", "直线，已缩放"),
        T(
            "Round contours: with every point in each step the path goes straight to the star.",
            "等高线是圆的：每步使用全部数据点时，路径直奔那颗星。",
        ),
        {"batch_size": MOST_ROWS},
        view="bowl",
    ),
    Preset(
        "ravine",
        T("Patients, unscaled", "患者数据，未缩放"),
        T(
            "Body mass index as it is, about 26: how small is a small rate now?",
            "直接使用原始体重指数 (约 26)：这时多小的学习率才算小？",
        ),
        {
            "data": {"kind": "diabetes", "feature": "bmi"},
            "scaling": False,
            "batch_size": MOST_ROWS,
            "lr": 0.001,
        },
        view="bowl",
        speed=20.0,
    ),
    Preset(
        "diverges",
        T("Rate too large", "学习率过大"),
        T("Every step overshoots by more than it corrects.", "每一步越过最低点的距离都大于所修正的距离。"),
        {"scaling": False, "batch_size": MOST_ROWS, "lr": 0.22},
        view="bowl",
        speed=2.0,
    ),
    Preset(
        "patients",
        T("442 real patients", "442 位真实患者"),
        T("Body mass index against the disease a year later.", "体重指数与一年后的病情。"),
        {"data": {"kind": "diabetes", "feature": "bmi"}, "batch_size": 32},
        view="bowl",
    ),
    Preset(
        "overfits",
        T("Too many bumps", "基函数过多"),
        T(
            "15 bumps for 18 noisy points: training error falls, validation error rises.",
            "15 个径向基拟合 18 个带噪声的点：训练误差下降，验证误差上升。",
        ),
        {
            "data": {"kind": "synthetic", "shape": "sine", "count": 24, "noise": 0.6},
            "basis": "radial",
            "order": 15,
            "batch_size": MOST_ROWS,
            "lr": 0.2,
        },
        view="weights",
        speed=100.0,
    ),
    Preset(
        "ridge-tames",
        T("The same bumps with a ridge", "同样的基函数，加岭回归"),
        T("The penalty keeps the weights small and the curve calm.", "惩罚项使权重保持较小、曲线保持平缓。"),
        {
            "data": {"kind": "synthetic", "shape": "sine", "count": 24, "noise": 0.6},
            "basis": "radial",
            "order": 15,
            "batch_size": MOST_ROWS,
            "lr": 0.2,
            "penalty": "ridge",
            "strength": 1.0,
        },
        view="weights",
        speed=100.0,
    ),
    Preset(
        "lasso-selects",
        T("Lasso picks columns", "Lasso 挑选列"),
        T("Most of twelve powers end at exactly zero.", "十二个幂次中的大多数恰好变为零。"),
        {
            "data": {"kind": "synthetic", "shape": "sine", "count": 60, "noise": 0.3},
            "basis": "polynomial",
            "order": 12,
            "penalty": "lasso",
            "strength": 3.0,
            "batch_size": MOST_ROWS,
            "lr": 0.1,
        },
        view="paths",
        speed=50.0,
    ),
    Preset(
        "threshold",
        T("A line as a classifier", "用直线作分类器"),
        T("Above one half means class 1. It seems to work.", "高于二分之一即判为类别 1。看起来可行。"),
        {"data": {"kind": "classes", "count": 40, "outliers": 0}},
        view="bowl",
    ),
    Preset(
        "threshold-fooled",
        T("... until far points come", "……直到出现远端点"),
        T(
            "Six points that are easy to classify drag the boundary away.",
            "六个本来极易分类的点把决策边界拉走了。",
        ),
        {"data": {"kind": "classes", "count": 40, "outliers": 6}},
        view="bowl",
    ),
)
