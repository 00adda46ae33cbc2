"""Sharpness: the largest eigenvalues of the loss's Hessian, by Lanczos' method on Hessian-vector products.

The Hessian H (P, P) is never written down: H v is the gradient of g^T v, one more backward pass. Source: Pearlmutter
1994 for H v; Golub and Van Loan 2013, chapter 10, for the method with full re-orthogonalisation.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor


def hessian_vector(loss: Callable[[Tensor], Tensor], theta: Tensor) -> Callable[[Tensor], Tensor]:
    """v -> H v for each row of theta (R, P) at once. `loss` gives (R,), each number from its own row alone."""
    leaf = theta.detach().requires_grad_()
    with torch.enable_grad():
        (g,) = torch.autograd.grad(loss(leaf).sum(), leaf, create_graph=True)

    def product(v: Tensor) -> Tensor:
        (Hv,) = torch.autograd.grad(g, leaf, v, retain_graph=True)
        return Hv

    return product


def lanczos(product: Callable[[Tensor], Tensor], start: Tensor, iterations: int) -> Tensor:
    """Ritz values (R, k), the largest first, of R symmetric matrices (P, P) from `product` on (R, P).

    k = min(iterations, P). Begins at `start` (R, P). The largest converge first. When a Krylov space is exhausted the
    next direction is 0, and so are its Ritz values.
    """
    k = min(iterations, start.shape[1])
    q = start / start.norm(dim=1, keepdim=True)
    Q = start.new_zeros(k, *start.shape)  # (k, R, P)
    T = start.new_zeros(start.shape[0], k, k, dtype=torch.float64)
    for j in range(k):
        Q[j] = q
        r = product(q)
        scale = r.norm(dim=1)
        T[:, j, j] = (r * q).sum(1).double()
        for _ in range(2):  # twice is enough: the basis stays orthogonal to rounding
            r = r - torch.einsum("jr,jrp->rp", torch.einsum("jrp,rp->jr", Q[: j + 1], r), Q[: j + 1])
        beta = r.norm(dim=1)
        beta = torch.where(beta > 1e-5 * scale, beta, 0.0)
        if j + 1 < k:
            T[:, j, j + 1] = T[:, j + 1, j] = beta.double()
        q = torch.where(beta[:, None] > 0, r / beta.clamp(min=1e-30)[:, None], 0.0)
    values: Tensor = torch.linalg.eigvalsh(T)  # (R, k), the smallest first
    return values.flip(1).to(start.dtype)
