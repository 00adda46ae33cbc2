"""The features of all pictures in the plane in which they spread most."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import dots, plot
from lossland.lab.views import Plot
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.own.seen import Seen, pooled, titles

COLOURS = 10
"""Of the palette: further classes begin again, with another mark."""
MARKS = ("circle", "diamond", "square", "x", "cross", "star")


def figure(p: CnnClassifierParams) -> Plot | None:
    """A dot a picture, and one for the picture to read; none where no layer is frozen."""
    if p.frozen == "none":
        return None
    marks = [
        dots(f"class{k}", name, f"class-{k % COLOURS}", size=8, symbol=MARKS[k // COLOURS % len(MARKS)])
        for k, name in enumerate(titles(p))
    ]
    looked = dots("looked", T("picture to read", "要识别的图片"), "ink", size=14, symbol="star", marker_line_width=1)
    return Plot(
        title=T("Features in a plane", "特征平面"),
        caption=T(
            "What the frozen layers make of each picture, by its first two principal components. A straight line can part "
            "them before anything of yours is learned.",
            "冻结层对每张图片的输出，取前两个主成分。在学习你的类别之前，直线已能把它们分开。",
        ),
        alt=T(
            "Each picture as a dot in the plane of the first two principal components of its features, coloured by class.",
            "每张图片在其特征前两个主成分平面中的点，按类别着色。",
        ),
        figure=plot(
            *marks,
            looked,
            x=T("First principal component", "第一主成分"),
            y=T("Second principal component", "第二主成分"),
        ),
        max_rate=5,
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Of the pictures whose features are there."""
    s = seen.s
    if not len(s.first.fixed):
        return None
    K, there = s.scores.shape[1], pooled(s.first.features[: s.there]).cpu()  # (t, N)
    places = torch.zeros(0, 2)
    read = torch.zeros(0, 2)
    if len(there) > 2:
        mean = there.mean(0)
        across = components(there - mean)  # (N, 2)
        places, read = (there - mean) @ across, (seen.looked.cpu() - mean) @ across
    y = s.y[: s.there].cpu()
    found = {"looked.x": read[:, 0], "looked.y": read[:, 1]}
    for k in range(K):
        found |= {f"class{k}.x": places[y[: len(places)] == k, 0], f"class{k}.y": places[y[: len(places)] == k, 1]}
    return found


def components(z: Tensor) -> Tensor:
    """(N, 2): the two directions in which centred rows (n, N) spread most, each with its largest part positive."""
    size, u = torch.linalg.eigh(z @ z.T)  # (n,), (n, n): n is less than N
    across: Tensor = z.T @ u[:, -2:].flip(1) / size[-2:].flip(0).clamp(min=1e-12).sqrt()  # (N, 2)
    return across * across.gather(0, across.abs().argmax(0, keepdim=True)).sign()
