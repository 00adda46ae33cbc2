"""The slopes of the softmax: how each weight answers to each score."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.sequences.scores import softmax_slopes
from lossland.lab import T
from lossland.lab.views import Images, Note, Scale, Tile
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import Seen

SLOPES = Scale(uid="slopes", title=T("slope, at most 1/4", "导数，至多 1/4"), colours="signed")
WEIGHTS = Scale(uid="weights", title=T("weights", "权重"), colours="sequential")


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Of the query that is looked at."""
    made = seen.s.attended
    if made is None:
        return None
    alpha = made.alpha[made.row]
    J = softmax_slopes(alpha)
    return {
        "alpha": alpha[None],
        "J": J,
        "slopes.range": torch.tensor([-0.25, 0.25]),
        "weights.range": torch.tensor([0.0, 1.0]),
        "here.largest": J.abs().max()[None],
    }


def figure(p: AttentionParams) -> Images | None:
    """The row of weights, and its Jacobian."""
    if p.study != "tokens":
        return None
    return Images(
        title=T("Slopes of the softmax", "softmax 的导数"),
        caption=T(
            "Row i, column j: ∂α_i/∂e_j = α_i (δ_ij − α_j). Raising one score raises its weight and lowers all others; each row and "
            "column sums to 0. Near 0 and 1 all slopes die.",
            "第 i 行第 j 列：∂α_i/∂e_j = α_i (δ_ij − α_j)。提高一个得分会提高其权重、降低其余；每行每列之和为 0。权重接近 0 或 1 时导数消失。",
        ),
        alt=T("The weights and the matrix of their slopes.", "权重及其导数矩阵。"),
        scales=(WEIGHTS, SLOPES),
        tiles=(
            Tile(uid="alpha", title=T("weights α", "权重 α"), shares="weights", digits=5),
            Tile(uid="J", title=T("∂α_i / ∂e_j", "∂α_i / ∂e_j"), shares="slopes", digits=5),
        ),
        show="numbers",
        notes=(Note(uid="here", text=T("largest slope {largest}", "最大导数 {largest}")),),
    )
