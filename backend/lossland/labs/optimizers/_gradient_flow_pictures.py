"""The pictures of the gradient flow lab: sizes by layer, always as powers of ten, and the gradient check."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.gradient_check import BUGS, COUNTS, PARTS, Check, check
from lossland.algorithms.signal_flow import ORDERS, Design, factor_per_layer
from lossland.lab import Arrays, T
from lossland.labs.optimizers._gradient_flow_params import ORDER_TITLES, GradientFlowParams
from lossland.views import Column, Curves, Figure, Plot, Table, painted

if TYPE_CHECKING:
    from lossland.labs.optimizers.gradient_flow import State

SPAN = 4.0
"""An axis shows at least so many powers of ten to both sides: a level line then looks level."""
PASSES = -7.0
LOWEST = -16.0
ROLES = ("ink-3", "class-0", "class-1", "class-2", "class-3", "class-4")
POWER = {"tickprefix": "10<sup>", "ticksuffix": "</sup>", "tickformat": "~f"}


def power(values: Tensor) -> Tensor:
    """log10 of sizes; NaN, a gap, where they are 0 or no number."""
    return torch.where(values > 0, values.clamp(min=1e-300).log10(), torch.nan)


def draw(s: State, p: GradientFlowParams, d: Design) -> dict[str, Arrays]:
    """All views of a frame."""
    l = torch.arange(d.depth + 1, dtype=torch.float64)
    factor_back = factor_per_layer(s.now.gradient.square().flip(0)) if bool((s.now.gradient > 0).all()) else None
    gradients = by_layer(l, s.now.gradient, s.begun.gradient, s.expected[1])
    gradients |= {"weights.x": l[1:], "weights.y": power(s.now.weights)}
    factor_on = factor_per_layer(s.now.variance) if bool((s.now.variance > 0).all()) else None
    signals = by_layer(l, s.now.variance, s.begun.variance, s.expected[0])
    found = check(
        s.small, s.small_x, s.small_y, p.l2, p.epsilon, BUGS[s.secret] if p.bug == "surprise" else p.bug, s.masks
    )
    return {
        "gradients": gradients | annotated(gradients, s.now.gradient[-1], factor_back, s.factors[1]),
        "signals": signals | annotated(signals, s.now.variance[0], factor_on, s.factors[0]),
        "means": draw_means(s, l),
        "check": draw_check(found),
        "check_table": draw_check_table(found),
        "orders": draw_orders(s),
        "orders_table": draw_orders_table(s),
    }


def by_layer(l: Tensor, now: Tensor, begun: Tensor, expected: Tensor) -> dict[str, Tensor]:
    """Three lines over the layers, as powers of ten."""
    lines = {"now": now, "begun": begun, "expected": expected}
    return {key: value for name, y in lines.items() for key, value in ((f"{name}.x", l), (f"{name}.y", power(y)))}


def annotated(lines: dict[str, Tensor], end: Tensor, factor: Tensor | None, expected: Tensor) -> dict[str, Tensor]:
    """Above all lines the factors in words, or that all is exactly 0; around one end the least span of the axis."""
    middle = float(torch.nan_to_num(power(end)))
    values = torch.cat([y for name, y in lines.items() if name.endswith(".y")])
    drawn = values[torch.isfinite(values)].tolist()
    low, high = min([middle - SPAN, *drawn]), max([middle + SPAN, *drawn])
    top = high + (high - low) / 8
    place = (lines["now.x"][:1] + lines["now.x"][-1:]) / 2
    if factor is None:
        shown, numbers = "zero", torch.zeros(1, 2)
    else:
        known = bool(torch.isfinite(expected))
        shown, numbers = "known" if known else "unknown", torch.stack([factor, expected if known else factor])[None]
    arrays = {"span.x": torch.zeros(2), "span.y": torch.tensor([low, top])}
    for name in ("known", "unknown", "zero"):
        here = slice(0, 1 if name == shown else 0)
        arrays |= {f"{name}.x": place[here], f"{name}.y": torch.tensor([top])[here]}
    return arrays | {"known.customdata": numbers, "unknown.customdata": numbers}


def draw_means(s: State, l: Tensor) -> dict[str, Tensor]:
    """The mean of every layer's signal in units of its standard deviation."""
    lines = {"now": s.now, "begun": s.begun}
    arrays = {}
    for name, layers in lines.items():
        arrays[f"{name}.x"] = l
        arrays[f"{name}.y"] = layers.mean / layers.variance.sqrt().clamp(min=1e-300)
    return arrays


