"""The presets of the activation functions lab."""

from __future__ import annotations

from lossland.lab import Preset, T

PRESETS = (
    Preset(
        "best-sigmoid",
        T("Sigmoid at its best", "Sigmoid 的最好情形"),
        T("Ten layers, each where the slope is steepest. What is left?", "十层，每层都处在斜率最大处。还剩多少？"),
        {"function": "sigmoid", "z": 0.0, "layers": 10, "weight": 1.0},
        view="chain",
    ),
    Preset(
        "saturated-tanh",
        T("Saturated tanh", "饱和的 tanh"),
        T("Far from zero the first factor alone is about 1/1000.", "离零点很远时，仅第一个因子就约为千分之一。"),
        {"function": "tanh", "z": 4.0, "layers": 10, "weight": 1.0},
        view="chain",
    ),
    Preset(
        "dead-relu",
        T("ReLU that is off", "关闭的 ReLU"),
        T("For z < 0 the slope is 0: nothing comes back.", "z < 0 时斜率为 0：梯度完全传不回来。"),
        {"function": "relu", "z": -1.0, "layers": 10, "weight": 1.0},
        view="chain",
    ),
    Preset(
        "open-relu",
        T("ReLU that is on", "打开的 ReLU"),
        T("For z > 0 the slope is 1, however deep.", "z > 0 时斜率恒为 1，与深度无关。"),
        {"function": "relu", "z": 1.0, "layers": 20, "weight": 1.0},
        view="chain",
    ),
    Preset(
        "exploding",
        T("Exploding", "梯度爆炸"),
        T("Weights of 2 on an open ReLU double the gradient in each layer.", "权重为 2 的 ReLU 每层使梯度翻倍。"),
        {"function": "relu", "z": 1.0, "layers": 20, "weight": 2.0},
        view="chain",
    ),
)
