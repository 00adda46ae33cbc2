"""Region proposals: a picture falls into small regions, and neighbours that are alike merge until one is left.

The box of every region on the way is a proposal: where something may be, not what. Sources: Felzenszwalb, Huttenlocher 2004,
"Efficient graph-based image segmentation"; Uijlings, van de Sande, Gevers, Smeulders 2013, "Selective search for object
recognition", of which texture and the union of several colour spaces are left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

BINS = 25
"""Of a colour histogram, for each channel."""


def segments(x: Tensor, scale: float, least: int) -> Tensor:
    """Regions of a picture x (3, H, W) in [0, 1]: labels (H, W) from 0 on, each region connected by its sides.

    Two regions become one where the weakest edge between them is no stronger than the strongest inside either, plus `scale`
    over its pixels: a larger scale gives larger regions. Those of fewer than `least` pixels are merged with a neighbour.
    """
    _, H, W = x.shape
    place = torch.arange(H * W).view(H, W)
    ends = [(place[:, :-1], place[:, 1:]), (place[:-1], place[1:])]
    a, b = (torch.cat([pair[k].flatten() for pair in ends]) for k in range(2))
    colour = x.flatten(1)  # (3, H W)
    weight = (colour[:, a] - colour[:, b]).norm(dim=0)
    order = weight.sort(stable=True).indices
    edges = list(zip(a[order].tolist(), b[order].tolist(), weight[order].tolist(), strict=True))
    parent, size, inside = list(range(H * W)), [1] * (H * W), [0.0] * (H * W)

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    def join(i: int, j: int, w: float) -> None:
        parent[j], size[i], inside[i] = i, size[i] + size[j], w

    for i, j, w in edges:
        i, j = root(i), root(j)
        if i != j and w <= min(inside[i] + scale / size[i], inside[j] + scale / size[j]):
            join(i, j, w)
    for i, j, w in edges:
        i, j = root(i), root(j)
        if i != j and min(size[i], size[j]) < least:
            join(i, j, w)
    roots = torch.tensor([root(k) for k in range(H * W)])
    labels: Tensor = torch.unique(roots, return_inverse=True)[1]
    return labels.view(H, W)


@dataclass(frozen=True)
class Merges:
    """n regions and what they become, two at a time, until one is left: 2n - 1 in all, in the order in which they come."""

    labels: Tensor
    """(H, W) places of the first n regions."""
    boxes: Tensor
    """(2n - 1, 4) left, top, right, bottom, in pixels."""
    parts: Tensor
    """(n - 1, 2) the two that merge, for each of the regions from n on."""
    alike: Tensor
    """(n - 1,) how alike they are, in [0, 3]."""

    @property
    def first(self) -> int:
        """n."""
        return len(self.boxes) - len(self.parts)

    def after(self, t: int) -> Tensor:
        """(H, W) the region of each pixel after t merges."""
        into = torch.arange(self.first + t)
        for k in range(t - 1, -1, -1):  # the latest first: what it merged has come to where it is
            into[self.parts[k]] = int(into[self.first + k])
        return into[self.labels]


def merges(x: Tensor, labels: Tensor) -> Merges:
    """All merges of the regions `labels` (H, W) of a picture x (3, H, W) in [0, 1], the most alike neighbours first.

    How alike two are: the common part of their colour histograms, plus the share of the picture that they leave, plus the
    share that they do not leave empty in the box around both, each in [0, 1]. Ties go to the oldest pair.
    """
    H, W = labels.shape
    n = int(labels.max()) + 1
    flat, whole = labels.flatten(), float(H * W)
    size = torch.zeros(2 * n - 1)
    size[:n] = torch.bincount(flat, minlength=n).float()
    bins = (x.flatten(1) * BINS).long().clamp(max=BINS - 1) + BINS * torch.arange(3)[:, None]  # (3, H W)
    histogram = torch.zeros(2 * n - 1, 3 * BINS)
    histogram[:n].index_put_((flat.expand(3, -1), bins), torch.ones(()), accumulate=True)
    histogram[:n] /= 3 * size[:n, None]
    boxes = torch.zeros(2 * n - 1, 4)
    down, across = torch.meshgrid(torch.arange(H), torch.arange(W), indexing="ij")
    for k, (at, how) in enumerate(((across, "amin"), (down, "amin"), (across + 1, "amax"), (down + 1, "amax"))):
        boxes[:n, k] = boxes[:n, k].scatter_reduce(0, flat, at.flatten().float(), how, include_self=False)

    def likeness(i: Tensor, j: Tensor) -> Tensor:
        colour = torch.minimum(histogram[i], histogram[j]).sum(-1)
        both = (size[i] + size[j]) / whole
        corners = torch.minimum(boxes[i, :2], boxes[j, :2]), torch.maximum(boxes[i, 2:], boxes[j, 2:])
        around = (corners[1] - corners[0]).prod(-1) / whole
        return colour + (1 - both) + (1 - (around - both))

    here = torch.cat([labels[:, :-1].flatten(), labels[:-1].flatten()])
    there = torch.cat([labels[:, 1:].flatten(), labels[1:].flatten()])
    pairs = torch.stack([torch.minimum(here, there), torch.maximum(here, there)], 1)[here != there]
    edges = torch.unique(pairs, dim=0)  # (e, 2) neighbours, the oldest pair first
    s = likeness(*edges.T)  # (e,)
    parts, alike = [], []
    for k in range(n, 2 * n - 1):
        best = int(s.argmax())
        pair = edges[best]
        parts.append(pair)
        alike.append(s[best])
        size[k] = size[pair].sum()
        histogram[k] = (histogram[pair] * size[pair, None]).sum(0) / size[k]
        boxes[k] = torch.cat([boxes[pair, :2].amin(0), boxes[pair, 2:].amax(0)])
        touched = torch.isin(edges, pair)  # (e, 2)
        others = torch.unique(edges[touched.any(1)])
        others = others[~torch.isin(others, pair)]
        new = torch.stack([others, torch.full_like(others, k)], 1)
        stay = ~touched.any(1)
        edges, s = torch.cat([edges[stay], new]), torch.cat([s[stay], likeness(*new.T)])
    return Merges(labels, boxes, torch.stack(parts) if parts else torch.zeros(0, 2).long(), torch.tensor(alike))
