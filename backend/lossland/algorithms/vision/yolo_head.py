"""A head that answers in each cell of an S x S grid, for each anchor, with 5 + K numbers, and what is asked of it.

It reads features of a frozen network, brought to k x k places a cell. Sources: Redmon et al. 2016, "You only look once";
Redmon and Farhadi 2017, "YOLO9000" (b_x, b_y by the logistic function, b_h and b_w as an anchor times an exponential).
"""

from __future__ import annotations

from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, relu

from lossland.algorithms.vision.yolo_targets import B_HW, B_XY, C_K, P_C, Grid

LossForm = Literal["log", "squared"]
WIDEST = 3.0
"""Of the logarithm of a size in anchors: keeps exp finite."""
RARE = -2.0
"""The logit of p_c at the beginning: most places are empty."""


class AnchorHead(nn.Module):
    """Each cell reads its own k x k places, then two dense layers, the same in every cell."""

    def __init__(self, channels: int, k: int, anchors: int, classes: int, width: int = 96) -> None:
        super().__init__()
        self.read = nn.Conv2d(channels, width, k, stride=k)
        self.hidden = nn.Conv2d(width, width, 1)
        self.out = nn.Conv2d(width, anchors * (5 + classes), 1)
        self.anchors = anchors
        with torch.no_grad():
            self.out.bias.view(anchors, -1)[:, P_C] = RARE  # type: ignore[union-attr]

    def forward(self, x: Tensor) -> Tensor:
        """(B, S, S, A, 5 + K) raw numbers from features (B, C, k S, k S)."""
        hidden = relu(self.hidden(relu(self.read(x))))  # (B, width, S, S)
        z: Tensor = self.out(hidden)  # (B, A (5 + K), S, S)
        batch, _, S, _ = z.shape
        return z.view(batch, self.anchors, -1, S, S).permute(0, 3, 4, 1, 2)  # (B, S, S, A, 5 + K)


def answer(z: Tensor, grid: Grid) -> Tensor:
    """Raw numbers (..., S, S, A, 5 + K) as p_c, b_x, b_y, b_h, b_w and the classes' probabilities, as in a target."""
    anchors = (grid.anchors / grid.cell.flip(0)).to(z)  # (A, 2) height, width in cells
    sizes = anchors * z[..., B_HW].clamp(max=WIDEST).exp()
    return torch.cat([z[..., : B_XY.stop].sigmoid(), sizes, z[..., C_K].softmax(-1)], -1)


def parts(z: Tensor, y: Tensor, grid: Grid, form: LossForm = "log") -> dict[str, Tensor]:
    """The loss of raw numbers (B, S, S, A, 5 + K) against targets y: "object", "box" and "class", means over pictures.

    Each is a sum over places. "log": cross-entropy for p_c and the classes, squares for the box; "squared": squares for
    all. Where p_c is 0 only p_c counts: what is NaN in y takes no part, and nothing flows back to it.
    """
    full = y[..., P_C] == 1  # (B, S, S, A)
    said, wanted = answer(z, grid), y[full]  # (P, 5 + K)
    box = (said[full][:, 1 : B_HW.stop] - wanted[:, 1 : B_HW.stop]).square().sum()
    if form == "log":
        object_ = binary_cross_entropy_with_logits(z[..., P_C], y[..., P_C], reduction="sum")
        class_ = cross_entropy(z[full][:, C_K], wanted[:, C_K].argmax(1), reduction="sum")
    else:
        object_ = (said[..., P_C] - y[..., P_C]).square().sum()
        class_ = (said[full][:, C_K] - wanted[:, C_K]).square().sum()
    return {name: part / len(y) for name, part in (("object", object_), ("box", box), ("class", class_))}
