"""Activation functions and their derivatives, written out: f(z) and f'(z) as the lesson states them.

All take and return a tensor of any shape; each derivative is tested against autograd.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor


def activation(name: str, z: Tensor, slope: float) -> Tensor:
    """f(z). `slope` is the left slope of the leaky ReLU; the others ignore it."""
    if name == "sigmoid":
        return 1 / (1 + torch.exp(-z))
    if name == "tanh":
        return torch.tanh(z)
    if name == "relu":
        return torch.where(z > 0, z, 0 * z)
    if name == "leaky_relu":
        return torch.where(z > 0, z, slope * z)
    if name == "gelu":
        return z * normal_cdf(z)
    return z  # linear


def derivative(name: str, z: Tensor, slope: float) -> Tensor:
    """f'(z). At the corner z = 0 the ReLU and the leaky ReLU take their left slope, as PyTorch does."""
    if name == "sigmoid":
        a = 1 / (1 + torch.exp(-z))
        return a * (1 - a)
    if name == "tanh":
        return 1 - torch.tanh(z) ** 2
    if name == "relu":
        return (z > 0).to(z.dtype)
    if name == "leaky_relu":
        return torch.where(z > 0, torch.ones_like(z), torch.full_like(z, slope))
    if name == "gelu":
        density = torch.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)
        return normal_cdf(z) + z * density
    return torch.ones_like(z)  # linear


def normal_cdf(z: Tensor) -> Tensor:
    """Phi(z), the probability that a standard normal variable is below z."""
    return (1 + torch.erf(z / math.sqrt(2))) / 2


def chain(name: str, z: float, layers: int, weight: float, slope: float) -> tuple[Tensor, Tensor]:
    """One unit per layer: z[1] = z, a[l] = f(z[l]), z[l+1] = weight * a[l].

    Returns the activations a[1..layers] and the gradients d a[l] / d z[1] for the same l, both (layers,) in float64.
    The gradient is the chain rule's product f'(z[1]) * weight * f'(z[2]) * ... * f'(z[l]).
    """
    outputs, gradients = [], []
    preactivation = torch.tensor(z, dtype=torch.float64)
    gradient = torch.ones((), dtype=torch.float64)
    for _ in range(layers):
        gradient = gradient * derivative(name, preactivation, slope)  # d a[l] / d z[1]
        outputs.append(activation(name, preactivation, slope))
        gradients.append(gradient)
        preactivation = weight * outputs[-1]
        gradient = gradient * weight  # d z[l+1] / d z[1]
    return torch.stack(outputs), torch.stack(gradients)