def draw_check(found: Check) -> dict[str, Tensor]:
    """Every entry of theta: how far g and g' are apart."""
    g, differences = found.written, found.differences
    apart = (g - differences).abs() / (g.abs() + differences.abs()).clamp(min=1e-300)
    y = power(apart).nan_to_num(LOWEST).clamp(min=LOWEST)
    place = torch.arange(len(g), dtype=torch.float64)
    arrays, start = {}, 0
    for layer in range(3):
        end = start + COUNTS[2 * layer] + COUNTS[2 * layer + 1]
        arrays[f"layer-{layer + 1}.x"], arrays[f"layer-{layer + 1}.y"] = place[start:end], y[start:end]
        start = end
    counts = torch.tensor(COUNTS, dtype=torch.float64)
    arrays["parts.x"] = counts.cumsum(0) - counts / 2
    arrays["parts.y"] = torch.tensor([5.0, 1.6]).repeat(3)  # W above b: there is little room beside each other
    arrays["parts.customdata"] = found.by_part[:, None]
    total = found.distance[None]
    right = bool(total < 10**PASSES)
    for name, shown in (("passes", right), ("fails", not right)):
        arrays[f"{name}.x"] = torch.tensor([36.0])[: int(shown)]
        arrays[f"{name}.y"] = torch.tensor([LOWEST + 1.5])[: int(shown)]
        arrays[f"{name}.customdata"] = total[:, None]
    return arrays


def draw_check_table(found: Check) -> dict[str, Tensor]:
    """A row for each part of theta, and one for the whole."""
    sizes = [
        torch.stack([part.norm() for part in (*g.split_with_sizes(COUNTS), g)])
        for g in (found.written, found.differences)
    ]
    distances = torch.cat([found.by_part, found.distance[None]])
    return {
        "written": sizes[0],
        "differences": sizes[1],
        "distance": distances,
    }


def draw_orders(s: State) -> dict[str, Tensor]:
    """Gradient norms by block, each order's last as 1."""
    l = torch.arange(s.orders.shape[2], dtype=torch.float64)
    gradient = s.orders[2] / s.orders[2, :, -1:].clamp(min=1e-300)  # (6, blocks + 1)
    return {
        key: value for k, name in enumerate(ORDERS) for key, value in ((f"{name}.x", l), (f"{name}.y", gradient[k]))
    }


def draw_orders_table(s: State) -> dict[str, Tensor]:
    """Factors from block to block, and how far the mean has gone at the last."""
    variance, mean, gradient = s.orders
    drift = mean[:, -1] / variance[:, -1].sqrt().clamp(min=1e-300)
    return {
        "forwards": torch.stack([factor_per_layer(row) for row in variance]),
        "backwards": torch.stack([factor_per_layer(row.square().flip(0)) for row in gradient]),
        "mean": torch.where(drift.abs() > 1e-9, drift, 0.0),  # behind a norm it is 0 but for rounding
    }


@lru_cache(maxsize=64)
def figures(depth: int, residual: str) -> dict[str, Figure]:
    """The views by name: they depend on little, and a gain that is dragged asks for them many times a second."""
    return {
        "gradients": gradients_figure(depth, residual),
        "signals": signals_figure(depth, residual),
        "means": means_figure(depth),
        "loss": Curves(
            title=T("Loss", "损失"),
            caption=T("Of each batch while training.", "训练时每个小批量的损失。"),
            alt=T("Training loss against step.", "训练损失随步数的变化。"),
            series=("loss",),
            y_title=T("cross-entropy", "交叉熵"),
            log=True,
        ),
        "norms": Curves(
            title=T("Clipping", "裁剪"),
            caption=T(
                "Norm of the whole gradient, before and after clipping.",
                "整个梯度的范数，裁剪之前与之后。",
            ),
            alt=T("Gradient norm before and after clipping against step.", "裁剪前后的梯度范数随步数的变化。"),
            series=("gradient_norm", "step_norm"),
            y_title=T("norm", "范数"),
            log=True,
        ),
        "check": check_figure(),
        "check_table": check_table(),
        "orders": orders_figure(),
        "orders_table": orders_table(),
    }


