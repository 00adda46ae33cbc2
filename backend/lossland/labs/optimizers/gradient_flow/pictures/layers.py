"""What the pictures of gradients and of signals have in common: lines over the layers, factors in words."""

from __future__ import annotations

import math

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import line
from lossland.lab.views import Note, painted
from lossland.labs.optimizers.gradient_flow.pictures.powers import power

REACH = 0.3
"""An axis reaches at least so many powers of ten a layer to both sides: gain 1 tilts a line by half of that."""
LEAST_REACH = 4.0
MOST = 3.0
"""An axis reaches at most so many times as far; what is beyond is told in words."""


def by_layer(now: Tensor, begun: Tensor, expected: Tensor) -> dict[str, Tensor]:
    """Three lines over the layers, as powers of ten."""
    l = numbers(now)
    lines = {"now": now, "begun": begun, "expected": expected}
    return {key: value for name, y in lines.items() for key, value in ((f"{name}.x", l), (f"{name}.y", power(y)))}


def numbers(layers: Tensor) -> Tensor:
    """l of every layer, (D + 1,)."""
    return torch.arange(len(layers), dtype=torch.float64)


def annotated(lines: dict[str, Tensor], end: Tensor, factor: Tensor | None, expected: Tensor) -> dict[str, Tensor]:
    """The guide that is level with one end, the axis, and the factors in words, or that all is exactly 0."""
    values = torch.cat([y for name, y in lines.items() if name.endswith(".y")])
    drawn = values[torch.isfinite(values)].tolist()
    low, high = window(drawn, len(lines["now.x"]) - 1)
    known = factor is not None and bool(torch.isfinite(expected))
    shown = "zero" if factor is None else "known" if known else "unknown"
    nan = torch.full((1,), math.nan)
    most = max(drawn, default=0.0)
    return {
        "level.x": lines["now.x"][[0, -1]],
        "level.y": power(end).expand(2),
        "yaxis.range": torch.tensor([low, high]),
        "known.factor": nan if factor is None else factor[None],
        "known.expected": expected[None] if known else nan,
        "unknown.factor": nan if factor is None or known else factor[None],
        "zero.shown": torch.tensor([float(shown == "zero" and bool(end.isfinite()))]),
        "lost.shown": torch.tensor([float(not bool(end.isfinite()))]),
        "beyond.power": torch.tensor([math.floor(most) if most > high else math.nan]),
    }


def window(drawn: list[float], depth: int) -> tuple[float, float]:
    """From where to where an axis reaches, in steps as long as the least reach, so that it seldom moves."""
    reach = max(REACH * depth, LEAST_REACH)
    low = max(min([-reach, *drawn]), -MOST * reach)
    high = min(max([reach / 2, *drawn]), MOST * reach)
    return -reach * math.ceil(-low / reach - 1e-9) - reach / 20, reach / 2 * math.ceil(
        2 * high / reach - 1e-9
    ) + reach / 20


def layer_lines(now: T, begun: T, expected: T) -> list[go.Scatter]:
    """The lines of both main pictures."""
    return [
        line("level", T("level", "水平"), "ink-3", width=1.5, dash="4px,5px", hoverinfo="skip"),
        line("begun", begun, "ink-3", width=1.5),
        line("expected", expected, "ink", width=3, dash="dot"),
        line(
            "now",
            now,
            "accent",
            width=3,
            mode="lines+markers",
            marker_size=6,
            meta=painted(line="accent", marker="accent"),
        ),
    ]


def factor_notes(known: T, unknown: T, zero: T) -> tuple[Note, ...]:
    """The factor per layer in words, `factor` beside `expected`."""
    return (
        Note(uid="known", text=known),
        Note(uid="unknown", text=unknown),
        Note(uid="zero", text=zero, role="bad"),
        Note(uid="lost", text=T("no longer finite: it has overflowed", "已溢出，不再是有限数"), role="bad"),
        Note(uid="beyond", text=T("up to 10^{power}: out of the picture", "高达 10^{power}：超出画面"), role="bad"),
    )


def unit(residual: str) -> tuple[T, T]:
    """What the horizontal axis counts, and "a layer" or "a block"."""
    if residual == "none":
        return T("layer l", "层 l"), T("layer", "层")
    return T("block l", "块 l"), T("block", "块")
