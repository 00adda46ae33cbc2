"""The controls of the multi-layer perceptron playground: seven at first, the rest under "advanced"."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from lossland.fields.classification import SOURCES, ClassificationData
from lossland.fields.data import DATA, validation_share
from lossland.fields.descent import (
    DESCENT,
    METHODS,
    Decay,
    Form,
    Method,
    decay_period,
    first_moment,
    form_of_formulas,
    learning_rate,
    samples_per_update,
    second_moment,
)
from lossland.fields.labelled import Spiral
from lossland.fields.network import FUNCTIONS, NETWORK, Activation, batch_normalisation
from lossland.lab import InLibrary, LabParams, T, live, structural, view
from lossland.labs.networks.mlp_playground.parts import MOST_LAYERS, MOST_UNITS, Features, LayerActivations

REGULARISATION = T("Regularisation", "正则化")
PICTURE = T("Picture", "画面")
SQUARES = T("Memory for the squares of the gradient.", "对梯度平方的记忆。")


class MlpPlaygroundParams(LabParams):
    """What the page shows as controls."""

    data: ClassificationData = Field(
        Spiral(noise=0.16, count=400),
        title=T("Data", "数据"),
        description=T("The points to be told apart.", "要区分的数据点。"),
        json_schema_extra=structural(group=DATA, options=SOURCES),
    )
    held_out: float = validation_share(0.3, le=0.9)
    features: Features = Field(
        Features(),
        title=T("Inputs", "输入特征"),
        description=T("Functions of the point that the network is given.", "提供给网络的、由点的坐标计算的函数。"),
        json_schema_extra=structural(group=DATA, advanced=True),
    )
    hidden: list[Annotated[int, Field(ge=1, le=MOST_UNITS)]] = Field(
        [8, 8],
        max_length=MOST_LAYERS,
        title=T("Hidden layers", "隐藏层"),
        description=T(
            "Units in each hidden layer: none to 8 layers of 1 to 64.",
            "每个隐藏层的神经元数：0 到 8 层，每层 1 到 64 个。",
        ),
        json_schema_extra=structural(group=NETWORK, symbol="nₗ"),
    )
    activation: Activation = Field(
        "tanh",
        title=T("Activation", "激活函数"),
        description=T(
            "What each hidden unit does to z. Without a curve, many layers are no more than one. The leaky ReLU's left "
            "slope is 0.1 here.",
            "每个隐藏神经元对 z 的变换。若为线性，多层等同于一层。此处 Leaky ReLU 的左侧斜率为 0.1。",
        ),
        json_schema_extra=structural(group=NETWORK, symbol="a", options=FUNCTIONS),
    )
    layer_activations: LayerActivations = Field(
        LayerActivations(),
        title=T("Activation by layer", "各层激活函数"),
        description=T("Another activation for single layers.", "为单独的层另选激活函数。"),
        json_schema_extra=structural(group=NETWORK, advanced=True),
    )
    init: Literal["zero", "small", "large", "xavier", "he"] = Field(
        "he",
        title=T("Initial weights", "权重初始化"),
        description=T(
            "Their standard deviation: 0, 0.01, 10, √(2/(inputs + units)) or √(2/inputs). Biases begin at 0.",
            "权重的标准差：0、0.01、10、√(2/(输入数 + 神经元数)) 或 √(2/输入数)。偏置从 0 开始。",
        ),
        json_schema_extra=structural(
            group=NETWORK,
            advanced=True,
            options={
                "zero": T("Zero", "全零"),
                "small": T("Small random", "小随机数"),
                "large": T("Large random", "大随机数"),
                "xavier": T("Xavier", "Xavier"),
                "he": T("He", "He"),
            },
        ),
    )
    batch_norm: bool = batch_normalisation(
        T(
            "Between z and the activation of every hidden layer, with a learned γ and β.",
            "在每个隐藏层的 z 与激活函数之间，带可学习的 γ 和 β。",
        ),
        group=NETWORK,
        advanced=True,
    )
    loss: Literal["cross_entropy", "squared_error"] = Field(
        "cross_entropy",
        title=T("Loss", "损失函数"),
        description=T(
            "Of the probabilities that come out, as a mean over the batch.", "由输出概率计算，对批量取均值。"
        ),
        json_schema_extra=structural(
            group=NETWORK,
            advanced=True,
            options={
                "cross_entropy": T("Cross-entropy", "交叉熵"),
                "squared_error": T("Squared error", "平方误差"),
            },
        ),
    )
    lr: float = learning_rate(
        0.03,
        T("How far one update goes.", "每次更新走多远。"),
        le=30,
        group=DESCENT,
        library=InLibrary("1 - p.beta", {"optimizer": ["momentum", "nesterov"]}),  # its m is a sum, no average
    )
    batch_size: int = samples_per_update(
        live,
        60,
        T(
            "Points per update, drawn without replacement. More than there are means all of them.",
            "每次更新使用的点数，无放回抽取；超过总数时取全部。",
        ),
        le=5000,
        group=DESCENT,
    )
    optimizer: Method = Field(
        "adam",
        title=T("Optimizer", "优化器"),
        description=T(
            "How an update is made from the gradient. After a change its moments begin at zero.",
            "由梯度得到更新的方式。切换后矩估计从零开始。",
        ),
        json_schema_extra=live(group=DESCENT, options=METHODS),
    )
    beta: float = first_moment(
        live,
        0.9,
        T(
            "How much of the past a step keeps: 0.9 averages about 10 gradients.",
            "每一步保留多少历史：0.9 约等于对最近 10 个梯度取平均。",
        ),
        le=0.999,
        group=DESCENT,
        advanced=True,
        when={"optimizer": ["momentum", "nesterov", "adam", "adamw"]},
    )
    rho: float = second_moment(
        live,
        0.999,
        SQUARES,
        le=0.9999,
        title=T("Second moment (Adam)", "二阶矩系数 (Adam)"),
        group=DESCENT,
        advanced=True,
        when={"optimizer": ["adam", "adamw"]},
    )
    averaging: float = second_moment(
        live, 0.9, SQUARES, le=0.9999, group=DESCENT, advanced=True, when={"optimizer": ["rmsprop", "adadelta"]}
    )
    schedule: Literal["none", Decay] = Field(
        "inverse",
        title=T("Schedule of the rate", "学习率调度"),
        description=T("How the learning rate changes with the epochs.", "学习率随轮次变化的方式。"),
        json_schema_extra=live(
            group=DESCENT,
            advanced=True,
            options={
                "none": T("None", "无"),
                "step": T("Step", "阶梯衰减"),
                "exponential": T("Exponential", "指数衰减"),
                "inverse": T("1 / t", "1 / t"),
                "cosine": T("Cosine", "余弦退火"),
                "warm_up": T("Warm-up", "预热"),
            },
        ),
    )
    period: int = decay_period(
        live,
        1000,
        T(
            "Epochs for one factor, for half the rate (1/t), to the end (cosine), or to the full rate (warm-up).",
            "乘一次因子、降到一半 (1/t)、降到零 (余弦) 或升到完整学习率 (预热) 所用的轮次。",
        ),
        le=10_000,
        unit=T("epochs", "轮次"),
        group=DESCENT,
        scale="log",
        when={"schedule": ["step", "exponential", "inverse", "cosine", "warm_up"]},
    )
    decay: float = Field(
        0.5,
        gt=0,
        le=1,
        title=T("Decay factor", "衰减因子"),
        description=T("What is left of the rate after one period.", "一个周期后学习率剩余的比例。"),
        json_schema_extra=live(group=DESCENT, advanced=True, symbol="k", when={"schedule": ["step", "exponential"]}),
    )
    l2: float = Field(
        0.00003,
        ge=0,
        le=1,
        title=T("L2", "L2"),
        description=T(
            "How strongly the squares of the weights are penalised. AdamW takes it as weight decay, past the moments.",
            "权重平方和的惩罚系数。AdamW 将其作为权重衰减，不经过矩估计。",
        ),
        json_schema_extra=live(group=REGULARISATION, scale="log", symbol="λ", library=InLibrary("2")),
    )
    l1: float = Field(
        0.0,
        ge=0,
        le=1,
        title=T("L1", "L1"),
        description=T(
            "How strongly the weights' absolute values are penalised: many become tiny.",
            "权重绝对值之和的惩罚系数：许多权重趋近于零。",
        ),
        json_schema_extra=live(group=REGULARISATION, advanced=True, scale="log", symbol="λ₁"),
    )
    jitter: float = Field(
        0.25,
        ge=0,
        le=2,
        title=T("Jitter of the points", "数据点抖动"),
        description=T(
            "Standard deviation of noise that moves every training point anew at each update: small bends cost more than "
            "they gain, and the boundary becomes smooth.",
            "每次更新都重新对训练点施加的噪声的标准差：细小的弯曲得不偿失，边界因而平滑。",
        ),
        json_schema_extra=live(group=REGULARISATION, symbol="τ"),
    )
    dropout: float = Field(
        0.0,
        ge=0,
        le=0.9,
        title=T("Dropout", "丢弃法 (Dropout)"),
        description=T(
            "Probability that a hidden unit is left out of an update; the others are scaled by 1/(1 − p).",
            "一次更新中丢弃某个隐藏神经元的概率；其余乘以 1/(1 − p)。",
        ),
        json_schema_extra=live(group=REGULARISATION, advanced=True, symbol="p"),
    )
    dropconnect: float = Field(
        0.0,
        ge=0,
        le=0.9,
        title=T("DropConnect", "DropConnect"),
        description=T("Probability that a single weight is left out.", "丢弃单个权重的概率。"),
        json_schema_extra=live(group=REGULARISATION, advanced=True),
    )
    patience: int = Field(
        0,
        ge=0,
        le=200,
        title=T("Patience", "容忍轮数"),
        description=T(
            "Early stopping: after so many epochs without a lower validation loss the best weights return and the run "
            "ends. 0: no early stopping.",
            "早停：验证损失连续这么多轮没有下降时，恢复最佳权重并结束运行。0 表示不早停。",
        ),
        json_schema_extra=live(group=REGULARISATION, advanced=True, unit=T("epochs", "轮次")),
    )
    form: Form = form_of_formulas(
        live, T("As in the course or as in PyTorch.", "采用课程写法或 PyTorch 写法。"), group=DESCENT
    )
    pen: int = Field(
        1,
        ge=0,
        le=9,
        title=T("Class of a new point", "新点的类别"),
        description=T("What a click on the map adds.", "点击决策图时添加的类别。"),
        json_schema_extra=view(group=PICTURE, advanced=True),
    )
    focus: int = Field(
        -1,
        ge=-1,
        le=MOST_LAYERS * MOST_UNITS + 16,
        title=T("Unit in the map", "决策图中的神经元"),
        description=T(
            "Set by pointing at a unit of the network: its number, counted from the first input. −1 is the network's answer.",
            "指向网络中的神经元即可设置：从第一个输入起的编号。−1 为整个网络的输出。",
        ),
        json_schema_extra=view(group=PICTURE, hidden=True),
    )
    discretise: bool = Field(
        False,
        title=T("Answers only", "只显示判别结果"),
        description=T("Without how sure the network is.", "不显示网络的把握程度。"),
        json_schema_extra=view(group=PICTURE, advanced=True),
    )
