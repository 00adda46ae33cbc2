"""Receptive fields of a stack as a table."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Column, Table
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """A row a layer."""
    made = seen.s.stack
    if made is None:
        return None
    none = [torch.nan] * (len(seen.p.layers) + 1 - len(made.maps))  # the picture has come to its end
    columns = {
        "l": [float(at) for at in range(1, len(seen.p.layers) + 1)],
        "f": [float(row.f) for row in seen.p.layers],
        "s": [float(row.s) for row in seen.p.layers],
        "z": [float(row.z) for row in seen.p.layers],
        "h": [float(y.shape[0]) for y in made.maps[1:]] + none,
        "w": [float(y.shape[1]) for y in made.maps[1:]] + none,
        "r": [float(r) for r, _ in made.fields],
        "jump": [float(jump) for _, jump in made.fields],
    }
    return {name: torch.tensor(values) for name, values in columns.items()}


def figure(p: ConvolutionParams) -> Table | None:
    """r_l = r_{l-1} + (f_eff - 1) times the earlier strides."""
    if p.study != "stack":
        return None
    return Table(
        title=T("In numbers", "数值"),
        caption=T(
            "r_l = r_(l−1) + (f_eff − 1) × product of the earlier strides, from r_0 = 1.",
            "r_l = r_(l−1) + (f_eff − 1) × 之前各层步幅之积，r_0 = 1。",
        ),
        alt=T("Size and receptive field of every layer.", "各层的尺寸与感受野。"),
        columns=tuple(
            Column(name=name, title=title, digits=0)
            for name, title in {
                "l": T("layer", "层"),
                "f": T("f", "f"),
                "s": T("s", "s"),
                "z": T("z", "z"),
                "h": T("height", "高"),
                "w": T("width", "宽"),
                "r": T("receptive field r", "感受野 r"),
                "jump": T("step in the picture", "在图片中的步长"),
            }.items()
        ),
    )
