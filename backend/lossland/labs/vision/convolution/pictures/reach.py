"""A stack from the side: the cells of each layer that one output draws on."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, dots, line, plot, words
from lossland.lab.views import Plot
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.seen import Seen

MOST_LINKS = 400


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """One output of the last layer, and back to the picture."""
    made = seen.s.stack
    if made is None:
        return None
    jumps = [1, *(jump for _, jump in made.fields)]
    middles = [0.0, *((r - 1) / 2 for r, _ in made.fields)]  # where cell 0 of each layer looks
    layers = seen.p.layers
    used = [{0}]
    links: list[tuple[float, float, float, float]] = []
    for at in range(len(layers), 0, -1):
        row, below = layers[at - 1], set()
        for k in sorted(used[0]):
            for tap in range(row.f):
                source = k * row.s + tap * (row.z + 1)
                below.add(source)
                links.append((middles[at] + k * jumps[at], at, middles[at - 1] + source * jumps[at - 1], at - 1))
        used.insert(0, below)
    here = [(middles[at] + k * jumps[at], float(at)) for at, row in enumerate(used) for k in sorted(row)]
    joined = links[:MOST_LINKS] if len(links) > MOST_LINKS else links
    r = float(made.fields[-1][0])
    return {
        "cells.x": torch.tensor([x for x, _ in here]),
        "cells.y": torch.tensor([y for _, y in here]),
        "links.x": torch.tensor([x for a, _, b, _ in joined for x in (a, b, torch.nan)]),
        "links.y": torch.tensor([y for _, a, _, b in joined for y in (a, b, torch.nan)]),
        "field.x": torch.tensor([-0.5, r - 0.5]),
        "field.y": torch.tensor([-0.35, -0.35]),
        "size.x": torch.tensor([(r - 1) / 2]),
        "size.y": torch.tensor([-0.38]),
        "size.customdata": torch.tensor([[r]]),
        "xaxis.range": torch.tensor([-1.0, r]),
        "yaxis.range": torch.tensor([-0.9, len(layers) + 0.4]),
    }


def figure(p: ConvolutionParams) -> Plot | None:
    """Rows of cells, the picture lowest."""
    if p.study != "stack":
        return None
    figure = plot(
        line("links", None, "ink-3/50", width=1, hoverinfo="skip"),
        line("field", None, "accent", width=5, hoverinfo="skip"),
        dots("cells", T("cells that one output draws on", "一个输出所依赖的单元"), "accent", size=9, symbol="square"),
        words("size", T("r = %{customdata[0]:.0f} pixels", "r = %{customdata[0]:.0f} 像素"), place="bottom center"),
        x=axis(T("place in the picture", "在图片中的位置"), showgrid=False, zeroline=False),
        y=axis(T("layer", "层"), tickvals=list(range(6)), zeroline=False),
    )
    return Plot(
        title=T("From the side", "侧视"),
        caption=T(
            "One output of the last layer, and all cells below that it is made of.",
            "最后一层的一个输出，以及构成它的下面所有单元。",
        ),
        alt=T("A tree of cells from one output down to the picture.", "从一个输出到图片的单元树。"),
        figure=figure,
    )
