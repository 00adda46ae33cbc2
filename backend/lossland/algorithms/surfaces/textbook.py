"""Loss surfaces over two parameters theta = (theta_1, theta_2): values, gradients in closed form, known minima.

    quadratic   (u^2 + kappa v^2) / 2, (u, v) theta turned by an angle: curvatures 1 and kappa
    ravine      x^2 / 20 + 2 (y - sin x)^2
    rosenbrock  (1 - x)^2 + 100 (y - x^2)^2
    beale       (1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2
    himmelblau  (x^2 + y - 11)^2 + (x + y^2 - 7)^2
    rastrigin   20 + x^2 - 10 cos 2 pi x + y^2 - 10 cos 2 pi y
    saddle      x^2 / 2 + (y^2 - 2)^2 / 8: at the origin curvatures 1 and -1
    plateau     1 - exp(-(x^2 + y^2) / 4)
    gabor       sum of (f[x_i] - y_i)^2 with f[x] = sin(u) exp(-u^2 / 32), u = phi_0 + 0.06 phi_1 x

Sources: Rosenbrock 1960; Beale 1958; Himmelblau 1972; Rastrigin 1974; Prince 2023, Understanding Deep Learning, section
6.1.2 (the Gabor model).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.surfaces.formula import formula_gradient, formula_value, parse

WINDOWS: dict[str, tuple[float, float, float, float]] = {
    "quadratic": (-4.0, 4.0, -4.0, 4.0),
    "ravine": (-6.0, 6.0, -6.0, 6.0),
    "rosenbrock": (-2.0, 2.0, -1.0, 3.0),
    "beale": (-4.5, 4.5, -4.5, 4.5),
    "himmelblau": (-6.0, 6.0, -6.0, 6.0),
    "rastrigin": (-5.12, 5.12, -5.12, 5.12),
    "saddle": (-3.0, 3.0, -3.0, 3.0),
    "plateau": (-5.0, 5.0, -5.0, 5.0),
    "gabor": (-10.0, 10.0, 2.5, 22.5),
    "formula": (-5.0, 5.0, -5.0, 5.0),
}
"""The part of the plane that is shown: from, to of theta_1, from, to of theta_2."""
BEYOND = 3.0
"""The domain ends where the parameters are this many times as far from the middle as the window's edge."""
GABOR_WIDTH = 32.0
TRUE_PHI = (0.0, 16.6)


class Surface(NamedTuple):
    """Which surface, as plain values."""

    kind: str
    kappa: float = 1.0
    """Condition number of the quadratic."""
    angle: float = 0.0
    """Its rotation in degrees."""
    formula: str = ""
    inputs: tuple[float, ...] = ()
    """The Gabor model's data."""
    targets: tuple[float, ...] = ()


class Landscape(NamedTuple):
    """A surface ready to be walked on."""

    value: Callable[[Tensor], Tensor]
    """theta (..., 2) -> (...)"""
    gradient: Callable[[Tensor], Tensor]
    """theta (..., 2) -> (..., 2)"""


def middle_and_reach(kind: str, like: Tensor) -> tuple[Tensor, Tensor]:
    """Centre (2,) of the domain and how far it goes from there, (2,)."""
    left, right, low, high = WINDOWS[kind]
    middle = like.new_tensor([(left + right) / 2, (low + high) / 2])
    return middle, BEYOND * like.new_tensor([(right - left) / 2, (high - low) / 2])


@lru_cache(maxsize=64)
@torch.inference_mode(False)  # whoever asks first, what is remembered serves autograd too
def landscape(s: Surface) -> Landscape:
    """Value and gradient of a surface in float64."""
    if s.kind == "quadratic":
        hessian = hessian_of(s.kappa, s.angle)  # (2, 2), symmetric

        def half_square(theta: Tensor) -> Tensor:
            return ((theta @ hessian) * theta).sum(-1) / 2

        return Landscape(half_square, lambda theta: (hessian @ theta.mT).mT if theta.dim() > 1 else hessian @ theta)
    if s.kind == "gabor":
        x, y = (torch.tensor(values, dtype=torch.float64) for values in (s.inputs, s.targets))
        return Landscape(lambda phi: gabor_loss(phi, x, y), lambda phi: gabor_slope(phi, x, y))
    if s.kind == "formula":
        tree = parse(s.formula)
        return Landscape(lambda theta: formula_value(tree, theta), lambda theta: formula_gradient(tree, theta))
    value, slope = TEXTBOOK[s.kind]
    return Landscape(
        lambda theta: value(theta[..., 0], theta[..., 1]),
        lambda theta: torch.stack(slope(*theta.unbind(-1))).movedim(0, -1),
    )


