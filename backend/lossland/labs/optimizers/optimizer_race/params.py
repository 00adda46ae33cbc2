"""What the page shows as controls of the optimizer race."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from lossland.algorithms.surfaces.formula import ALLOWED, LONGEST, parse
from lossland.algorithms.surfaces.textbook import WINDOWS
from lossland.lab import LabParams, Params, T, live, structural, view

SURFACE = T("Loss surface", "损失曲面")
RACERS = T("Racers", "参赛优化器")
LOOK = T("Look closer", "细看")
MOST_RACERS = 12
UPDATES = 300
"""The length of a race."""
PHASES = 4
"""Gradient, momentum, scaling, step."""

METHODS = {
    "sgd": T("Gradient descent", "梯度下降"),
    "momentum": T("Momentum", "动量"),
    "nesterov": T("Nesterov", "Nesterov"),
    "normalised": T("Normalised gradient", "归一化梯度"),
    "adagrad": T("AdaGrad", "AdaGrad"),
    "rmsprop": T("RMSprop", "RMSprop"),
    "adadelta": T("AdaDelta", "AdaDelta"),
    "adam": T("Adam", "Adam"),
    "adamw": T("AdamW", "AdamW"),
}
SURFACES = {
    "quadratic": T("Ravine: quadratic", "沟谷：二次型"),
    "ravine": T("Winding ravine", "弯曲沟谷"),
    "rosenbrock": T("Rosenbrock", "Rosenbrock"),
    "beale": T("Beale", "Beale"),
    "himmelblau": T("Himmelblau", "Himmelblau"),
    "rastrigin": T("Rastrigin", "Rastrigin"),
    "saddle": T("Saddle", "鞍点"),
    "plateau": T("Plateau", "平台"),
    "gabor": T("Gabor model on data", "Gabor 模型 (数据)"),
    "formula": T("Your own formula", "自定义公式"),
}
START = T(
    "Where all racers begin. Drag the ring in a picture.",
    "所有优化器的共同起点。可直接在图中拖动圆环。",
)


def _start(kind: str, axis: int, default: float, symbol: str) -> Any:
    low, high = WINDOWS[kind][2 * axis : 2 * axis + 2]
    title = T(f"Start {symbol}", f"起点 {symbol}")
    return Field(default, ge=low, le=high, title=title, description=START, json_schema_extra=live())


class Quadratic(Params):
    """(u^2 + kappa v^2) / 2 with u, v turned: a ravine for a large kappa."""

    kind: Literal["quadratic"] = "quadratic"
    start_x: float = _start("quadratic", 0, -3.4, "θ₁")
    start_y: float = _start("quadratic", 1, 1.8, "θ₂")
    kappa: float = Field(
        100.0,
        ge=1,
        le=1000,
        title=T("Condition number", "条件数"),
        description=T(
            "Curvature across the ravine over that along it. 1 is a round bowl.",
            "沟谷横向与纵向曲率之比。1 为圆碗。",
        ),
        json_schema_extra=live(scale="log", symbol="κ"),
    )
    angle: float = Field(
        20.0,
        ge=-90,
        le=90,
        title=T("Rotation", "旋转角"),
        description=T(
            "Turns the ravine. Methods that scale each coordinate by itself are at their best at 0.",
            "旋转沟谷。逐坐标缩放的方法在 0 时最有利。",
        ),
        json_schema_extra=live(unit=T("degrees", "度")),
    )


class Ravine(Params):
    """x^2 / 20 + 2 (y - sin x)^2."""

    kind: Literal["ravine"] = "ravine"
    start_x: float = _start("ravine", 0, -5.0, "x")
    start_y: float = _start("ravine", 1, 3.0, "y")


class Rosenbrock(Params):
    """(1 - x)^2 + 100 (y - x^2)^2: a curved valley, the minimum at (1, 1)."""

    kind: Literal["rosenbrock"] = "rosenbrock"
    start_x: float = _start("rosenbrock", 0, -1.2, "x")
    start_y: float = _start("rosenbrock", 1, 1.0, "y")


class Beale(Params):
    """Steep walls, a flat floor, the minimum at (3, 0.5)."""

    kind: Literal["beale"] = "beale"
    start_x: float = _start("beale", 0, 1.0, "x")
    start_y: float = _start("beale", 1, 1.5, "y")


class Himmelblau(Params):
    """Four minima of the same depth."""

    kind: Literal["himmelblau"] = "himmelblau"
    start_x: float = _start("himmelblau", 0, -0.5, "x")
    start_y: float = _start("himmelblau", 1, -0.6, "y")


class Rastrigin(Params):
    """A bowl full of dents."""

    kind: Literal["rastrigin"] = "rastrigin"
    start_x: float = _start("rastrigin", 0, 3.4, "x")
    start_y: float = _start("rastrigin", 1, -2.4, "y")


class Saddle(Params):
    """x^2 / 2 + (y^2 - 2)^2 / 8: flat at the origin, which is no minimum."""

    kind: Literal["saddle"] = "saddle"
    start_x: float = _start("saddle", 0, -2.5, "x")
    start_y: float = _start("saddle", 1, 0.01, "y")


class Plateau(Params):
    """1 - exp(-(x^2 + y^2) / 4): next to no gradient far away."""

    kind: Literal["plateau"] = "plateau"
    start_x: float = _start("plateau", 0, -4.2, "x")
    start_y: float = _start("plateau", 1, 2.2, "y")


class Gabor(Params):
    """The loss of the Gabor model on generated data: local minima and saddles."""

    kind: Literal["gabor"] = "gabor"
    start_x: float = _start("gabor", 0, -5.0, "φ₀")
    start_y: float = _start("gabor", 1, 11.0, "φ₁")
    count: int = Field(
        28,
        ge=4,
        le=60,
        title=T("Data points", "数据点数"),
        description=T(
            "Generated data: the model at φ = (0, 16.6), with noise.", "生成的数据：φ = (0, 16.6) 处的模型加噪声。"
        ),
        json_schema_extra=structural(symbol="n"),
    )
    spread: float = Field(
        0.1,
        ge=0,
        le=1,
        title=T("Noise of the data", "数据噪声"),
        description=T("Standard deviation of what is added to each output.", "每个输出所加噪声的标准差。"),
        json_schema_extra=structural(),
    )
    batch: int = Field(
        5,
        ge=1,
        le=60,
        title=T("Mini-batch", "小批量"),
        description=T(
            "Data that each update looks at, without replacement, the same for every racer; the gradient is scaled by n/B. "
            "As many as there are: no noise.",
            "每次更新所用的数据个数，不放回抽取，所有优化器相同；梯度乘以 n/B。取全部数据时没有噪声。",
        ),
        json_schema_extra=live(symbol="B"),
    )


class OwnFormula(Params):
    """What the student types."""

    kind: Literal["formula"] = "formula"
    start_x: float = _start("formula", 0, -3.5, "x")
    start_y: float = _start("formula", 1, 2.5, "y")
    formula: str = Field(
        "x^2/10 + y^2 + 2*sin(x)*cos(2*y)",
        min_length=1,
        max_length=LONGEST,
        title=T("Formula f(x, y)", "公式 f(x, y)"),
        description=T(f"You may use {ALLOWED}.", f"可用：{ALLOWED.zh}。"),
        json_schema_extra=structural(),
    )

    @field_validator("formula")
    @classmethod
    def _readable(cls, text: str) -> str:
        parse(text)
        return text


AnySurface = Annotated[
    Quadratic | Ravine | Rosenbrock | Beale | Himmelblau | Rastrigin | Saddle | Plateau | Gabor | OwnFormula,
    Field(discriminator="kind"),
]


class Racer(Params):
    """One optimizer with numbers of its own."""

    method: Literal["sgd", "momentum", "nesterov", "normalised", "adagrad", "rmsprop", "adadelta", "adam", "adamw"] = (
        Field(
            "sgd",
            title=T("Method", "方法"),
            description=T("How a gradient becomes a step.", "如何由梯度得到一步更新。"),
            json_schema_extra=structural(options=METHODS),
        )
    )
    alpha: float | None = Field(
        None,
        gt=0,
        le=10,
        title=T("Own learning rate", "单独的学习率"),
        description=T(
            "Instead of the one that all share. AdaDelta in the course's form has none.",
            "代替共用的学习率。课程形式的 AdaDelta 没有学习率。",
        ),
        json_schema_extra=live(scale="log", symbol="α"),
    )
    beta: float = Field(
        0.9,
        ge=0,
        lt=1,
        title=T("First moment", "一阶矩系数"),
        description=T("How much of the average of gradients stays at each step.", "梯度平均每步保留的比例。"),
        json_schema_extra=live(symbol="β", when={"method": ["momentum", "nesterov", "adam", "adamw"]}),
    )
    rho: float = Field(
        0.99,
        ge=0,
        lt=1,
        title=T("Second moment", "二阶矩系数"),
        description=T("How much of the average of squared gradients stays.", "梯度平方平均每步保留的比例。"),
        json_schema_extra=live(symbol="ρ", when={"method": ["rmsprop", "adadelta", "adam", "adamw"]}),
    )
    decay: float = Field(
        0.01,
        ge=0,
        le=1,
        title=T("Weight decay", "权重衰减"),
        description=T("Pulls θ towards 0 past the moments.", "绕过矩估计，把 θ 拉向 0。"),
        json_schema_extra=live(symbol="λ", when={"method": ["adamw"]}),
    )


class OptimizerRaceParams(LabParams):
    """What the page shows as controls."""

    surface: AnySurface = Field(
        Quadratic(),
        title=SURFACE,
        description=T("What is minimised, and where all racers begin.", "被最小化的函数，以及共同的起点。"),
        json_schema_extra=structural(group=SURFACE, options=SURFACES),
    )
    alpha: float = Field(
        0.01,
        gt=0,
        le=10,
        title=T("Learning rate of all", "共用学习率"),
        description=T(
            "Of every racer without a rate of its own, in the picture on the left. On the right each has its best rate.",
            "左图中没有单独学习率的优化器都使用它。右图中每个优化器使用各自的最佳学习率。",
        ),
        json_schema_extra=live(group=RACERS, scale="log", symbol="α"),
    )
    racers: tuple[Racer, ...] = Field(
        (Racer(), Racer(method="momentum"), Racer(method="adam")),
        min_length=1,
        max_length=MOST_RACERS,
        title=RACERS,
        description=T("Up to 12 optimizers from one start.", "从同一起点出发，最多 12 个优化器。"),
        json_schema_extra=structural(group=RACERS),
    )
    noise: float = Field(
        0.02,
        ge=0,
        le=20,
        title=T("Gradient noise", "梯度噪声"),
        description=T(
            "Standard deviation of what is added to each partial derivative, as by mini-batches; all racers get the same. "
            "The Gabor model has real mini-batches instead.",
            "每个偏导数所加噪声的标准差，模拟小批量；所有优化器的噪声相同。Gabor 模型则用真正的小批量。",
        ),
        json_schema_extra=live(
            group=RACERS, symbol="σ", when={"surface": [kind for kind in SURFACES if kind != "gabor"]}
        ),
    )
    slow: bool = Field(
        False,
        title=T("Slow motion", "慢动作"),
        description=T(
            "Each step shows one part of an update: gradient, momentum, scaling, step.",
            "每按一步只显示一次更新的一个环节：梯度、动量、缩放、步。",
        ),
        json_schema_extra=live(group=LOOK),
    )
    racer: int = Field(
        3,
        ge=1,
        le=MOST_RACERS,
        title=T("Racer looked at", "查看第几个"),
        description=T(
            "Number in the list; beyond the last means the last. For slow motion, effective rates and basins.",
            "列表中的序号；超出时取最后一个。用于慢动作、有效学习率和吸引域。",
        ),
        json_schema_extra=view(group=LOOK),
    )
    basins: bool = Field(
        False,
        title=T("Map of basins", "吸引域图"),
        description=T(
            "Runs the racer looked at from 10,201 starts; see the tab Basins.",
            "让所查看的优化器从 10201 个起点出发；见“吸引域”标签页。",
        ),
        json_schema_extra=view(group=LOOK),
    )
    which: Literal["same", "best"] = Field(
        "same",
        title=T("Looked at with", "查看时使用"),
        description=T(
            "Whether slow motion, effective rates and basins follow the left picture or the right one.",
            "慢动作、有效学习率和吸引域取自左图还是右图。",
        ),
        json_schema_extra=view(
            group=LOOK,
            advanced=True,
            options={"same": T("Its rate", "设定的学习率"), "best": T("Its best rate", "最佳学习率")},
        ),
    )
    height: Literal["log", "linear"] = Field(
        "log",
        title=T("Height of the surface", "曲面高度"),
        description=T(
            "Logarithm of the height above the lowest point, or the height itself.",
            "相对最低点高度的对数，或高度本身。",
        ),
        json_schema_extra=view(
            group=LOOK, advanced=True, options={"log": T("Logarithm", "对数"), "linear": T("As it is", "原值")}
        ),
    )
    form: Literal["course", "library"] = Field(
        "course",
        title=T("Form of the formulas", "公式形式"),
        description=T(
            "The course's: averages in momentum, ε inside the root. The library's: those of torch.optim.",
            "课程形式：动量取平均，ε 在根号内。库形式：torch.optim 的形式。",
        ),
        json_schema_extra=live(advanced=True, options={"course": T("Course", "课程"), "library": T("Library", "库")}),
    )
