"""Cut-outs of pictures that hold all of what is looked for, mirrored half of the times: every one is another picture."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor


class CutOuts(NamedTuple):
    """`pictures` (n, 3, h, w) in [0, 1]; `offsets` (n, 2), x and y of their upper left corners; `mirrored` (n,) bool."""

    pictures: Tensor
    offsets: Tensor
    mirrored: Tensor


def cut_outs(pictures: Tensor, spans: Tensor, width: int, height: int, rng: torch.Generator) -> CutOuts:
    """One of each picture (n, 3, H, W) uint8, at a whole pixel. `spans` (n, 4) are corners of what must be in it, 0: nothing.

    A span is not larger than a cut-out and lies in its picture.
    """
    n, _, H, W = pictures.shape
    room = torch.tensor([W - width, H - height])
    empty = (spans == 0).all(1, keepdim=True)
    spans = spans.cpu()
    low = torch.where(empty.cpu(), 0, (spans[:, 2:] - torch.tensor([width, height])).ceil().clamp(min=0))  # (n, 2)
    high = torch.where(empty.cpu(), room, spans[:, :2].floor().minimum(room))
    chance = torch.rand(n, 3, generator=rng)
    offsets = (low + chance[:, :2] * (high - low + 1)).long()
    mirrored = chance[:, 2] < 0.5
    cut = torch.stack(
        [
            picture[:, top : top + height, left : left + width]
            for picture, (left, top) in zip(pictures, offsets.tolist(), strict=True)
        ]
    )  # (n, 3, h, w)
    mirrored, offsets = mirrored.to(cut.device), offsets.to(cut.device)
    x = torch.where(mirrored[:, None, None, None], cut.flip(3), cut).float() / 255
    return CutOuts(x, offsets, mirrored)


def boxes_in(cuts: CutOuts, boxes: Tensor) -> Tensor:
    """Boxes (n, 4) of the pictures, in their cut-outs."""
    left, top, right, bottom = (boxes - cuts.offsets.repeat(1, 2)).unbind(1)
    width = cuts.pictures.shape[3]
    ends = torch.stack([width - right, top, width - left, bottom], 1)
    return torch.where(cuts.mirrored[:, None], ends, torch.stack([left, top, right, bottom], 1))


def points_in(cuts: CutOuts, points: Tensor, partners: Tensor) -> Tensor:
    """Points (n, K, 2) in the cut-outs. Mirrored ones take their partner's name (K,): the left eye is then the right one."""
    moved = points - cuts.offsets[:, None]
    other = moved[:, partners]
    other = torch.stack([cuts.pictures.shape[3] - other[..., 0], other[..., 1]], -1)
    return torch.where(cuts.mirrored[:, None, None], other, moved)
