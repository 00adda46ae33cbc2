from __future__ import annotations

from collections import defaultdict

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lossland.algorithms.sequences.glove import (
    Glove,
    Together,
    adagrad,
    final,
    glove,
    glove_gradients,
    together,
    weight,
    zeros_like,
)
from lossland.algorithms.sequences.vocabulary import Text

SENTENCES = st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=6), min_size=1, max_size=5)


@given(SENTENCES, st.integers(1, 4))
def test_pairs_are_counted_as_a_loop_counts_them(sentences: list[list[int]], window: int) -> None:
    text = Text(
        torch.tensor([word for words in sentences for word in words]),
        torch.tensor([number for number, words in enumerate(sentences) for _ in words]),
    )
    expected: defaultdict[tuple[int, int], float] = defaultdict(float)
    for words in sentences:
        for a in range(len(words)):
            for b in range(len(words)):
                if 0 < abs(a - b) <= window:
                    expected[words[a], words[b]] += 1 / abs(a - b)
    found = together(text, window, 6)
    assert dict(
        zip(zip(found.i.tolist(), found.j.tolist(), strict=True), found.X.tolist(), strict=True)
    ) == pytest.approx(expected)


@given(st.integers(0, 2**31))
def test_the_step_is_that_of_torch_optim_with_the_gradients_of_autograd(seed: int) -> None:
    rng = torch.Generator().manual_seed(seed)
    net = Glove(*(x.double() for x in glove(5, 3, rng)))
    i, j = (
        torch.arange(5),
        torch.randperm(5, generator=rng),
    )  # no word twice in one role: their squares are then one sum
    pairs = Together(i, j, 9 * torch.rand(5, generator=rng, dtype=torch.float64) + 0.1)
    free = [x.clone().requires_grad_() for x in net]
    optimizer = torch.optim.Adagrad(free, lr=0.05, eps=1e-10)
    squares = zeros_like(net)
    for _ in range(3):
        e, theta, b, c = free
        off = (theta[pairs.i] * e[pairs.j]).sum(1) + b[pairs.i] + c[pairs.j] - pairs.X.log()
        loss = (torch.clamp(pairs.X / 4, max=1) ** 0.75 * off**2).sum()
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        gradients = glove_gradients(net, pairs, 4)
        torch.testing.assert_close(gradients.loss, loss.detach())
        adagrad(net, squares, pairs, gradients, 0.05)
    for now, expected in zip(net, free, strict=True):
        torch.testing.assert_close(now, expected.detach())


def test_a_pair_that_never_met_counts_nothing_and_a_frequent_one_is_held_down() -> None:
    assert weight(torch.tensor([0.0, 1.0, 16.0, 100.0]), 16).tolist() == [0, 0.125, 1, 1]


def test_vectors_are_fitted_to_the_logarithms_of_counts() -> None:
    rng = torch.Generator().manual_seed(0)
    X = torch.tensor([1.0, 4.0, 9.0, 30.0])
    pairs = Together(torch.tensor([0, 0, 1, 1]), torch.tensor([0, 1, 0, 1]), X)
    net = glove(2, 4, rng)
    squares = zeros_like(net)
    for _ in range(2000):
        adagrad(net, squares, pairs, glove_gradients(net, pairs, 5), 0.1)
    fitted = (net.theta[pairs.i] * net.e[pairs.j]).sum(1) + net.b[pairs.i] + net.c[pairs.j]
    torch.testing.assert_close(fitted, X.log(), atol=1e-3, rtol=0)


def test_what_is_used_is_the_mean_of_both_vectors() -> None:
    net = Glove(torch.tensor([[1.0, 0]]), torch.tensor([[0, 3.0]]), torch.zeros(1), torch.zeros(1))
    assert final(net).tolist() == [[0.5, 1.5]]


def test_no_pairs_in_sentences_of_one_word() -> None:
    found = together(Text(torch.tensor([0, 1]), torch.tensor([0, 1])), 5, 2)
    assert found.X.tolist() == []
