"""Presets of the loss landscape lab, and what it asks before Play."""

from __future__ import annotations

from collections.abc import Mapping

from lossland.lab import Preset, T
from lossland.lab.teaching import Option, Prediction

DEEP = {"skips": "both", "depth": 12, "batch_norm": True, "first": {"optimizer": "adam", "lr": 0.01}}
"""Where skips matter: without them so many layers hardly learn, and the surface is rugged."""

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
        T(
            "Twelve layers, one scale: rugged and high beside smooth and deep.",
            "十二层网络，同一标尺：一个崎岖而高，一个平滑而深。",
        ),
        DEEP | {"data": "spiral"},
    ),
    Preset(
        "around-a-solution",
        T("Around a solution", "解的周围"),
        T(
            "Random directions from the end of training 1: how far does its valley reach?",
            "从训练 1 的终点沿随机方向看：它的谷有多大？",
        ),
        DEEP | {"plane": "random"},
    ),
    Preset(
        "deep-cnn",
        T("Convolutions on digits", "卷积网络与手写数字"),
        T("Twelve convolutional layers with and without skips.", "十二个卷积层，有无跳跃连接。"),
        DEEP | {"data": "digits", "network": "cnn"},
    ),
    Preset(
        "two-seeds",
        T("Two seeds, one barrier", "两个种子，一道势垒"),
        T("Two starts, two solutions: see the slice between them.", "两个起点、两个解：看两者之间的切片。"),
        {
            "starts": "own",
            "second": {"optimizer": "adam", "lr": 0.02},
        },
        view="slice",
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
        view="numbers",
    ),
    Preset(
        "blind-plane",
        T("Two random directions", "两个随机方向"),
        T(
            "How much of the walk does a plane of random directions show?",
            "随机方向张成的平面能看到轨迹的多少？",
        ),
        {"plane": "random"},
        view="contour",
    ),
    Preset(
        "pca-artefact",
        T("The curves of PCA", "主成分的弧线"),
        T("A walk often looks like an arc in its own principal plane.", "轨迹在自己的主成分平面中往往近似一段弧。"),
        {"plane": "pca"},
    ),
    Preset(
        "real-digits",
        T("Real digits", "真实手写数字"),
        T("A fully connected network on 8×8 pixels.", "8×8 像素上的全连接网络。"),
        {
            "data": "digits",
            "first": {"optimizer": "adam", "lr": 0.01},
            "second": {"optimizer": "momentum", "lr": 0.3},
        },
    ),
)

WALK = 240
"""Updates after which the trainings are where the rehearsal ended."""

STEM = Prediction(
    T(
        "The plane goes through the start and both ends, and from its start to its end Adam is about 8 away. How far off "
        "the plane will Adam's weights be at most within 240 updates?",
        "平面通过起点和两个终点，Adam 的起点与终点相距约 8。240 次更新内，Adam 的权重离平面最远会有多远？",
    ),
    "off_1",
    WALK,
    (
        Option(T("more than 5: most of the way is outside", "超过 5：大部分路程在平面外"), 5),
        Option(T("between 1 and 5", "1 到 5 之间"), 1),
        Option(T("less than 1: it all but stays in the plane", "小于 1：几乎一直在平面内"), None),
    ),
    T(
        "About a quarter of the way, 2 to 3, after some 30 updates. The plane holds the start and the end, but in between "
        "Adam takes a way of its own through the other 352 dimensions: there the picture is not where the network is.",
        "约为路程的四分之一，即 2 到 3，出现在第 30 次更新左右。平面包含起点和终点，但中途 Adam 在其余 352 维中自行其道："
        "那时图上的位置并不是网络真正所在之处。",
    ),
    T(
        "In {steps} updates Adam was furthest off the plane at step {step}: {value}.",
        "{steps} 次更新内，Adam 在第 {step} 步离平面最远：{value}。",
    ),
)
BLIND = Prediction(
    T(
        "Two random directions out of 354, through the end of training 1. Of the squared distance between that centre and "
        "training 2, how much will lie in the plane at most?",
        "在 354 维中取两个随机方向，平面通过训练 1 的终点。训练 2 与该中心的平方距离中，最多有多大比例在平面内？",
    ),
    "in_2",
    WALK,
    (
        Option(T("more than half", "超过一半"), 0.5),
        Option(T("a tenth to a half", "十分之一到一半"), 0.1),
        Option(T("less than a tenth", "不到十分之一"), None),
    ),
    T(
        "About 2/354, as for any two directions that know nothing of the walk; seldom more than a few per cent. What looks "
        "like standing still is a long walk, seen end on.",
        "约为 2/354，与任何和轨迹无关的两个方向一样，很少超过百分之几。看似静止不动，其实是沿着视线方向走了很远。",
    ),
    T(
        "In {steps} updates the share in the plane was largest at step {step}: {value}.",
        "{steps} 次更新内，平面内的比例在第 {step} 步最大：{value}。",
    ),
)

PREDICTIONS: Mapping[str, Prediction] = {"": STEM, "two-optimizers": STEM, "blind-plane": BLIND}
