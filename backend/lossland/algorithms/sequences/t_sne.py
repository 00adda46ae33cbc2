"""t-SNE: points in the plane whose neighbours are those of the vectors. Distances between far points mean nothing.

p_j|i is a Gaussian around vector i, as wide as a given perplexity asks for; p_ij = (p_j|i + p_i|j) / 2n. In the plane q_ij is
in proportion to 1 / (1 + |y_i - y_j|^2), and KL(P || Q) falls along its gradient 4 sum_j (p_ij - q_ij) (y_i - y_j) / (1 + |y_i - y_j|^2).
Exact, with n^2 pairs. Source: van der Maaten and Hinton 2008.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

EARLY, EXAGGERATION = 100, 12.0
"""For so many steps, neighbours are pulled together so much more."""
BISECTIONS = 50
LEAST = 1e-12


@dataclass
class TSne:
    """Where a run of it stands."""

    P: Tensor
    """(n, n), symmetric, its sum 1."""
    Y: Tensor
    """(n, k)."""
    velocity: Tensor
    gains: Tensor
    done: int = 0


def similarities(E: Tensor, perplexity: float) -> Tensor:
    """P (n, n) of vectors E (n, d), with 2^entropy = `perplexity` < n - 1 in each row before it is made symmetric."""
    n = len(E)
    squared = torch.cdist(E.double(), E.double()).square()  # (n, n)
    squared /= squared.mean().clamp(min=LEAST)
    itself = torch.eye(n, dtype=torch.bool, device=E.device)
    low, high = torch.full((n, 1), -30.0, dtype=torch.float64), torch.full((n, 1), 30.0, dtype=torch.float64)
    low, high = low.to(E.device), high.to(E.device)
    rows = squared
    for _ in range(BISECTIONS):
        beta = ((low + high) / 2).exp()  # of log beta
        rows = (-beta * squared).masked_fill(itself, -torch.inf).softmax(1)
        wide = -(rows * rows.clamp(min=LEAST).log()).sum(1, keepdim=True) > math.log(perplexity)
        low, high = torch.where(wide, (low + high) / 2, low), torch.where(wide, high, (low + high) / 2)
    return ((rows + rows.T) / (2 * n)).to(E.dtype)


def begin(E: Tensor, places: Tensor, perplexity: float) -> TSne:
    """Points begin at these places (n, k), made small, so that all of them are close to the origin."""
    Y = 1e-4 * places / places.std(0).max().clamp(min=LEAST)
    return TSne(similarities(E, perplexity), Y, torch.zeros_like(Y), torch.ones_like(Y))


def divergence(P: Tensor, Y: Tensor) -> tuple[Tensor, Tensor]:
    """KL(P || Q) and its gradient (n, k)."""
    near = 1 / (1 + torch.cdist(Y, Y, compute_mode="donot_use_mm_for_euclid_dist").square())  # (n, n)
    near = near - torch.diag(near.diag())
    Q = (near / near.sum()).clamp(min=LEAST)
    pull = (P - Q) * near
    kl = (P * (P.clamp(min=LEAST) / Q).log()).sum()
    return kl, 4 * (pull.sum(1, keepdim=True) * Y - pull @ Y)


def advance(t: TSne) -> Tensor:
    """One step with momentum and a gain for each number, in place. Returns KL(P || Q) before it, without exaggeration."""
    P = t.P * EXAGGERATION if t.done < EARLY else t.P
    _, gradient = divergence(P, t.Y)
    kl = divergence(t.P, t.Y)[0] if t.done < EARLY else _
    same = (gradient > 0) == (t.velocity > 0)
    t.gains = torch.where(same, t.gains * 0.8, t.gains + 0.2).clamp(min=0.01)
    rate = max(len(t.Y) / EXAGGERATION / 4, 10.0)
    t.velocity = (0.5 if t.done < EARLY else 0.8) * t.velocity - rate * t.gains * gradient
    t.Y = t.Y + t.velocity
    t.Y = t.Y - t.Y.mean(0)
    t.done += 1
    return kl
