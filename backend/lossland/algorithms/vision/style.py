"""Style transfer: the loss of a picture's pixels, from what a fixed network sees in them.

Content is where what is: half the squared difference of the features of one middle layer. Style is which features occur
together, wherever: the Gram matrices of several layers. Source: Gatys, Ecker and Bethge 2016, "Image style transfer
using convolutional neural networks".
"""

from __future__ import annotations

from torch import Tensor


def gram(features: Tensor) -> Tensor:
    """Gram_kk' = sum_ij a_ijk a_ijk' of features (B, N, H, W), as (B, N, N): neither centred nor divided by anything.

    It is symmetric and positive semidefinite, and the places may be shuffled: style knows no place.
    """
    rows = features.flatten(2)  # (B, N, M), M = H W
    return rows @ rows.transpose(1, 2)


def content_loss(features: Tensor, target: Tensor) -> Tensor:
    """1/2 sum (F - P)^2 of features (B, N, H, W) against those of the content (1, N, H, W), for each picture: (B,)."""
    return 0.5 * (features - target).square().flatten(1).sum(1)


def style_loss(features: Tensor, target: Tensor) -> Tensor:
    """sum (Gram(F) - A)^2 / (4 N^2 M^2) of one layer (B, N, H, W) against the style's Gram matrix A (1, N, N): (B,).

    N channels, M = H W places; where the style has another size, its Gram matrix is scaled to M places beforehand.
    """
    N, M = features.shape[1], features.shape[2] * features.shape[3]
    return (gram(features) - target).square().flatten(1).sum(1) / (4 * N**2 * M**2)


def total_variation(pictures: Tensor) -> Tensor:
    """Sum of squared differences between neighbouring pixels of pictures (B, C, H, W), each pair once: (B,)."""
    across = (pictures[..., 1:] - pictures[..., :-1]).square().flatten(1).sum(1)
    down = (pictures[..., 1:, :] - pictures[..., :-1, :]).square().flatten(1).sum(1)
    return across + down
