from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.nn.functional import logsigmoid

from lossland.algorithms.sequences.negative_sampling import (
    Gradients,
    Vectors,
    beginning,
    cbow,
    descend,
    drawn,
    noise,
    skip_gram,
)
from lossland.algorithms.sequences.windows import Windows

V, D = 7, 3
Method = Callable[[Vectors, Windows, Tensor], Gradients]


def example(seed: int, B: int = 4, C: int = 3, K: int = 5) -> tuple[Vectors, Windows, Tensor]:
    rng = torch.Generator().manual_seed(seed)
    target, context = torch.randint(V, (B,), generator=rng), torch.randint(V, (B, C), generator=rng)
    windows = Windows(target, context, torch.rand(B, C, generator=rng) < 0.6)
    vectors = Vectors(*(torch.randn(V, D, generator=rng, dtype=torch.float64) for _ in range(2)))
    return vectors, windows, torch.randint(V, (B, K), generator=rng)


def told(method: Method, vectors: Vectors, windows: Windows, negatives: Tensor) -> Tensor:
    """The loss by its definition, a term at a time."""
    total = torch.zeros((), dtype=torch.float64)
    for target, context, there, others in zip(*windows, negatives, strict=True):
        known = context[there]
        if not len(known):
            continue
        inputs = vectors.e[known] if method is skip_gram else vectors.e[known].mean(0, keepdim=True)
        for e in inputs:
            total = total - logsigmoid(vectors.theta[target] @ e)
            for other in others:
                if other != target:
                    total = total - logsigmoid(-vectors.theta[other] @ e)
    return total


@pytest.mark.parametrize("method", [skip_gram, cbow])
@given(st.integers(0, 2**31))
def test_loss_and_step_are_those_of_autograd(method: Method, seed: int) -> None:
    vectors, windows, negatives = example(seed)
    free = Vectors(*(table.clone().requires_grad_() for table in vectors))
    expected = told(method, free, windows, negatives)
    by_e, by_theta = (
        torch.autograd.grad(expected, free, allow_unused=True, materialize_grads=True)
        if expected.requires_grad
        else (0, 0)
    )
    gradients = method(vectors, windows, negatives)
    torch.testing.assert_close(gradients.loss, expected.detach())
    before = Vectors(*(table.clone() for table in vectors))
    descend(vectors, windows, negatives, gradients, 0.5)
    torch.testing.assert_close(vectors.e, before.e - 0.5 * by_e)
    torch.testing.assert_close(vectors.theta, before.theta - 0.5 * by_theta)


def test_terms_are_pairs_for_skip_gram_and_windows_for_cbow() -> None:
    vectors, windows, negatives = example(3)
    assert skip_gram(vectors, windows, negatives).terms == windows.there.sum()
    assert cbow(vectors, windows, negatives).terms == windows.there.any(1).sum()


def test_words_of_no_window_stay_as_they_are_to_the_bit() -> None:
    vectors, windows, negatives = example(5)
    windows = Windows(windows.target % 2, windows.context % 2, windows.there)
    before = Vectors(*(table.clone() for table in vectors))
    descend(vectors, windows, negatives % 3, skip_gram(vectors, windows, negatives % 3), 0.1)
    assert torch.equal(vectors.e[2:], before.e[2:])
    assert torch.equal(vectors.theta[3:], before.theta[3:])


def test_a_context_that_is_not_there_moves_nothing() -> None:
    vectors, windows, negatives = example(6)
    nothing = Windows(windows.target, windows.context, torch.zeros_like(windows.there))
    for method in (skip_gram, cbow):
        gradients = method(vectors, nothing, negatives)
        assert float(gradients.loss) == 0
        assert not gradients.of_theta.any()
        assert not gradients.of_e.any()


def test_at_the_beginning_every_chance_is_a_half() -> None:
    vectors = beginning(V, D, torch.Generator().manual_seed(0))
    _, windows, negatives = example(1, K=2)
    windows, negatives = Windows(windows.target * 0, windows.context, windows.there | True), negatives % 3 + 1
    gradients = skip_gram(vectors, windows, negatives)
    assert float(gradients.loss / gradients.terms) == pytest.approx(3 * 0.693147, rel=1e-5)
    assert float(vectors.e.abs().max()) <= 0.5 / D


def test_words_are_drawn_by_count_to_three_quarters() -> None:
    counts = torch.tensor([1.0, 16.0, 81.0])
    table = noise(counts)
    shares = table.bincount(minlength=3) / len(table)
    torch.testing.assert_close(shares, torch.tensor([1, 8, 27]) / 36, atol=2e-6, rtol=0)
    found = drawn(table, 5000, 2, torch.Generator().manual_seed(0))
    assert found.shape == (5000, 2)
    torch.testing.assert_close(found.flatten().bincount() / 1e4, shares, atol=0.02, rtol=0)


def test_one_softmax_update_is_three_million_weights_and_one_with_four_negatives_fifteen_hundred() -> None:
    vectors = Vectors(torch.randn(10_000, 300), torch.zeros(10_000, 300))
    windows = Windows(torch.tensor([6257]), torch.tensor([[5391]]), torch.tensor([[True]]))
    negatives = torch.tensor([[1, 2, 3, 4]])
    descend(vectors, windows, negatives, skip_gram(vectors, windows, negatives), 0.1)
    assert vectors.theta.count_nonzero() == 1500
    assert vectors.theta.numel() == 3_000_000
