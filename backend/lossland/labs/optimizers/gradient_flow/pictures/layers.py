"""What the pictures of gradients and of signals have in common: lines over the layers, factors in words."""

from __future__ import annotations

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import painted
from lossland.labs.optimizers.gradient_flow.pictures.powers import power

SPAN = 4.0
"""An axis shows at least so many powers of ten to both sides: a level line then looks level."""


def by_layer(now: Tensor, begun: Tensor, expected: Tensor) -> dict[str, Tensor]:
    """Three lines over the layers, as powers of ten."""
    l = numbers(now)
    lines = {"now": now, "begun": begun, "expected": expected}
    return {key: value for name, y in lines.items() for key, value in ((f"{name}.x", l), (f"{name}.y", power(y)))}


def numbers(layers: Tensor) -> Tensor:
    """l of every layer, (D + 1,)."""
    return torch.arange(len(layers), dtype=torch.float64)


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