def hessian_of(kappa: float, angle: float) -> Tensor:
    """R' diag(1, kappa) R of the quadratic, (2, 2): the flat direction is turned by `angle` degrees."""
    turn = math.radians(angle)
    along = torch.tensor([math.cos(turn), math.sin(turn)], dtype=torch.float64)
    across = torch.tensor([-math.sin(turn), math.cos(turn)], dtype=torch.float64)
    return along.outer(along) + kappa * across.outer(across)


def gabor(phi: Tensor, x: Tensor) -> Tensor:
    """The model's output: phi (..., 2), x (n,) -> (..., n)."""
    u = phi[..., :1] + 0.06 * phi[..., 1:] * x
    return u.sin() * (-u * u / GABOR_WIDTH).exp()


def gabor_loss(phi: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """Sum of squared errors over the data x, y (n,): phi (..., 2) -> (...)."""
    error = gabor(phi, x) - y  # (..., n)
    return (error * error).sum(-1)


def gabor_slope(phi: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """Its gradient: phi (..., 2) -> (..., 2)."""
    u = phi[..., :1] + (0.06 * phi[..., 1:]) * x  # (..., n)
    bell = (-u * u / GABOR_WIDTH).exp()
    sine = u.sin()
    by_u = (sine * bell - y) * (bell * (u.cos() - (2 / GABOR_WIDTH) * u * sine))  # half of it, (..., n)
    return by_u @ torch.stack([torch.full_like(x, 2.0), 0.12 * x], 1)


def gabor_data(count: int, noise: float, rng: torch.Generator) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Generated data: inputs between -15 and 15, the model's outputs at `TRUE_PHI` with Gaussian noise."""
    x = 30 * torch.rand(count, generator=rng, dtype=torch.float64) - 15
    y = gabor(x.new_tensor(TRUE_PHI), x) + noise * torch.randn(count, generator=rng, dtype=torch.float64)
    return tuple(x.tolist()), tuple(y.tolist())


Textbook = tuple[Callable[[Tensor, Tensor], Tensor], Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]]


# A factor that is a float costs half as much as an integer: tensors are of float64.


def _ravine_slope(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    off = (y - x.sin()) * 4.0
    return x * 0.1 - off * x.cos(), off


def _rosenbrock_slope(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    off = (y - x * x) * 200.0
    return (x - 1.0 - off * x) * 2.0, off


def _beale_parts(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    return 1.5 - x + x * y, 2.25 - x + x * y**2, 2.625 - x + x * y**3


def _beale(x: Tensor, y: Tensor) -> Tensor:
    a, b, c = _beale_parts(x, y)
    return a * a + b * b + c * c


def _beale_slope(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    y2 = y * y
    p, q, r = y - 1.0, y2 - 1.0, y2 * y - 1.0
    a, b, c = 1.5 + x * p, 2.25 + x * q, 2.625 + x * r
    return (a * p + b * q + c * r) * 2.0, x * (a + b * y * 2.0 + c * y2 * 3.0) * 2.0


def _himmelblau_slope(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    a, b = (x * x + y - 11.0) * 2.0, (x + y * y - 7.0) * 2.0
    return a * x * 2.0 + b, a + b * y * 2.0


def _rastrigin(x: Tensor, y: Tensor) -> Tensor:
    return 20 + x * x + y * y - 10 * ((2 * math.pi * x).cos() + (2 * math.pi * y).cos())


def _rastrigin_slope(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    turn, height = 2 * math.pi, 20 * math.pi
    return x * 2.0 + (x * turn).sin() * height, y * 2.0 + (y * turn).sin() * height


def _plateau_slope(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    half = ((x * x + y * y) * -0.25).exp() * 0.5
    return x * half, y * half


TEXTBOOK: dict[str, Textbook] = {
    "ravine": (lambda x, y: x**2 / 20 + 2 * (y - x.sin()) ** 2, _ravine_slope),
    "rosenbrock": (lambda x, y: (1 - x) ** 2 + 100 * (y - x * x) ** 2, _rosenbrock_slope),
    "beale": (_beale, _beale_slope),
    "himmelblau": (lambda x, y: (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2, _himmelblau_slope),
    "rastrigin": (_rastrigin, _rastrigin_slope),
    "saddle": (lambda x, y: x * x / 2 + (y * y - 2) ** 2 / 8, lambda x, y: (x, y * (y * y - 2.0) * 0.5)),
    "plateau": (lambda x, y: 1 - (-(x * x + y * y) / 4).exp(), _plateau_slope),
}
"""Value and partial derivatives of each textbook function."""

MINIMA: dict[str, tuple[tuple[float, float], ...]] = {
    "quadratic": ((0.0, 0.0),),
    "ravine": ((0.0, 0.0),),
    "rosenbrock": ((1.0, 1.0),),
    "beale": ((3.0, 0.5),),
    "himmelblau": (
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.283185991286170),
        (3.584428340330492, -1.848126526964404),
    ),
    "rastrigin": ((0.0, 0.0),),
    "saddle": ((0.0, math.sqrt(2)), (0.0, -math.sqrt(2))),
    "plateau": ((0.0, 0.0),),
}
"""The lowest points, where they are known. The value there is 0."""


class Ground(NamedTuple):
    """What is drawn under the racers."""

    x: Tensor
    """(n,) theta_1 of the columns."""
    y: Tensor
    """(n,) theta_2 of the rows."""
    heights: Tensor
    """(n, n); NaN where the surface has no finite value."""
    minima: Tensor
    """(k, 2) lowest points, known or found on the grid and refined; (0, 2) where there is none."""
    lowest: float
    """The value there."""


@lru_cache(maxsize=32)
@torch.inference_mode()
def ground(s: Surface, cells: int) -> Ground:
    """Heights over the window on a grid of cells x cells, and the lowest points."""
    left, right, low, high = WINDOWS[s.kind]
    x, y, heights = heights_in(landscape(s), left, right, low, high, cells)
    if s.kind in MINIMA:
        return Ground(x, y, heights, x.new_tensor(MINIMA[s.kind]), 0.0)
    if bool(heights.isnan().all()):
        return Ground(x, y, heights, x.new_empty(0, 2), 0.0)
    place, lowest = lowest_point(s, (left, right, low, high))
    return Ground(x, y, heights, place[None], lowest)


def heights_in(
    f: Landscape, left: float, right: float, low: float, high: float, cells: int
) -> tuple[Tensor, Tensor, Tensor]:
    """x (n,), y (n,) and the surface's values over them (n, n), first row at the lowest y."""
    x = torch.linspace(left, right, cells, dtype=torch.float64)
    y = torch.linspace(low, high, cells, dtype=torch.float64)
    up, across = torch.meshgrid(y, x, indexing="ij")  # (n, n) each
    heights = f.value(torch.stack([across, up], -1))
    return x, y, torch.where(heights.abs() < 1e30, heights, torch.nan)


def lowest_point(s: Surface, window: tuple[float, float, float, float]) -> tuple[Tensor, float]:
    """The lowest point of a window (2,) and its value: a grid, then ever finer ones around its lowest cell."""
    f = landscape(s)
    left, right, low, high = window
    place, best = torch.zeros(2, dtype=torch.float64), math.inf
    for _ in range(7):
        x, y, heights = heights_in(f, left, right, low, high, 61)
        k = int(heights.nan_to_num(torch.inf).argmin())
        if float(heights.flatten()[k]) < best:
            place, best = torch.stack([x[k % 61], y[k // 61]]), float(heights.flatten()[k])
        across, up = (right - left) / 30, (high - low) / 30
        left, right = (max(window[0], float(place[0]) - across), min(window[1], float(place[0]) + across))
        low, high = (max(window[2], float(place[1]) - up), min(window[3], float(place[1]) + up))
    return place, best
