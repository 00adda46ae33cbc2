"""Penalised least squares: the cost, its gradient, the answer in closed form, and the path of the coefficients.

Everywhere Z (n, 1 + K) is the design matrix with a first column of ones, y (n,) the targets, w (1 + K,) the weights.
The cost is

    J(w) = 1/2 |y - Z w|^2 + l1 |w|_1 + l2/2 |w|^2

times a factor that depends on the form of the squared error and changes the steps but never the answer. The bias
w[0] is never penalised. The penalties of the course are ridge lambda/2 |w|^2, lasso lambda |w|_1 and elastic net
lambda (rho |w|_1 + (1 - rho) |w|^2).
"""

from __future__ import annotations

import torch
from torch import Tensor


def error_factor(form: str, count: int) -> float:
    """What turns half the sum of squares over `count` samples into the form: sum, half sum or mean."""
    return {"sum": 2.0, "half_sum": 1.0, "mean": 2.0 / count}[form]


def penalty_strengths(penalty: str, lam: float, rho: float) -> tuple[float, float]:
    """(l1, l2) of "none", "ridge", "lasso" or "elastic_net"."""
    if penalty == "ridge":
        return 0.0, lam
    if penalty == "lasso":
        return lam, 0.0
    if penalty == "elastic_net":
        return lam * rho, 2 * lam * (1 - rho)  # (1 - rho) |w|^2 has no half in front
    return 0.0, 0.0


def without_bias(w: Tensor) -> Tensor:
    """The weights with w[0], which no penalty touches, set to 0."""
    return torch.cat([torch.zeros_like(w[:1]), w[1:]])


def gradient(z: Tensor, y: Tensor, w: Tensor, l2: float) -> Tensor:
    """Gradient (1 + K,) of 1/2 |y - Z w|^2 + l2/2 |w|^2: Z' (Z w - y) + l2 w."""
    slope: Tensor = z.T @ (z @ w - y)
    return slope + l2 * without_bias(w) if l2 else slope


def soft_threshold(w: Tensor, amount: float) -> Tensor:
    """The proximal step of amount * |w|_1: every weight but the bias moves towards 0 and stops there."""
    shrunk = torch.sign(w) * torch.clamp(w.abs() - amount, min=0)
    return torch.cat([w[:1], shrunk[1:]])


def normal_equations(z: Tensor, y: Tensor, l2: float) -> Tensor:
    """w = (Z'Z + l2 I)^-1 Z'y, or the pseudo-inverse's shortest w where Z'Z cannot be inverted. (1 + K,), float64.

    It is computed as the pseudo-inverse of Z with sqrt(l2) I below it, which has the same normal equations; forming
    Z'Z would square the condition number and lose half of the digits.
    """
    z, y = z.double(), y.double()
    if l2 > 0:
        extra = l2**0.5 * torch.eye(z.shape[1], dtype=z.dtype, device=z.device)[1:]  # (K, 1 + K): no row for the bias
        z, y = torch.cat([z, extra]), torch.cat([y, y.new_zeros(len(extra))])
    return torch.mv(torch.linalg.pinv(z), y)


def minimiser(z: Tensor, y: Tensor, l1: float, l2: float) -> Tensor:
    """The w with the least cost: by the normal equations without l1, else by search. (1 + K,), float64."""
    if l1 == 0:
        return normal_equations(z, y, l2)
    z, y = z.double(), y.double()
    return sparse_minimiser(z.T @ z, z.T @ y, l1, l2, torch.zeros_like(z[0]))


