"""The losses of style transfer against their sums written out, and against autograd."""

from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from lossland.algorithms.vision.style import content_loss, gram, style_loss, total_variation


def features(seed: int, *shape: int) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


seeds = st.integers(0, 1000)


@given(seeds, st.integers(1, 5), st.integers(1, 4), st.integers(1, 4))
def test_gram_is_the_sum_over_places(seed: int, N: int, h: int, w: int) -> None:
    a = features(seed, 1, N, h, w)
    G = gram(a)[0]
    for k in range(N):
        for other in range(N):
            total = sum(float(a[0, k, i, j] * a[0, other, i, j]) for i in range(h) for j in range(w))
            assert abs(float(G[k, other]) - total) < 1e-9
    assert torch.allclose(G, G.T)
    assert torch.linalg.eigvalsh(G).min() >= -1e-9 * G.abs().max()


def test_gram_of_the_course() -> None:
    """Channels (1, 2) and (3, -1): [[5, 1], [1, 10]], nothing centred."""
    assert gram(torch.tensor([[[[1.0, 2.0]], [[3.0, -1.0]]]])).tolist() == [[[5, 1], [1, 10]]]


@given(seeds)
def test_style_knows_no_place(seed: int) -> None:
    a = features(seed, 2, 4, 3, 5)
    order = torch.randperm(15, generator=torch.Generator().manual_seed(seed))
    shuffled = a.flatten(2)[..., order].view_as(a)
    assert torch.allclose(gram(a), gram(shuffled))
    assert float(style_loss(shuffled, gram(a)[:1])[0]) < 1e-20


@given(seeds)
def test_losses_are_their_formulas(seed: int) -> None:
    F, P = features(seed, 2, 3, 4, 5), features(seed + 1, 1, 3, 4, 5)
    N, M = 3, 20
    assert torch.allclose(content_loss(F, P), torch.stack([0.5 * ((f - P[0]) ** 2).sum() for f in F]))
    A = gram(P)
    expected = torch.stack([((f.flatten(1) @ f.flatten(1).T - A[0]) ** 2).sum() / (4 * N**2 * M**2) for f in F])
    assert torch.allclose(style_loss(F, A), expected)
    assert float(content_loss(P, P)[0]) == 0


def test_the_gradient_of_the_style_loss_is_the_papers() -> None:
    """dJ/dF = (Gram(F) - A) F / (N^2 M^2)."""
    F = features(1, 1, 3, 2, 4).requires_grad_()
    A = gram(features(2, 1, 3, 2, 4))
    (found,) = torch.autograd.grad(style_loss(F, A).sum(), F)
    expected = (gram(F) - A) @ F.flatten(2) / (3**2 * 8**2)
    assert torch.allclose(found, expected.view_as(F))


def test_total_variation_counts_each_pair_once() -> None:
    x = torch.tensor([[[[0.0, 1.0], [2.0, 4.0]]]])
    assert total_variation(x).tolist() == [1 + 4 + 4 + 9]
    assert total_variation(torch.ones(2, 3, 4, 4)).tolist() == [0, 0]
