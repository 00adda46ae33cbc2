"""Basis functions: from numbers x to the design matrix Z, so that a linear model Z w can draw a curve."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass
class Basis:
    """K basis functions of one number, fixed by the data they were fitted to."""

    kind: str
    order: int
    lo: float
    hi: float
    """Range of the x they were fitted to."""
    mean: Tensor
    """(K,) what is taken from each function's values; 0 without scaling."""
    std: Tensor
    """(K,) what they are then divided by; 1 without scaling."""


def fit_basis(kind: str, order: int, x: Tensor, scaling: bool) -> Basis:
    """The basis for training inputs x (n,). `scaling` standardises every function to mean 0 and variance 1 on x."""
    basis = Basis(kind, order, float(x.min()), float(x.max()), torch.zeros(()), torch.ones(()))
    values = basis_values(basis, x)  # (n, K)
    basis.mean, basis.std = torch.zeros_like(values[0]), torch.ones_like(values[0])
    if scaling:
        std = values.std(dim=0, correction=0)  # the divisor is the standard deviation, not the variance
        basis.mean, basis.std = values.mean(dim=0), torch.where(std > 1e-6 * values.abs().amax(dim=0), std, 1.0)
        if kind == "line" and basis.std == 1 and basis.hi > basis.lo:
            # the data themselves, which have no rounding errors to be taken for a spread: a small one beside a large
            # offset is real, but lost in single precision
            basis.mean = values.double().mean(dim=0).to(x)
            basis.std = values.double().std(dim=0, correction=0).to(x)
    return basis


def basis_values(basis: Basis, x: Tensor) -> Tensor:
    """phi_1(x) ... phi_K(x), before scaling: (n, K). All but the line see u, which is x moved to -1 <= u <= 1."""
    if basis.kind == "line":
        return x[:, None]  # K = 1
    width = basis.hi - basis.lo
    u = (2 * (x - basis.lo) / width - 1 if width > 0 else 0 * x)[:, None]  # (n, 1)
    j = torch.arange(1, basis.order + 1, device=x.device)
    if basis.kind == "polynomial":
        return u**j  # K = order
    if basis.kind == "radial":
        centre = (2 * j - 1) / basis.order - 1  # evenly over [-1, 1], 2 / order apart
        return torch.exp(-(((u - centre) * basis.order / 2) ** 2) / 2)  # K = order
    angle = math.pi * u * j  # fourier: one period is the range of the data
    return torch.cat([torch.sin(angle), torch.cos(angle)], dim=1)  # K = 2 order


def design_matrix(basis: Basis, x: Tensor) -> Tensor:
    """Z: a column of ones, then the scaled basis functions; x (n,) -> (n, 1 + K)."""
    z = (basis_values(basis, x) - basis.mean) / basis.std  # (n, K)
    return torch.cat([torch.ones_like(x)[:, None], z], dim=1)
