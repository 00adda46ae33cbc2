"""How a digit that somebody drew is made into one of MNIST's pictures.

Source: LeCun, Cortes, Burges, "The MNIST database": digits were fitted into 20 x 20 pixels keeping their shape, and
placed in 28 x 28 by the centre of mass of the ink.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import interpolate

SIDE, BOX = 28, 20
MIDDLE = 14.5
"""Pixels from the upper left corner to where the centre of mass lies: the middle of the 15th, measured on MNIST."""
LEAST = 0.1
"""Ink below this is taken for dust when the digit's edges are looked for."""


def centred(ink: Tensor) -> Tensor:
    """Ink (H, W) in [0, 1], white on black, of any size, as MNIST shows it: (28, 28); all 0 where there is no ink."""
    there = ink > LEAST * ink.max()
    if not there.any():
        return torch.zeros(SIDE, SIDE)
    rows, columns = (there.any(axis).nonzero()[:, 0].tolist() for axis in (1, 0))
    digit = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].float()
    h, w = (max(1, round(n * BOX / max(digit.shape))) for n in digit.shape)
    small = interpolate(digit[None, None], size=(h, w), mode="bilinear", antialias=True)[0, 0]
    small = small / small.max()  # a thin pen on a large sheet would grow faint
    y, x = ((small.sum(axis) @ (torch.arange(n) + 0.5)) / small.sum() for axis, n in ((1, h), (0, w)))
    top, left = (min(max(round(MIDDLE - float(middle)), 0), SIDE - n) for middle, n in ((y, h), (x, w)))
    picture = torch.zeros(SIDE, SIDE)
    picture[top : top + h, left : left + w] = small
    return picture