def sparse_minimiser(gram: Tensor, moment: Tensor, l1: float, l2: float, start: Tensor) -> Tensor:
    """The minimiser for l1 > 0 from Z'Z and Z'y, by searching for its signs. (1 + K,).

    With the signs s of the weights fixed the cost is smooth and (Z'Z + l2 I) w = Z'y - l1 s, solved for the weights
    that are not 0. If a sign would flip on the way there, that weight stops at 0. Once none does, the weight at 0 with
    the strongest pull above l1 joins; when there is none, w is optimal. Unlike descent this needs no more steps when
    columns are nearly dependent. Source: Lee, Battle, Raina and Ng 2006, "Efficient sparse coding algorithms".
    """
    w, sign = start, without_bias(torch.sign(start))
    hessian = gram + l2 * torch.diag(without_bias(torch.ones_like(start)))
    for _ in range(20 * len(w)):  # a few per weight are enough; the bound is for ties
        used = sign != 0
        used[0] = True
        target = torch.zeros_like(w)
        target[used] = torch.linalg.pinv(hessian[used][:, used], hermitian=True) @ (moment - l1 * sign)[used]
        flips = target * sign < 0
        if flips.any():
            share = torch.where(flips, w / (w - target), torch.inf)  # of the way, until each of them is 0
            first = int(share.argmin())
            w = w + share[first] * (target - w)
            w[first] = sign[first] = 0
            continue
        w = target
        pull = without_bias(moment - hessian @ w) * ~used
        strongest = int(pull.abs().argmax())
        if pull[strongest].abs() <= l1 * (1 + 1e-9):
            break
        sign[strongest] = torch.sign(pull[strongest])
    return w


def coefficient_paths(z: Tensor, y: Tensor, penalty: str, rho: float, lambdas: Tensor) -> Tensor:
    """The minimiser for every lambda of a rising (L,) tensor: (L, 1 + K), float64. Each starts from the one above."""
    z, y = z.double(), y.double()
    gram, moment = z.T @ z, z.T @ y
    w = torch.zeros_like(moment)
    path = []
    for lam in reversed(lambdas.tolist()):
        l1, l2 = penalty_strengths(penalty, lam, rho)
        w = sparse_minimiser(gram, moment, l1, l2, w) if l1 else normal_equations(z, y, l2)
        path.append(w)
    return torch.stack(path[::-1])


def costs(z: Tensor, y: Tensor, weights: Tensor, l1: float, l2: float) -> Tensor:
    """J at every row of `weights` (T, 1 + K): (T,)."""
    residuals = weights @ z.T - y  # (T, n)
    sizes = weights[:, 1:]
    return residuals.square().sum(1) / 2 + l1 * sizes.abs().sum(1) + l2 / 2 * sizes.square().sum(1)


def cost_plane(
    z: Tensor, y: Tensor, w: Tensor, axes: tuple[int, int], a: Tensor, b: Tensor, l1: float, l2: float
) -> Tensor:
    """J where weight axes[0] is a (A,), weight axes[1] is b (B,) and the others are as in w: (B, A), float64.

    On this plane the squared error is a quadratic with the entries of Z'Z as its coefficients, so a grid costs no more
    than its own size.
    """
    z, y, w, a, b = z.double(), y.double(), w.double(), a.double(), b.double()
    i, j = axes
    gram, moment = z.T @ z, z.T @ y
    rest = w.clone()
    rest[i] = rest[j] = 0
    slope = gram @ rest - moment  # (1 + K,)
    level = (y @ y + rest @ (slope - moment)) / 2  # J of the others alone: |y|^2 - 2 m'w + w'Gw, halved
    free = without_bias(torch.ones_like(w))  # (1 + K,) 1 where a penalty acts
    level = level + l1 * (free * rest).abs().sum() + l2 / 2 * (free * rest).square().sum()
    along_a = a * slope[i] + (gram[i, i] + l2 * free[i]) * a**2 / 2 + l1 * free[i] * a.abs()  # (A,)
    along_b = b * slope[j] + (gram[j, j] + l2 * free[j]) * b**2 / 2 + l1 * free[j] * b.abs()  # (B,)
    return level + along_a + along_b[:, None] + gram[i, j] * b[:, None] * a  # (B, A)
