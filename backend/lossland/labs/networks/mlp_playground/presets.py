"""Presets of the multi-layer perceptron playground, some broken on purpose."""

from __future__ import annotations

from typing import Any

from lossland.lab import Preset, T

STEADY: dict[str, Any] = {
    "held_out": 0.5,
    "lr": 0.5,
    "batch_size": 10,
    "optimizer": "nesterov",
    "beta": 0.95,
    "schedule": "none",
    "period": 100,
    "l2": 0.0003,
    "jitter": 0.0,
}
"""Descent without decay and without jitter: where the network itself, or its start, is what is to be seen."""

RAGGED: dict[str, Any] = {**STEADY, "data": {"kind": "spiral", "noise": 0.0}}
CIRCLE: dict[str, Any] = {"kind": "circle", "noise": 0.0}
XOR: dict[str, Any] = {"kind": "xor", "noise": 0.0}
DEEP: dict[str, Any] = {"data": CIRCLE, "hidden": [8] * 8}
CONFIDENT: dict[str, Any] = {"data": XOR, "hidden": [64], "init": "large", "optimizer": "sgd", "l2": 0.0}
WIDE: dict[str, Any] = {
    "data": {"kind": "moons", "noise": 0.5, "count": 100},
    "hidden": [32, 32],
    "activation": "relu",
    "optimizer": "adam",
    "lr": 0.01,
    "beta": 0.9,
    "l2": 0.0,
}

