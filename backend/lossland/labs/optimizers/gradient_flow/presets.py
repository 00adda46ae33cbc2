"""Presets of the gradient flow lab, some broken on purpose, and its predictions."""

from __future__ import annotations

from collections.abc import Mapping

from lossland.lab import Preset, T
from lossland.lab.teaching import Option, Prediction

PRESETS: tuple[Preset, ...] = (
    Preset(
        "vanishing",
        T("Thirty ReLUs: gain 1", "三十层 ReLU：增益为 1"),
        T(
            "Thirty ReLU layers, weights of gain 1: how much of the gradient reaches the first one?",
            "三十个 ReLU 层，权重增益为 1：有多少梯度能到达第一层？",
        ),
        {},
        view="signals",
    ),
    Preset(
        "he",
        T("Level: He, gain √2", "水平：He，增益 √2"),
        T(
            "g²/2 = 1: the line is level, and after about a thousand updates thirty layers have learned.",
            "g²/2 = 1：直线水平，约一千次更新之后，三十层也学会了。",
        ),
        {"init": "he", "lr": 0.01},
        view="signals",
        speed=100.0,
    ),
    Preset(
        "exploding",
        T("Exploding: gain 2 (broken)", "爆炸：增益为 2 (反例)"),
        T(
            "g²/2 = 2 in every layer: the first update is as huge as the gradient, and the loss overflows.",
            "每层 g²/2 = 2：第一次更新就和梯度一样巨大，损失随之溢出。",
        ),
        {"gain": 2.0},
        view="signals",
        speed=0.5,
    ),
    Preset(
        "clipped",
        T("Exploding, clipped", "爆炸，加裁剪"),
        T(
            "The same, with every step shortened to 1: it survives, but the line stays tilted.",
            "同上，但每一步缩短到 1：能活下来，直线仍然倾斜。",
        ),
        {"gain": 2.0, "clip": 1.0},
        view="signals",
    ),
    Preset(
        "sigmoid",
        T("Thirty sigmoids (broken)", "三十层 Sigmoid (反例)"),
        T(
            "The signal looks healthy, but every layer divides the square of the gradient by about 18.",
            "信号看似健康，但每层都使梯度的平方缩小到约十八分之一。",
        ),
        {"activation": "sigmoid"},
        view="signals",
    ),
    Preset(
        "zero",
        T("All zero (broken)", "全零 (反例)"),
        T(
            "No signal, no gradient, no symmetry broken: only the last bias moves.",
            "没有信号，没有梯度，对称性未打破：只有最后的偏置会变。",
        ),
        {"init": "zero"},
        view="signals",
    ),
    Preset(
        "residual",
        T("Residual: 2 to the power l (broken)", "残差：2 的 l 次方 (反例)"),
        T(
            "u + W a(u) with He: every block doubles the variance. The loss begins in the thousands and overflows within five "
            "updates.",
            "u + W a(u) 配 He：每个块使方差翻倍。损失一开始就数以千计，不到五次更新就溢出。",
        ),
        {"init": "he", "residual": "add", "lr": 1e-4},
        view="signals",
        speed=0.5,
    ),
    Preset(
        "root2",
        T("Residual / √2", "残差 / √2"),
        T(
            "Divided by √2 the variance stays, on average over networks. One network drifts: try other random seeds.",
            "除以 √2，对网络取平均，方差保持不变。单个网络会漂移：换几个随机种子试试。",
        ),
        {"init": "he", "residual": "root2"},
        view="signals",
    ),
    Preset(
        "batch-norm",
        T("Batch norm alone", "仅用批量归一化"),
        T(
            "The signal is level whatever the gain. And the gradient?",
            "无论增益多大，信号都水平。那么梯度呢？",
        ),
        {"batch_norm": True},
        view="signals",
    ),
    Preset(
        "pre-activation",
        T("Batch norm + residual", "批量归一化 + 残差"),
        T(
            "Full pre-activation: the variance grows by addition only, the gradient is nearly level.",
            "完全预激活：方差只按加法增长，梯度近乎水平。",
        ),
        {"batch_norm": True, "residual": "add", "init": "he"},
        view="orders",
    ),
    Preset(
        "bug",
        T("Find the planted bug", "找出埋下的错误"),
        T(
            "A gradient written out by hand has a bug somewhere. Which layer does the check point at?",
            "手写的梯度里埋有一个错误。梯度检验指向哪一层？",
        ),
        {"depth": 10, "init": "he"},
        view="check",
    ),
)

SHARES = (
    Option(T("nine in ten or more", "九成以上"), 0.9),
    Option(T("half or more", "一半以上"), 0.5),
    Option(T("less than half", "不到一半"), None),
)
BEST_BATCH = T(
    "In {steps} updates the best mini-batch was that of step {step}: {value}.",
    "{steps} 次更新中，最好的小批量在第 {step} 步：{value}。",
)
VANISHES = Prediction(
    T(
        "Thirty ReLU layers, gain 1, ten digits: how much of its best mini-batch does it get right in 200 updates?",
        "三十个 ReLU 层，增益为 1，十个数字：200 次更新中，最好的小批量能分对多少？",
    ),
    "accuracy",
    200,
    SHARES,
    T(
        "Less than half, which is guessing with luck. Half of the squared signal survives each layer on the way up, and half of "
        "the squared gradient on the way down: 0.5 to the power 30 is 10⁻⁹, its root 3×10⁻⁵. All digits look the same to the "
        "last layer, and the first one stands still.",
        "不到一半，只是碰运气。信号的平方向上每层保留一半，梯度的平方向下每层也保留一半：0.5 的 30 次方约为 10⁻⁹，开方为 3×10⁻⁵。"
        "在末层看来所有数字都一样，首层则原地不动。",
    ),
    BEST_BATCH,
)
BATCH_NORM = Prediction(
    T(
        "Batch normalisation keeps every signal at variance 1 through 30 layers. How much of its best mini-batch is right in 400 updates?",
        "批量归一化使 30 层中每个信号的方差都为 1。400 次更新中，最好的小批量能分对多少？",
    ),
    "accuracy",
    400,
    SHARES,
    T(
        "It learns, but badly. Going back, each layer divides by the standard deviation of what the ReLU lets through over the "
        "batch: the square of the gradient grows by π/(π − 1) ≈ 1.47, 300 times as long after 30 layers.",
        "能学，但学得不好。反向时，每层要除以 ReLU 输出在小批量上的标准差：梯度的平方每层增大 π/(π − 1) ≈ 1.47 倍，30 层后长度约为 300 倍。",
    ),
    BEST_BATCH,
)

PREDICTIONS: Mapping[str, Prediction] = {"": VANISHES, "vanishing": VANISHES, "batch-norm": BATCH_NORM}