def layer_lines(now: T, begun: T, expected: T) -> list[go.Scatter]:
    """The lines of both main pictures."""
    return [
        go.Scatter(uid="span", mode="markers", marker_opacity=0, showlegend=False, hoverinfo="skip"),
        go.Scatter(uid="begun", name=begun, mode="lines", line_width=1.5, meta=painted(line="ink-3")),
        go.Scatter(
            uid="expected", name=expected, mode="lines", line={"width": 2.5, "dash": "dot"}, meta=painted(line="good")
        ),
        go.Scatter(
            uid="now",
            name=now,
            mode="lines+markers",
            line_width=2.2,
            marker_size=5,
            meta=painted(line="accent", marker="accent"),
        ),
    ]


def factor_texts(known: T, unknown: T, zero: T) -> list[go.Scatter]:
    """The factor per layer in words."""
    look = {
        "mode": "text",
        "textposition": "bottom center",
        "showlegend": False,
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    return [
        go.Scatter(uid="known", texttemplate=known, textfont_size=12, meta=painted(textfont="ink"), **look),
        go.Scatter(uid="unknown", texttemplate=unknown, textfont_size=12, meta=painted(textfont="ink"), **look),
        go.Scatter(uid="zero", text=[zero], textfont_size=14, meta=painted(textfont="bad"), **look),
    ]


def unit(residual: str) -> tuple[T, T]:
    """What the horizontal axis counts, and "a layer" or "a block"."""
    if residual == "none":
        return T("layer l", "层 l"), T("layer", "层")
    return T("block l", "块 l"), T("block", "块")


def gradients_figure(depth: int, residual: str) -> Plot:
    """The main picture."""
    axis, one = unit(residual)
    figure = go.Figure(
        [
            *layer_lines(
                T("∂L/∂u now", "当前 ∂L/∂u"), T("at the start", "起始时"), T("theory for the start", "起始时的理论值")
            ),
            go.Scatter(
                uid="weights",
                name=T("∂L/∂W now", "当前 ∂L/∂W"),
                mode="lines",
                line={"width": 1.5, "dash": "dash"},
                meta=painted(line="class-0"),
            ),
            *factor_texts(
                T(
                    f"square ×%{{customdata[0]:.3f}} a {one} back; theory %{{customdata[1]:.3f}}",
                    f"每向后一{one.zh}，平方 ×%{{customdata[0]:.3f}}，理论 ×%{{customdata[1]:.3f}}",
                ),
                T(
                    f"square ×%{{customdata[0]:.3f}} a {one} back",
                    f"每向后一{one.zh}，平方 ×%{{customdata[0]:.3f}}",
                ),
                T("the gradient is exactly 0", "梯度恰好为 0"),
            ),
        ]
    )
    figure.update_layout(
        xaxis={"title": {"text": axis}, "range": [-0.02 * depth, 1.02 * depth]},
        yaxis={"title": {"text": T("gradient norm", "梯度范数")}, **POWER},
    )
    return Plot(
        title=T("Gradient by layer", "各层的梯度"),
        caption=T(
            "Drag the gain: the line tilts. Level is healthy; falling to the left vanishes, rising explodes. The axis is "
            "in powers of ten: a straight line is the same factor in every layer. u[l] is what the activation of the next "
            "layer sees, W[l] the matrix of layer l.",
            "拖动增益，直线随之倾斜。水平为健康；向左下降为消失，向左上升为爆炸。纵轴为 10 的幂：直线表示每层因子相同。"
            "u[l] 是下一层激活函数的输入，W[l] 是第 l 层的矩阵。",
        ),
        alt=T(
            "Norm of the gradient at every layer on a logarithmic axis: now, at the start, and by theory.",
            "各层梯度范数 (对数轴)：当前、起始时及理论值。",
        ),
        figure=figure,
        max_rate=20,
    )


def signals_figure(depth: int, residual: str) -> Plot:
    """The forward direction."""
    axis, one = unit(residual)
    figure = go.Figure(
        [
            *layer_lines(T("now", "当前"), T("at the start", "起始时"), T("theory for the start", "起始时的理论值")),
            *factor_texts(
                T(
                    f"×%{{customdata[0]:.3f}} a {one}; theory %{{customdata[1]:.3f}}",
                    f"每{one.zh} ×%{{customdata[0]:.3f}}，理论 ×%{{customdata[1]:.3f}}",
                ),
                T(f"×%{{customdata[0]:.3f}} a {one}", f"每{one.zh} ×%{{customdata[0]:.3f}}"),
                T("the signal is exactly 0", "信号恰好为 0"),
            ),
        ]
    )
    figure.update_layout(
        xaxis={"title": {"text": axis}, "range": [-0.02 * depth, 1.02 * depth]},
        yaxis={"title": {"text": T("variance of u[l]", "u[l] 的方差")}, **POWER},
    )
    return Plot(
        title=T("Signal by layer", "各层的信号"),
        caption=T(
            "The forward pass: variance of what each activation sees, over units and batch.",
            "前向传播：各激活函数输入的方差 (对神经元与小批量)。",
        ),
        alt=T(
            "Variance of the signal at every layer on a logarithmic axis: now, at the start, and by theory.",
            "各层信号的方差 (对数轴)：当前、起始时及理论值。",
        ),
        figure=figure,
        max_rate=20,
    )


def means_figure(depth: int) -> Plot:
    """Means, which theory takes to be 0."""
    figure = go.Figure(
        [
            go.Scatter(uid="begun", name=T("at the start", "起始时"), mode="lines", meta=painted(line="ink-3")),
            go.Scatter(uid="now", name=T("now", "当前"), mode="lines", line_width=2.2, meta=painted(line="accent")),
        ]
    )
    figure.update_layout(
        xaxis={"title": {"text": T("layer l", "层 l")}, "range": [-0.02 * depth, 1.02 * depth]},
        yaxis={"title": {"text": T("mean / standard deviation", "均值 / 标准差")}},
    )
    return Plot(
        title=T("Mean by layer", "各层的均值"),
        caption=T(
            "Mean of the signal in units of its standard deviation. Blocks that add what is never negative drift away from 0.",
            "信号的均值，以标准差为单位。只加非负量的块会偏离 0。",
        ),
        alt=T("Mean of the signal at every layer, now and at the start.", "各层信号的均值，当前与起始时。"),
        figure=figure,
        max_rate=10,
    )


def check_figure() -> Plot:
    """Entries of theta that disagree."""
    figure = go.Figure()
    figure.add_scatter(
        uid="line",
        name=T("1e-7: passes below", "1e-7：低于此即通过"),
        x=[-1, sum(COUNTS)],
        y=[PASSES, PASSES],
        mode="lines",
        line={"dash": "dash", "width": 1.2},
        hoverinfo="skip",
        meta=painted(line="ink-3"),
    )
    for layer, role in ((1, "class-0"), (2, "class-1"), (3, "class-2")):
        figure.add_scatter(
            uid=f"layer-{layer}",
            name=T(f"layer {layer}", f"第 {layer} 层"),
            mode="markers",
            marker_size=6,
            hovertemplate="θ[%{x}]<br>10<sup>%{y:.1f}</sup><extra></extra>",
            meta=painted(marker=role),
        )
    figure.add_scatter(
        uid="parts",
        mode="text",
        text=[f"<b>{part}</b>" for part in PARTS],
        texttemplate="%{text}<br>%{customdata[0]:.0e}",
        textfont_size=11,
        showlegend=False,
        hoverinfo="skip",
        meta=painted(textfont="ink"),
    )
    for uid, role, text in (
        ("passes", "good", T("whole θ: %{customdata[0]:.1e}, passes", "整个 θ：%{customdata[0]:.1e}，通过")),
        ("fails", "bad", T("whole θ: %{customdata[0]:.1e}, fails", "整个 θ：%{customdata[0]:.1e}，未通过")),
    ):
        figure.add_scatter(
            uid=uid,
            mode="text",
            texttemplate=text,
            textfont_size=14,
            showlegend=False,
            hoverinfo="skip",
            meta=painted(textfont=role),
        )
    figure.update_layout(
        xaxis={"title": {"text": T("entry i of θ", "θ 的第 i 个分量")}, "range": [-1.5, sum(COUNTS) + 2.5]},
        yaxis={
            "title": {"text": T("relative distance", "相对距离")},
            "range": [LOWEST - 0.7, 7.5],
            "tickvals": [-15, -10, -5, 0],
            **POWER,
        },
    )
    return Plot(
        title=T("Gradient check", "梯度检验"),
        caption=T(
            "Each dot: one entry of the written-out gradient against central differences. Which layer disagrees, and why?",
            "每个点：手写梯度的一个分量与中心差分之比较。哪一层不一致？为什么？",
        ),
        alt=T(
            "Relative distance of every entry of the gradient of a small network, by layer, on a logarithmic axis.",
            "小网络梯度各分量的相对距离，按层着色，对数轴。",
        ),
        figure=figure,
        max_rate=10,
    )


def check_table() -> Table:
    """The same in numbers."""
    return Table(
        title=T("Check in numbers", "检验数值"),
        caption=T(
            "The relative distance |g − g'| / (|g| + |g'|) of every part of θ.",
            "θ 各部分的相对距离 |g − g'| / (|g| + |g'|)。",
        ),
        alt=T("Norms of both gradients and their relative distance.", "两种梯度的范数及其相对距离。"),
        columns=(
            Column(name="written", title=T("|g| written out", "|g| 手写"), digits=4),
            Column(name="differences", title=T("|g'| differences", "|g'| 差分"), digits=4),
            Column(name="distance", title=T("relative distance", "相对距离"), digits=2),
        ),
        rows=(*(T(part, part) for part in PARTS), T("whole θ", "整个 θ")),
    )


def orders_figure() -> Plot:
    """Six orders, six lines."""
    figure = go.Figure(
        [
            go.Scatter(
                uid=name,
                name=ORDER_TITLES[name],
                mode="lines",
                line={"width": 2.2, "dash": "dash" if name == "plain" else "solid"},
                meta=painted(line=role),
            )
            for name, role in zip(ORDERS, ROLES, strict=True)
        ]
    )
    figure.update_layout(
        xaxis={"title": {"text": T("block l", "块 l")}},
        yaxis={
            "title": {"text": T("gradient, last = 1", "梯度，末层 = 1")},
            "type": "log",
            "tickvals": [10**k * m for k in range(-4, 9) for m in (1, 2, 5)],
        },
    )
    return Plot(
        title=T("Block orders", "块内顺序"),
        caption=T(
            "Norm after the addition is steepest after no skip at all: it divides on the skip path in every block. 24 blocks with "
            "batch normalisation and the same He weights, at the start. The other orders flatten with every block; ReLU before "
            "the addition pays with a mean that drifts (see the numbers).",
            "相加之后再归一化，陡度仅次于没有跳跃连接：每个块都在跳跃路径上做除法。24 个带批量归一化的块，相同的 He 权重，起始时刻。"
            "其余顺序逐块变平；相加之前先 ReLU 的代价是均值漂移 (见数值)。",
        ),
        alt=T("Gradient norm by block for six orders, logarithmic.", "六种顺序下各块的梯度范数，对数轴。"),
        figure=figure,
        max_rate=10,
    )


def orders_table() -> Table:
    """Factors of the orders."""
    return Table(
        title=T("Orders in numbers", "顺序的数值"),
        caption=T(
            "Factors from one block to the next: variance forwards, squared gradient backwards; and the mean of the last signal.",
            "相邻块之间的因子：前向的方差，后向的梯度平方；以及末块信号的均值。",
        ),
        alt=T("Factors per block for six orders.", "六种顺序的每块因子。"),
        columns=(
            Column(name="forwards", title=T("Var ×", "方差 ×"), digits=3),
            Column(name="backwards", title=T("|g|² ×", "梯度² ×"), digits=3),
            Column(name="mean", title=T("mean / σ", "均值 / σ"), digits=2),
        ),
        rows=tuple(ORDER_TITLES[name] for name in ORDERS),
    )
