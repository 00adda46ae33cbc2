"""Histograms of a layer above the other: of weights, activations and gradients."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Note, Plot, painted
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from lossland.labs.networks.mlp_playground.pictures.layers import titles_of
from lossland.labs.networks.mlp_playground.pictures.seen import Seen

LARGEST = 1e30
BINS = 60
LOWEST, HIGHEST = -8.0, 1.0
"""Powers of ten of the gradients shown; what is smaller, 0 too, stands at the left end."""
BELOW = 0.05
"""Share of the height below and above the histograms: the axis across, and the title of the other, have their numbers there."""
SERIES = ("class-1", "class-0", "class-2", "class-3")


@dataclass(frozen=True)
class Ridges:
    """One histogram above the other, layer 1 lowest; each is as high as its own fullest bin."""

    title: T
    caption: T
    axis: T
    values: Callable[[Seen], list[Tensor]]
    """Of each layer, as vectors."""
    scale: Callable[[Tensor], Tensor] = lambda values: values
    """What is shown of a value."""
    bounds: tuple[float, float] | None = None
    """Of the values; None is a range around 0 that holds them all."""
    output: bool = True
    """Whether the output layer has a histogram."""
    before: T | None = None
    """What is said instead as long as no step was made."""

    def draw(self, seen: Seen, /) -> dict[str, Tensor]:
        """Outlines, one for each layer."""
        layers = self.values(seen)
        if not layers:
            return {}
        if not self.before:
            return self._outlines(layers)
        nothing = {f"layer{i}.{axis}": torch.empty(0) for i in range(len(layers)) for axis in "xy"}
        drawn = self._outlines(layers) if seen.stepped else nothing
        return {**drawn, "before.shown": torch.tensor([0.0 if seen.stepped else 1.0])}

    def _outlines(self, layers: list[Tensor]) -> dict[str, Tensor]:
        values = drawable(self.scale(torch.cat(layers))).cpu()  # (N,): all layers in one piece
        return outlines(values, [len(layer) for layer in layers], *(self.bounds or reach(values)))

    def figure(self, p: MlpPlaygroundParams, /) -> Plot:
        """A filled line for each layer."""
        return ridged(self, titles_of(p) if self.output else titles_of(p)[:-1])


@lru_cache(maxsize=64)
def ridged(ridges: Ridges, titles: tuple[T, ...]) -> Plot:
    """The view, which depends on the layers alone: a slider of the data asks for it many times a second."""
    window = ridges.bounds and (ridges.bounds[0] - 0.2, ridges.bounds[1] + 0.2)
    figure = go.Figure(
        [
            go.Scatter(
                uid=f"layer{i}",
                name=name,
                mode="lines",
                line_width=1,
                fill="toself",
                hoverinfo="skip",
                showlegend=False,
                meta=painted(line=SERIES[i % 4], fillcolor=f"{SERIES[i % 4]}/35"),
            )
            for i, name in enumerate(titles)
        ]
    )
    figure.update_xaxes(title=ridges.axis, range=window, zeroline=window is None)
    rows = max(1, len(titles))
    figure.update_yaxes(
        title=T("layer", "层"),
        range=[-BELOW * rows, rows * (1 + BELOW)],
        tickvals=[i + 0.5 for i in range(len(titles))],
        showgrid=False,
        ticktext=list(titles),
        automargin=True,
        title_standoff=6,
    )
    return Plot(
        title=ridges.title,
        caption=ridges.caption,
        alt=T(f"{ridges.title}: a histogram for each layer.", f"{ridges.title.zh}：每层一个直方图。"),
        figure=figure,
        notes=(Note(uid="before", text=ridges.before),) if ridges.before else (),
        max_rate=8,
    )


def weights(seen: Seen) -> list[Tensor]:
    """Of every layer."""
    return [layer.W.flatten() for layer in seen.s.net.layers]


def activations(seen: Seen) -> list[Tensor]:
    """Of the hidden layers, for training points."""
    return [layer.a.flatten() for layer in seen.sample[:-1]]


def gradients(seen: Seen) -> list[Tensor]:
    """Every layer's dW."""
    return [slope.W.flatten() for slope in seen.s.net.slopes]


def power(values: Tensor) -> Tensor:
    """Of ten, of a gradient's size."""
    return values.abs().clamp_(min=1e-30).log10_().clamp_(LOWEST, HIGHEST)


def drawable(values: Tensor) -> Tensor:
    """Numbers that an axis in single precision can still hold: a run that diverges is drawn up to its end."""
    return torch.nan_to_num(values).clamp(-LARGEST, LARGEST)


def reach(values: Tensor) -> tuple[float, float]:
    """A range around 0 that holds every number, in steps of root 2 so that the axis rarely jumps."""
    largest = float(values.abs().max())
    half = float(2 ** (math.ceil(2 * math.log2(max(largest, 1e-3))) / 2))
    return -half, half


def outlines(values: Tensor, sizes: list[int], low: float, high: float) -> dict[str, Tensor]:
    """Outlines of histograms of values from `low` to `high`, so many of each layer one after another.

    That of layer i stands on the height i and is 0.9 high. What can be done for all layers in one call is: each costs as
    much as its arithmetic.
    """
    x, ground = frame_of(low, high, len(sizes))
    counts = torch.stack([torch.histc(part, BINS, low, high) for part in torch.split(values, sizes)])  # (L, BINS)
    scale = (0.9 / counts.amax(1, keepdim=True).double()).float()  # (L, 1)
    y = ground.clone()
    y[:, 1:-1] += counts * scale
    return {f"layer{i}.{axis}": row for i in range(len(sizes)) for axis, row in (("x", x), ("y", y[i]))}


@lru_cache(maxsize=64)
def frame_of(low: float, high: float, layers: int) -> tuple[Tensor, Tensor]:
    """The middles of the bins, and of an empty one at each end, (BINS + 2,); the heights on which the layers stand."""
    half = (high - low) / BINS / 2
    x = torch.linspace(low - half, high + half, BINS + 2)
    return x, torch.arange(layers).float()[:, None].repeat(1, BINS + 2)


WEIGHTS = Ridges(
    T("Weights", "权重"),
    T("How the weights of each layer are spread.", "各层权重的分布。"),
    T("weight", "权重"),
    weights,
)
ACTIVATIONS = Ridges(
    T("Activations", "激活值"),
    T(
        "What the hidden units give for training points. Heaps at both ends: saturation. One heap at 0: dead units.",
        "隐藏神经元对训练点的输出。两端堆积即饱和，全部堆在 0 处即死亡。",
    ),
    T("activation", "激活值"),
    activations,
    output=False,
)
GRADIENTS = Ridges(
    T("Gradients", "梯度"),
    T(
        "Of the last batch, in powers of ten. Lower layers far to the left: the gradient vanishes on its way down.",
        "最近一个小批量的梯度，以 10 的幂表示。靠下的层偏左，说明梯度在回传途中消失。",
    ),
    T("log₁₀ |dW|", "log₁₀ |dW|"),
    gradients,
    power,
    (LOWEST, HIGHEST),
    before=T("No gradient yet: it comes with the first step.", "还没有梯度：第一步之后才有。"),
)
