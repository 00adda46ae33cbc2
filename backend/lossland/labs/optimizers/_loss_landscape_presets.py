"""Presets of the loss landscape lab, and what it asks before Play."""

from __future__ import annotations

from lossland.lab import Preset, T
from lossland.teaching import Prediction

DEEP_DIGITS = {"data": "digits", "network": "cnn", "skips": "both", "depth": 6}

PRESETS = (
    Preset(
        "two-optimizers",
        T("Adam and momentum", "Adam 与动量"),
        T("From one start to two solutions; the plane holds all three.", "从同一起点走向两个解；平面通过这三点。"),
        {},
    ),
    Preset(
        "skips",
        T("With and without skips", "有无跳跃连接"),
        T("Ten layers, random directions, one colour scale.", "十层网络，随机方向，同一色标。"),
        {"skips": "both", "depth": 10, "plane": "random", "data": "circle"},
    ),
    Preset(
        "deep-cnn",
        T("Convolutions on digits", "卷积网络与手写数字"),
        T("Six convolutional layers with and without skips.", "六个卷积层，有无跳跃连接。"),
        DEEP_DIGITS | {"plane": "random", "first": {"optimizer": "adam", "lr": 0.01}},
    ),
    Preset(
        "two-seeds",
        T("Two seeds, one barrier", "两个种子，一道势垒"),
        T("Two starts, two solutions: see the slice between them.", "两个起点、两个解：看两者之间的切片。"),
        {
            "starts": "own",
            "second": {"optimizer": "adam", "lr": 0.02},
        },
    ),
    Preset(
        "batch-sizes",
        T("Small and large batches", "小批量与大批量"),
        T("8 samples or all of them: which end is sharper?", "每次 8 个样本或全部样本：哪个终点更尖锐？"),
        {
            "first": {"optimizer": "sgd", "lr": 0.3},
            "second": {"optimizer": "sgd", "lr": 0.3},
            "batch_sizes": {"first": 8, "second": 300},
            "sharpness": True,
        },
    ),
    Preset(
        "blind-plane",
        T("A plane that sees nothing", "什么也看不到的平面"),
        T(
            "Random directions catch next to nothing of the walk: look at the stems.",
            "随机方向几乎捕捉不到轨迹：看竖杆。",
        ),
        {"plane": "random"},
    ),
    Preset(
        "pca-artefact",
        T("The curves of PCA", "主成分的弧线"),
        T("A walk always looks like an arc in its own principal plane.", "任何轨迹在其主成分平面中都近似一段弧。"),
        {"plane": "pca"},
    ),
    Preset(
        "real-digits",
        T("Real digits", "真实手写数字"),
        T("A fully connected network on 8 x 8 pixels.", "8×8 像素上的全连接网络。"),
        {
            "data": "digits",
            "first": {"optimizer": "adam", "lr": 0.01},
            "second": {"optimizer": "momentum", "lr": 0.3},
        },
    ),
)

PREDICTIONS: dict[str, Prediction] = {}
