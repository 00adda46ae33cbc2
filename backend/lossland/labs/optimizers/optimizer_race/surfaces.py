"""What a surface of the optimizer race is set by: its kind, its numbers, the start."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import torch
from pydantic import Field, field_validator

from lossland.algorithms.surfaces.formula import ALLOWED, LONGEST, formula_value, parse
from lossland.algorithms.surfaces.textbook import WINDOWS
from lossland.lab import Params, Refused, T, live, structural

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
LOOKED_AT = 41
"""Places along each axis where a formula is tried."""
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
            "Turns the ravine; the start stays where it is, so it then lies elsewhere in the ravine. RMSprop and AdaGrad, "
            "which scale each coordinate by itself, do best at 0. To compare angles alone, take the presets of the ravine "
            "at 0, 20 and 45 degrees: there the start turns along.",
            "旋转沟谷，起点不动，因此它在沟谷中的位置随之改变。逐坐标缩放的 RMSprop 与 AdaGrad 在 0 度时最有利。"
            "只想比较角度时，请用沟谷 0、20、45 度的预设：那里起点随之旋转。",
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
        title=T("Data points", "样本数"),
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
            "Data points that each update looks at, without replacement, the same for every racer; the gradient is scaled by "
            "n/B. As many as there are: no noise.",
            "每次更新所用的样本数，不放回抽取，所有优化器相同；梯度乘以 n/B。取全部样本时没有噪声。",
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
    def _finite_somewhere(cls, text: str) -> str:
        formula = parse(text)
        x0, x1, y0, y1 = WINDOWS["formula"]
        plane = torch.cartesian_prod(torch.linspace(x0, x1, LOOKED_AT), torch.linspace(y0, y1, LOOKED_AT))
        if not formula_value(formula, plane).isfinite().any():
            window = f"{x0:g} <= x <= {x1:g}, {y0:g} <= y <= {y1:g}"
            raise Refused(T(f"has no finite value for {window}", f"在 {window} 上没有有限值"))
        return text


AnySurface = Annotated[
    Quadratic | Ravine | Rosenbrock | Beale | Himmelblau | Rastrigin | Saddle | Plateau | Gabor | OwnFormula,
    Field(discriminator="kind"),
]
