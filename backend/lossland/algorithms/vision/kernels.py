"""The kernels of the course and of every picture editor, by name: f x f numbers each.

Deep learning's "convolution" lays them on the picture as they are written here (cross-correlation). Sources: Sobel and
Feldman 1968; Scharr 2000; Gonzalez and Woods, Digital Image Processing, chapter 3.
"""

from __future__ import annotations

import torch
from torch import Tensor

KERNELS: dict[str, tuple[tuple[float, ...], ...]] = {
    "identity": ((0, 0, 0), (0, 1, 0), (0, 0, 0)),
    "vertical": ((1, 0, -1), (1, 0, -1), (1, 0, -1)),
    "horizontal": ((1, 1, 1), (0, 0, 0), (-1, -1, -1)),
    "sobel": ((1, 0, -1), (2, 0, -2), (1, 0, -1)),
    "sobel_horizontal": ((1, 2, 1), (0, 0, 0), (-1, -2, -1)),
    "scharr": ((3, 0, -3), (10, 0, -10), (3, 0, -3)),
    "scharr_horizontal": ((3, 10, 3), (0, 0, 0), (-3, -10, -3)),
    "laplacian": ((0, 1, 0), (1, -4, 1), (0, 1, 0)),
    "sharpen": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    "emboss": ((-2, -1, 0), (-1, 1, 1), (0, 1, 2)),
    "one": ((1,),),
}
"""Those with fixed numbers; blurs have a size of their own."""


def cube(name: str) -> Tensor:
    """The (3, 3, 3) kernel of that name, float64. "through", "down" and "across" subtract one face of the cube from the other."""
    one, edge = torch.ones(3, dtype=torch.float64), torch.tensor([1.0, 0, -1], dtype=torch.float64)
    middle = torch.tensor([0.0, 1, 0], dtype=torch.float64)
    match name:
        case "mean":
            return torch.full((3, 3, 3), 1 / 27, dtype=torch.float64)
        case "laplacian":
            near = sum(outer(*(one if axis == free else middle for axis in range(3))) for free in range(3))
            return torch.as_tensor(near) - 9 * outer(middle, middle, middle)  # six neighbours, -6 in the middle
        case "identity":
            return outer(middle, middle, middle)
    at = {"through": 0, "down": 1, "across": 2}[name]
    return outer(*(edge if axis == at else one for axis in range(3)))


def outer(*rows: Tensor) -> Tensor:
    """(f, f, f) products of three rows: slices, rows, columns."""
    return torch.einsum("i,j,k->ijk", *rows)


def kernel(name: str, f: int = 3) -> Tensor:
    """The kernel of that name, float64: (f, f) of "box" and "gauss", else as large as it is."""
    if name == "box":
        return torch.full((f, f), 1 / f**2, dtype=torch.float64)
    if name == "gauss":
        row = binomial(f)  # (f,)
        return row[:, None] * row
    return torch.tensor(KERNELS[name], dtype=torch.float64)


def binomial(f: int) -> Tensor:
    """The f numbers of Pascal's triangle, sum 1: a Gaussian of variance (f - 1) / 4, without its tails."""
    row = torch.ones(1, dtype=torch.float64)
    for _ in range(f - 1):
        row = torch.nn.functional.pad(row, (1, 0)) + torch.nn.functional.pad(row, (0, 1))  # (k,) to (k + 1,)
    return row / row.sum()
