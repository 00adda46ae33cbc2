from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn.manifold import trustworthiness
from torch.nn.functional import kl_div

from lossland.algorithms.sequences.t_sne import advance, begin, divergence, similarities


def clusters() -> tuple[torch.Tensor, torch.Tensor]:
    rng = torch.Generator().manual_seed(0)
    group = torch.arange(4).repeat_interleave(15)
    return 6 * torch.randn(4, 10, generator=rng)[group] + torch.randn(60, 10, generator=rng), group


@pytest.mark.parametrize("perplexity", [5.0, 15.0, 30.0])
def test_each_row_is_as_wide_as_the_perplexity_asks(perplexity: float) -> None:
    E, _ = clusters()
    P = similarities(E.double(), perplexity)
    assert float(P.sum()) == pytest.approx(1)
    assert torch.equal(P, P.T)
    assert float(P.diag().abs().max()) == 0
    only = similarities(torch.eye(12, dtype=torch.float64), 5)  # all as far apart: every row is even
    torch.testing.assert_close(only[0, 1:], torch.full((11,), 1 / 132, dtype=torch.float64))


@given(st.integers(0, 2**31))
def test_the_gradient_is_that_of_autograd(seed: int) -> None:
    rng = torch.Generator().manual_seed(seed)
    P = similarities(torch.randn(9, 4, generator=rng, dtype=torch.float64), 3)
    Y = torch.randn(9, 2, generator=rng, dtype=torch.float64, requires_grad=True)
    away = (Y[:, None] - Y[None]).square().sum(2)
    near = (1 / (1 + away)) * (1 - torch.eye(9))
    loss = kl_div((near / near.sum()).clamp(min=1e-12).log(), P, reduction="sum")
    (expected,) = torch.autograd.grad(loss, Y)
    kl, gradient = divergence(P, Y.detach())
    torch.testing.assert_close(kl, loss.detach())
    torch.testing.assert_close(gradient, expected)


@pytest.mark.parametrize("k", [2, 3])
def test_groups_come_apart_and_neighbours_stay(k: int) -> None:
    E, group = clusters()
    t = begin(E, torch.randn(60, k, generator=torch.Generator().manual_seed(1)), 10)
    kls = [float(advance(t)) for _ in range(300)]
    assert kls[-1] < 0.5 * kls[0]
    assert trustworthiness(E.numpy(), t.Y.numpy(), n_neighbors=5) > 0.9
    nearest = torch.cdist(t.Y, t.Y).fill_diagonal_(torch.inf).argmin(1)
    assert bool((group[nearest] == group).all())
    assert bool(t.Y.isfinite().all())
