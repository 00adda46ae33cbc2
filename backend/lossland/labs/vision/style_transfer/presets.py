"""Presets of the style transfer lab, some that fail on purpose, and its predictions."""

from __future__ import annotations

from collections.abc import Mapping

from lossland.lab import Preset, T
from lossland.lab.teaching import Option, Prediction

PRESETS: tuple[Preset, ...] = (
    Preset(
        "strokes",
        T("An astronaut in strokes", "笔触中的宇航员"),
        T("Five weights of a swirling style at once.", "漩涡风格的五种权重同时进行。"),
        {},
        view="five",
    ),
    Preset(
        "from-noise",
        T("From noise", "从噪声开始"),
        T(
            "Nothing is given: strokes come first, then the face, where content counts enough.",
            "什么都不给：先出现笔触，内容权重足够大时才出现人脸。",
        ),
        {"begin": "noise", "ratio": 3.0, "steps": 500},
        view="five",
    ),
    Preset(
        "glass",
        T("A cat of coloured glass", "彩色玻璃猫"),
        T("Dark lines between patches: middle layers know shapes too.", "色块间的深色线条：中层也懂得形状。"),
        {
            "content": {"kind": "shipped", "name": "cat"},
            "style": {"kind": "shipped", "name": "mosaic"},
            "ratio": 100.0,
        },
        view="five",
    ),
    Preset(
        "colour-only",
        T("The stem alone (broken)", "只用首层 (反例)"),
        T(
            "Style from the first layer alone is colour and grain: no strokes form.",
            "只取首层的风格，得到的是颜色与颗粒：不会出现笔触。",
        ),
        {"weights": [1.0, 0.0, 0.0, 0.0, 0.0, 0.0]},
        view="five",
    ),
    Preset(
        "itself",
        T("A picture in its own style", "以自己为风格"),
        T("G = S from the start: J_style is 0, and nothing moves.", "从一开始就有 G = S：J_style 为 0，什么都不变。"),
        {"style": {"kind": "shipped", "name": "astronaut"}},
        view="five",
    ),
    Preset(
        "texture",
        T("Texture from nothing", "无中生有的纹理"),
        T(
            "Noise, and hardly any content: the Gram matrices alone bring back the bricks, elsewhere.",
            "从噪声开始，几乎不看内容：仅凭 Gram 矩阵就重现砖墙，但位置不同。",
        ),
        {"begin": "noise", "style": {"kind": "shipped", "name": "brick"}, "ratio": 1e6, "steps": 500},
        view="five",
    ),
    Preset(
        "lbfgs",
        T("L-BFGS, as in the paper", "L-BFGS，如论文"),
        T("Dearer updates, and far fewer of them.", "每次更新更贵，但次数少得多。"),
        {"optimizer": "lbfgs", "size": "96", "steps": 100},
        view="style_loss",
    ),
)

PREDICTIONS: Mapping[str, Prediction] = {
    "": Prediction(
        T(
            "300 updates: by how much does the middle picture's style loss fall?",
            "更新 300 次后，中间那幅的风格损失会降到多少？",
        ),
        "style_gain",
        300,
        (
            Option(T("to less than a twentieth", "降到不足二十分之一"), 20.0),
            Option(T("to between a half and a twentieth", "降到一半与二十分之一之间"), 2.0),
            Option(T("hardly at all", "几乎不变"), 0.0),
        ),
        T(
            "Colour and grain are found within ten updates, strokes within a hundred; the content is what holds the rest back.",
            "十次更新内就找到颜色与颗粒，一百次内找到笔触；其余部分被内容拖住。",
        ),
        T(
            "The style loss had fallen {value} times at step {step} of {steps}.",
            "在 {steps} 步中的第 {step} 步，风格损失已降到原来的 1/{value}。",
        ),
    )
}
