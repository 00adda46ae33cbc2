"""Surfaces: gradients against autograd and finite differences, known minima, curvatures."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from lossland.algorithms.surfaces.textbook import (
    MINIMA,
    TRUE_PHI,
    WINDOWS,
    Surface,
    gabor_data,
    gabor_loss,
    ground,
    hessian_of,
    landscape,
    lowest_point,
)


def surface(kind: str) -> Surface:
    x, y = gabor_data(28, 0.1, torch.Generator().manual_seed(3))
    text = "sin(x)*exp(-y^2/8) + x^2/10 + y^2/20"
    return Surface(kind, 37.0, 25.0, text, x if kind == "gabor" else (), y if kind == "gabor" else ())


def places(kind: str, count: int = 200) -> Tensor:
    left, right, low, high = WINDOWS[kind]
    unit = torch.rand(count, 2, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    return torch.tensor([left, low], dtype=torch.float64) + unit * torch.tensor([right - left, high - low])


@pytest.mark.parametrize("kind", WINDOWS)
def test_the_gradient_is_autograds_and_that_of_finite_differences(kind: str) -> None:
    f = landscape(surface(kind))
    theta = places(kind).requires_grad_()
    (expected,) = torch.autograd.grad(f.value(theta).sum(), theta)
    found = f.gradient(theta.detach())
    assert found.shape == theta.shape
    assert torch.allclose(found, expected, rtol=1e-10, atol=1e-10)
    h = 1e-5
    for axis in range(2):
        ahead = theta.detach().clone()
        ahead[:, axis] += h
        behind = theta.detach().clone()
        behind[:, axis] -= h
        slope = (f.value(ahead) - f.value(behind)) / (2 * h)
        assert torch.allclose(found[:, axis], slope, rtol=1e-5, atol=1e-4)


@pytest.mark.parametrize("kind", MINIMA)
def test_known_minima_are_lowest(kind: str) -> None:
    f = landscape(surface(kind))
    known = torch.tensor(MINIMA[kind], dtype=torch.float64)
    assert torch.allclose(f.value(known), torch.zeros(len(known), dtype=torch.float64), atol=1e-12)
    assert torch.allclose(f.gradient(known), torch.zeros_like(known), atol=1e-9)
    assert float(f.value(places(kind, 5000)).min()) > 0


def test_the_textbook_minima() -> None:
    assert MINIMA["rosenbrock"] == ((1.0, 1.0),)
    assert MINIMA["beale"] == ((3.0, 0.5),)
    assert MINIMA["rastrigin"] == ((0.0, 0.0),)
    assert len(MINIMA["himmelblau"]) == 4
    assert float(landscape(surface("rosenbrock")).value(torch.tensor([-1.2, 1.0]).double())) == pytest.approx(24.2)


@pytest.mark.parametrize(("kappa", "angle"), [(1.0, 0.0), (100.0, 30.0), (7.0, -75.0)])
def test_the_quadratics_curvatures_are_1_and_kappa(kappa: float, angle: float) -> None:
    hessian = hessian_of(kappa, angle)
    values, vectors = torch.linalg.eigh(hessian)
    assert values.tolist() == pytest.approx([1.0, kappa])
    if kappa > 1:
        flat = vectors[:, 0] * vectors[0, 0].sign()
        turn = math.radians(angle)
        assert flat.tolist() == pytest.approx([math.cos(turn), math.sin(turn)])


def test_the_saddle_has_curvatures_1_and_minus_1_at_the_origin() -> None:
    f = landscape(surface("saddle"))
    hessian = torch.autograd.functional.hessian(f.value, torch.zeros(2, dtype=torch.float64))  # type: ignore[no-untyped-call]
    assert torch.equal(hessian, torch.diag(torch.tensor([1.0, -1.0], dtype=torch.float64)))
    assert torch.equal(f.gradient(torch.zeros(2, dtype=torch.float64)), torch.zeros(2, dtype=torch.float64))


def test_the_gabor_loss_is_the_sum_of_squared_errors() -> None:
    x, y = (torch.tensor(part, dtype=torch.float64) for part in gabor_data(28, 0.0, torch.Generator().manual_seed(0)))
    assert float(gabor_loss(torch.tensor(TRUE_PHI, dtype=torch.float64), x, y)) == 0
    phi0, phi1 = 1.5, 9.0
    by_hand = sum(
        (math.sin(u := phi0 + 0.06 * phi1 * a) * math.exp(-u * u / 32) - b) ** 2
        for a, b in zip(x.tolist(), y.tolist(), strict=True)
    )
    assert float(gabor_loss(torch.tensor([phi0, phi1], dtype=torch.float64), x, y)) == pytest.approx(by_hand)


def test_the_gabor_loss_has_other_minima_and_saddles() -> None:
    """Newton's method on the gradient from a grid of starts: stationary points by the signs of their curvatures."""
    f = landscape(surface("gabor"))
    kinds: set[tuple[bool, bool]] = set()
    heights: list[float] = []
    for start in places("gabor", 60):
        phi = start.clone()
        for _ in range(30):
            hessian = torch.autograd.functional.hessian(f.value, phi)  # type: ignore[no-untyped-call]
            phi = phi - torch.linalg.lstsq(hessian, f.gradient(phi)).solution
        left, right, low, high = WINDOWS["gabor"]
        if not (f.gradient(phi).abs().max() < 1e-8 and left < phi[0] < right and low < phi[1] < high):
            continue
        values = torch.linalg.eigvalsh(torch.autograd.functional.hessian(f.value, phi))  # type: ignore[no-untyped-call]
        kinds.add((bool(values[0] > 0), bool(values[1] > 0)))
        if values[0] > 1e-6:
            heights.append(round(float(f.value(phi)), 6))
    assert (True, True) in kinds
    assert (False, True) in kinds
    assert len(set(heights)) > 1


def test_the_lowest_point_of_a_formula_is_found() -> None:
    s = Surface("formula", formula="(x - 1.2345678)^2 + 3*(y + 2.3456789)^2 - 7")
    place, lowest = lowest_point(s, WINDOWS["formula"])
    assert place.tolist() == pytest.approx([1.2345678, -2.3456789], abs=1e-6)
    assert lowest == pytest.approx(-7, abs=1e-9)
    assert ground(s, 41).lowest == lowest


def test_where_a_formula_has_no_value_there_is_a_gap() -> None:
    under = ground(Surface("formula", formula="log(x) + y^2"), 41)
    assert under.heights[:, :20].isnan().all()
    assert under.heights[:, 21:].isfinite().all()
    nowhere = ground(Surface("formula", formula="sqrt(-1 - x^2)"), 41)
    assert nowhere.heights.isnan().all()
    assert len(nowhere.minima) == 0