PRESETS: tuple[Preset, ...] = (
    Preset(
        "spiral",
        T("Spiral", "螺旋"),
        T(
            "Two arms wound around each other, and 16 tanh units that can only add up soft edges.",
            "两条旋臂相互缠绕；16 个 tanh 神经元只能把柔和的边界叠加起来。",
        ),
        {},
    ),
    Preset(
        "ragged-spiral",
        T("Spiral without jitter", "螺旋，无抖动"),
        T(
            "The same 16 units, points that stay where they are, a rate that does not decay: right, but ragged.",
            "同样 16 个神经元，数据点不抖动，学习率不衰减：分得对，但边界毛糙。",
        ),
        RAGGED,
    ),
    Preset(
        "circle",
        T("Circle", "圆环"),
        T("Four units, four lines: their maps add up to a closed curve.", "四个神经元、四条直线：合起来围成闭合曲线。"),
        {**STEADY, "data": CIRCLE, "hidden": [4]},
    ),
    Preset(
        "xor",
        T("XOR", "异或"),
        T(
            "Two opposite corners belong together. A hidden layer folds the plane until one line is enough.",
            "对角同类。隐藏层把平面折叠，直到一条直线就够了。",
        ),
        {**STEADY, "data": XOR, "hidden": [8]},
    ),
    Preset(
        "xor-without-hidden",
        T("XOR without a hidden layer", "没有隐藏层的异或"),
        T("Logistic regression: a single straight line for four squares.", "即逻辑回归：用一条直线去分四个方块。"),
        {**STEADY, "data": XOR, "hidden": []},
    ),
    Preset(
        "linear-collapse",
        T("Linear layers collapse", "线性层坍缩"),
        T(
            "Three hidden layers without a curve: what can they draw that one layer cannot?",
            "三个没有弯曲的隐藏层：它们能画出单独一层画不出的边界吗？",
        ),
        {**STEADY, "data": CIRCLE, "hidden": [8, 8, 8], "activation": "linear", "lr": 0.03},
    ),
    Preset(
        "zero-init",
        T("All weights zero", "全零初始化"),
        T(
            "Every unit begins like every other. What could ever make them differ?",
            "所有神经元的起点完全相同。有什么能使它们变得不同？",
        ),
        {**STEADY, "data": CIRCLE, "hidden": [8, 8], "init": "zero"},
        view="gradients",
    ),
    Preset(
        "dead-relu",
        T("Dead ReLUs", "死亡 ReLU"),
        T(
            "A few huge steps push a whole layer below zero for every point. Its gradient is 0: it never returns.",
            "几次过大的更新使整层对所有点都小于零。梯度为 0，再也无法恢复。",
        ),
        {**STEADY, "data": CIRCLE, "hidden": [8, 8], "activation": "relu", "optimizer": "sgd", "lr": 4.0, "l2": 0.0},
        view="units",
    ),
    Preset(
        "exploding-rate",
        T("Rate too large", "学习率过大"),
        T(
            "The spiral at 30 times the rate: every step throws the weights further than it corrects them.",
            "螺旋数据，学习率放大 30 倍：每一步把权重抛得比修正的还远。",
        ),
        {**RAGGED, "lr": 15.0},
        view="units",
    ),
    Preset(
        "deep-sigmoid",
        T("Eight sigmoid layers", "八层 Sigmoid"),
        T(
            "Eight hidden layers in a row. Compare the first layer's gradient with the last one's.",
            "八个隐藏层依次相连。比较第一层与最后一层的梯度。",
        ),
        {**STEADY, **DEEP, "activation": "sigmoid", "init": "xavier", "l2": 0.0},
        view="gradients",
    ),
    Preset(
        "deep-relu",
        T("... cured by ReLU and He", "……用 ReLU 与 He 初始化解决"),
        T(
            "The same depth with slopes of 1 and He's weights: it learns.",
            "同样的深度，斜率为 1 且采用 He 初始化：可以学习。",
        ),
        {**STEADY, **DEEP, "activation": "relu", "lr": 0.1},
        view="gradients",
    ),
    Preset(
        "deep-batch-norm",
        T("... cured by batch norm", "……用批量归一化解决"),
        T(
            "Still sigmoids: normalised, they stay where their slope is large.",
            "仍是 Sigmoid：归一化后它们停留在斜率较大的区域。",
        ),
        {**STEADY, **DEEP, "activation": "sigmoid", "batch_norm": True, "lr": 0.1, "batch_size": 25},
        view="gradients",
    ),
    Preset(
        "squared-error-stuck",
        T("Squared error is stuck", "平方误差停滞"),
        T(
            "Large weights make confident mistakes. p (1 − p) is next to 0 for them, and so is the gradient.",
            "大权重带来自信的错误。此时 p (1 − p) 接近 0，梯度也接近 0。",
        ),
        {**STEADY, **CONFIDENT, "loss": "squared_error"},
    ),
    Preset(
        "cross-entropy-free",
        T("... cross-entropy is not", "……交叉熵则不会"),
        T(
            "The same weights and points: its gradient p − y is largest where the answer is most wrong.",
            "同样的权重与数据：交叉熵的梯度 p − y 在错得最离谱处最大。",
        ),
        {**STEADY, **CONFIDENT},
    ),
    Preset(
        "over-fit",
        T("Over-fitting", "过拟合"),
        T(
            "1185 parameters for 50 noisy points: training accuracy rises, validation loss too.",
            "1185 个参数拟合 50 个带噪声的点：训练准确率上升，验证损失也上升。",
        ),
        {**STEADY, **WIDE},
        view="weights",
    ),
    Preset(
        "over-fit-l2",
        T("... cured by L2", "……用 L2 解决"),
        T("Large weights are penalised: the boundary stays calm.", "大权重受到惩罚：边界保持平缓。"),
        {**STEADY, **WIDE, "l2": 0.01},
        view="weights",
    ),
    Preset(
        "over-fit-dropout",
        T("... cured by dropout", "……用丢弃法解决"),
        T("Half the units are missing at each step: none can be relied on.", "每步缺少一半神经元：不能依赖任何一个。"),
        {**STEADY, **WIDE, "dropout": 0.5},
        view="weights",
    ),
    Preset(
        "over-fit-early-stop",
        T("... cured by early stopping", "……用早停解决"),
        T(
            "20 epochs without a lower validation loss: the best weights come back and the run ends.",
            "验证损失连续 20 轮不下降：恢复最佳权重并结束运行。",
        ),
        {**STEADY, **WIDE, "patience": 20},
        view="weights",
    ),
    Preset(
        "iris",
        T("Iris: three species", "鸢尾花：三个品种"),
        T(
            "150 real flowers in two components. One species stands apart, the other two overlap.",
            "150 朵真实鸢尾花的两个主成分。一个品种独立，另两个重叠。",
        ),
        {**STEADY, "data": {"kind": "iris"}, "hidden": [8]},
    ),
    Preset(
        "digits",
        T("Digits: ten classes", "手写数字：十个类别"),
        T(
            "Real handwriting squeezed into two numbers: zeros and sixes are easy, most others lie on top of each other.",
            "真实手写数字压缩成两个数：0 和 6 容易区分，其余大多相互重叠。",
        ),
        {**STEADY, "data": {"kind": "digits", "classes": 10}, "hidden": [16, 16]},
    ),
)
