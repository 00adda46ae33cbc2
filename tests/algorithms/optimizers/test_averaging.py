"""Exponentially weighted averages against the recursion, and the course's numbers about them."""

from __future__ import annotations

import math

import pytest
import torch

from lossland.algorithms.optimizers.averaging import ewa, memory, temperatures


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.98])
@pytest.mark.parametrize("corrected", [False, True])
def test_the_weights_are_the_recursion(beta: float, corrected: bool) -> None:
    series = torch.randn(3, 60, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    v, expected = torch.zeros(3, dtype=torch.float64), []
    for t in range(1, 61):
        v = beta * v + (1 - beta) * series[:, t - 1]
        expected.append(v / (1 - beta**t) if corrected else v)
    at = torch.tensor([1, 2, 17, 60])
    torch.testing.assert_close(ewa(series, beta, at, corrected), torch.stack(expected, 1)[:, at - 1])


def test_correction_mends_the_beginning_only() -> None:
    days = torch.tensor([1, 2, 300])
    plain = ewa(torch.full((300,), 20.0), 0.9, days, corrected=False)
    assert plain.tolist() == pytest.approx([2.0, 3.8, 20.0], abs=1e-4)
    assert ewa(torch.full((300,), 20.0), 0.9, days, corrected=True).tolist() == pytest.approx([20.0] * 3)


@pytest.mark.parametrize(("beta", "days"), [(0.9, 10), (0.98, 50)])
def test_point_nine_averages_ten_days_and_point_ninety_eight_fifty(beta: float, days: int) -> None:
    assert memory(beta) == pytest.approx(days)
    assert beta**days == pytest.approx(1 / math.e, abs=0.02)  # what the weight has fallen to
    weights = ewa(torch.eye(1000), beta, torch.tensor([1000]), corrected=False)[:, 0].flip(0)  # newest first
    assert float((weights * torch.arange(1000)).sum()) == pytest.approx(days - 1, abs=1e-3)  # mean age


def test_temperatures_begin_warm_and_are_noisy() -> None:
    series = temperatures(365, torch.Generator().manual_seed(0))
    assert series.shape == (365,)
    assert float(series[:30].mean()) > 15
    assert float(series[170:200].mean()) < 8
    assert 1 < float((series[1:] - series[:-1]).std()) < 5
