"""Presets of the gradient flow lab, some broken on purpose, and its predictions."""

from __future__ import annotations

from collections.abc import Mapping

from lossland.lab import Preset, T
from lossland.lab.teaching import Option, Prediction

PRESETS: tuple[Preset, ...] = (
    Preset(
        "vanishing",
        T("Vanishing: gain 1", "消失：增益为 1"),
        T(
            "Each ReLU layer halves the variance, forwards and backwards. Thirty layers leave a billionth.",
            "每个 ReLU 层使方差减半，前向后向皆然。三十层后只剩十亿分之一。",
        ),
        {},
    ),
    Preset(
        "he",
        T("Level: He, gain √2", "水平：He，增益 √2"),
        T(
            "g²/2 = 1: the line is level, and after some hundred updates thirty layers have learned.",
            "g²/2 = 1：直线水平，几百次更新之后，三十层也学会了。",
        ),
        {"init": "he", "lr": 0.01},
    ),
    Preset(
        "exploding",
        T("Exploding: gain 2 (broken)", "爆炸：增益为 2 (故意)"),
        T(
            "g²/2 = 2 in every layer: the first update throws the weights out of the world.",
            "每层 g²/2 = 2：第一次更新就把权重抛到九霄云外。",
        ),
        {"gain": 2.0},
    ),
    Preset(
        "clipped",
        T("Exploding, clipped", "爆炸，加裁剪"),
        T(
            "The same, with every step shortened to 1: it survives, but the line stays tilted.",
            "同上，但每一步缩短到 1：能活下来，直线仍然倾斜。",
        ),
        {"gain": 2.0, "clip": 1.0},
    ),
    Preset(
        "sigmoid",
        T("Thirty sigmoids (broken)", "三十层 Sigmoid (故意)"),
        T(
            "The signal looks healthy, the gradient loses a factor of about 18 in square per layer.",
            "信号看似健康，梯度平方每层缩小约 18 倍。",
        ),
        {"activation": "sigmoid"},
    ),
    Preset(
        "zero",
        T("All zero (broken)", "全零 (故意)"),
        T(
            "No signal, no gradient, no symmetry broken: only the last bias moves.",
            "没有信号，没有梯度，对称性未打破：只有最后的偏置会变。",
        ),
        {"init": "zero"},
    ),
    Preset(
        "residual",
        T("Residual: 2 to the power n", "残差：2 的 n 次方"),
        T("u + W a(u) with He: every block doubles the variance.", "u + W a(u) 配 He：每块使方差翻倍。"),
        {"init": "he", "residual": "add", "lr": 1e-4},
    ),
    Preset(
        "root2",
        T("Residual / √2", "残差 / √2"),
        T(
            "Divided by root 2 the variance stays as it is, through a hundred blocks.",
            "除以根号 2，方差穿过一百个块仍保持不变。",
        ),
        {"init": "he", "residual": "root2", "depth": 100},
    ),
    Preset(
        "batch-norm",
        T("Batch norm alone", "仅用批量归一化"),
        T(
            "The signal is level whatever the gain, yet the gradient explodes by π/(π − 1) per layer.",
            "无论增益多大信号都水平，但梯度每层按 π/(π − 1) 爆炸。",
        ),
        {"batch_norm": True},
    ),
    Preset(
        "pre-activation",
        T("Batch norm + residual", "批量归一化 + 残差"),
        T(
            "Full pre-activation: the variance grows by addition only, the gradient is nearly level.",
            "完全预激活：方差只按加法增长，梯度近乎水平。",
        ),
        {"batch_norm": True, "residual": "add", "init": "he"},
    ),
)

VANISHES = Prediction(
    T(
        "Thirty ReLU layers, gain 1. How does the gradient at the first layer compare with that at the last?",
        "三十个 ReLU 层，增益为 1。首层的梯度与末层相比如何？",
    ),
    "tilt",
    1,
    (
        Option(T("about the same", "差不多"), -1.0),
        Option(T("a tenth to a thousandth", "十分之一到千分之一"), -3.0),
        Option(T("less than a thousandth", "不到千分之一"), None),
    ),
    T(
        "Half of the squared gradient survives each layer: 0.5 to the power 30 is 1e-9, whose root is about 3e-5.",
        "每层保留一半的梯度平方：0.5 的 30 次方约为 1e-9，开方约为 3e-5。",
    ),
)
BATCH_NORM = Prediction(
    T(
        "Batch normalisation keeps every signal at variance 1. And the gradient through 30 layers?",
        "批量归一化使每个信号的方差为 1。那么穿过 30 层的梯度呢？",
    ),
    "tilt",
    1,
    (
        Option(T("it explodes", "爆炸"), 1.0),
        Option(T("it stays level", "保持水平"), -1.0),
        Option(T("it vanishes", "消失"), None),
    ),
    T(
        "Going back, each layer divides by the standard deviation of what the ReLU lets through over the batch: the square grows by π/(π − 1) ≈ 1.47.",
        "反向时，每层要除以 ReLU 输出在小批量上的标准差：平方每层增大 π/(π − 1) ≈ 1.47 倍。",
    ),
)

PREDICTIONS: Mapping[str, Prediction] = {"": VANISHES, "vanishing": VANISHES, "batch-norm": BATCH_NORM}
