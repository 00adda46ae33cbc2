"""What the multi-layer perceptron playground asks before Play, and the first minute on the home page."""

from __future__ import annotations

from lossland.lab import T
from lossland.lab.teaching import Accident, Lead, Option, Prediction, Tour

ACCIDENT = 50.0
"""Times the default learning rate: whenever it comes, the loss jumps and does not come back (15 times may heal)."""

SEPARATED = 0.95
"""The validation accuracy that answers the question with yes."""

VALIDATION = T(
    "In {steps} steps the validation accuracy was at best {value}, at step {step}.",
    "前 {steps} 步中，验证准确率在第 {step} 步最高，为 {value}。",
)
TRAINING = T(
    "In {steps} steps the training accuracy was at best {value}, at step {step}.",
    "前 {steps} 步中，训练准确率在第 {step} 步最高，为 {value}。",
)

CAN_THEY = Prediction(
    question=T("Can 16 neurons separate these spirals?", "16 个神经元能分开这两条螺旋吗？"),
    metric="validation_accuracy",
    steps=15_000,
    options=(
        Option(T("Yes", "能"), SEPARATED),
        Option(T("Only partly", "只能部分分开"), 0.75),
        Option(T("No", "不能"), None),
    ),
    because=T(
        "Each unit of the first layer cuts the plane once; the second layer bends those cuts into a spiral.",
        "第一层的每个神经元把平面切一刀，第二层把这些切口弯成螺旋。",
    ),
    measured=VALIDATION,
)

PREDICTIONS: dict[str, Prediction] = {
    "": CAN_THEY,
    "spiral": CAN_THEY,
    "xor-without-hidden": Prediction(
        question=T("How many points will it get right without a hidden layer?", "没有隐藏层，它会分对多少点？"),
        metric="validation_accuracy",
        steps=1500,
        options=(
            Option(T("More than 95 %", "超过 95 %"), 0.95),
            Option(T("Between a half and three quarters", "在一半与四分之三之间"), 0.5),
            Option(T("Less than half", "不到一半"), None),
        ),
        because=T(
            "A line cannot cut one square off without cutting into its neighbours: the best gets about 69 % right.",
            "直线切下一个方块时总会切进相邻的方块：最好的直线也只能分对约 69 %。",
        ),
        measured=VALIDATION,
    ),
    "linear-collapse": Prediction(
        question=T(
            "Three hidden layers of 8 linear units on a circle: how many points will they get right?",
            "三个隐藏层各有 8 个线性神经元，会把圆环数据分对多少？",
        ),
        metric="validation_accuracy",
        steps=1500,
        options=(
            Option(T("All points", "全部分对"), 0.95),
            Option(T("About 85 %", "约 85 %"), 0.8),
            Option(T("About two thirds or fewer", "约三分之二或更少"), None),
        ),
        because=T(
            "W₄ W₃ W₂ W₁ is one matrix, so the boundary is a straight line, and the best line gets about 67 % right.",
            "W₄ W₃ W₂ W₁ 是一个矩阵，因此边界是一条直线，而最好的直线也只能分对约 67 %。",
        ),
        measured=VALIDATION,
    ),
    "zero-init": Prediction(
        question=T("All weights begin at zero. Will it learn?", "所有权重从零开始，能学会吗？"),
        metric="train_accuracy",
        steps=1000,
        options=(
            Option(T("Yes, only later", "能，只是更慢"), 0.9),
            Option(T("Partly", "部分学会"), 0.7),
            Option(T("Never", "永远不会"), None),
        ),
        because=T(
            "h = 0 makes dW = dz h' zero, and W = 0 sends no gradient down: nothing but the last bias moves.",
            "h = 0 使 dW = dz h' 为零，W = 0 又不向下传梯度：除最后的偏置外什么都不动。",
        ),
        measured=TRAINING,
    ),
    "deep-sigmoid": Prediction(
        question=T("Eight layers of sigmoids: better than two?", "八层 Sigmoid 会比两层更好吗？"),
        metric="train_accuracy",
        steps=1500,
        options=(
            Option(T("Better: above 95 %", "更好：超过 95 %"), 0.95),
            Option(T("A little: above 75 %", "略好：超过 75 %"), 0.75),
            Option(T("It does not learn at all", "完全学不会"), None),
        ),
        because=T(
            "The slope of a sigmoid is at most 1/4: after eight layers next to nothing is left of the gradient.",
            "Sigmoid 的斜率最大为 1/4：经过八层，梯度几乎消失。",
        ),
        measured=TRAINING,
    ),
}

TOUR = Tour(
    prediction=CAN_THEY,
    controls=("data", "hidden", "lr"),
    accident=Accident(
        param="lr",
        times=ACCIDENT,
        hint=T("Make the learning rate 50 times larger, now.", "现在把学习率放大 50 倍。"),
        because=T(
            "Each step now jumps across the valley and lands higher on the other side, until nearly every unit is saturated.",
            "现在每一步都跃过谷底，落在对面更高处，直到几乎所有神经元饱和。",
        ),
    ),
    ending=T(
        "You just saw divergence: the loss jumps up and does not come back.", "你刚刚看到了发散：损失跳升，不再回落。"
    ),
    leads=(
        Lead(T("Why does depth alone not help?", "为什么仅靠加深没有用？"), "mlp-playground", "deep-sigmoid"),
        Lead(
            T("What does one step do on the loss surface?", "一步更新在损失曲面上做了什么？"),
            "linear-regression",
            "diverges",
        ),
        Lead(T("How much of a gradient passes a neuron?", "梯度经过一个神经元还剩多少？"), "activations", None),
    ),
)
