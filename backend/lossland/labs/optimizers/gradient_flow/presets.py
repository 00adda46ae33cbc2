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

RATIO = T(
    "At step {step} the log₁₀ of first over last gradient was {value}.",
    "第 {step} 步时，首层与末层梯度之比的 log₁₀ 为 {value}。",
)
VANISHES = Prediction(
    T(
        "Thirty ReLU layers, gain 1. How does the gradient at the first layer compare with that at the last?",
        "三十个 ReLU 层，增益为 1。首层的梯度与末层相比如何？",
    ),
    "tilt",
    1,
    (
        Option(T("about the same (log₁₀ above −1)", "差不多 (log₁₀ 大于 −1)"), -1.0),
        Option(T("a tenth to a thousandth (−1 to −3)", "十分之一到千分之一 (−1 到 −3)"), -3.0),
        Option(T("less than a thousandth (below −3)", "不到千分之一 (小于 −3)"), None),
    ),
    T(
        "Half of the squared gradient survives each layer: 0.5 to the power 30 is 10⁻⁹, whose root is about 3×10⁻⁵; log₁₀ −4.5.",
        "每层保留一半的梯度平方：0.5 的 30 次方约为 10⁻⁹，开方约为 3×10⁻⁵，log₁₀ 为 −4.5。",
    ),
    RATIO,
)
BATCH_NORM = Prediction(
    T(
        "Batch normalisation keeps every signal at variance 1. And the gradient through 30 layers?",
        "批量归一化使每个信号的方差为 1。那么穿过 30 层的梯度呢？",
    ),
    "tilt",
    1,
    (
        Option(T("it explodes (log₁₀ of first over last above 1)", "爆炸 (首层与末层之比的 log₁₀ 大于 1)"), 1.0),
        Option(T("it stays level (−1 to 1)", "保持水平 (−1 到 1)"), -1.0),
        Option(T("it vanishes (below −1)", "消失 (小于 −1)"), None),
    ),
    T(
        "Going back, each layer divides by the standard deviation of what the ReLU lets through over the batch: the square grows by π/(π − 1) ≈ 1.47.",
        "反向时，每层要除以 ReLU 输出在小批量上的标准差：平方每层增大 π/(π − 1) ≈ 1.47 倍。",
    ),
    RATIO,
)

PREDICTIONS: Mapping[str, Prediction] = {"": VANISHES, "vanishing": VANISHES, "batch-norm": BATCH_NORM}
