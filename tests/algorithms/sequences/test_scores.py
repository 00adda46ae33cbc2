"""Scores, slopes and positions against loops, autograd and the formulas of the papers."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lossland.algorithms.sequences.attention import attention_weights, causal, positions, scaled_scores
from lossland.algorithms.sequences.scores import additive, bilinear, dot, shifting, softmax_slopes

G = torch.Generator


def drawn(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=G().manual_seed(seed), dtype=torch.float64)


def test_scores_are_what_a_loop_finds() -> None:
    Q, K, W, v = drawn(2, 4, 3), drawn(2, 5, 3, seed=1), drawn(3, 3, seed=2), drawn(3, seed=3)
    for b in range(2):
        for t in range(4):
            for s in range(5):
                q, k = Q[b, t], K[b, s]
                assert dot(Q, K)[b, t, s].item() == pytest.approx(float(q @ k))
                assert bilinear(Q, K, W)[b, t, s].item() == pytest.approx(float(q @ W @ k))
                assert additive(Q, K, W, v)[b, t, s].item() == pytest.approx(float(v @ torch.tanh(W @ q + k)))


@given(st.lists(st.floats(-30, 30), min_size=1, max_size=6))
def test_slopes_of_the_softmax_are_those_of_autograd(e: list[float]) -> None:
    scores = torch.tensor(e, dtype=torch.float64)
    expected = torch.func.jacrev(lambda one: one.softmax(-1))(scores)
    slopes = softmax_slopes(scores.softmax(-1))
    torch.testing.assert_close(slopes, expected)
    assert slopes.sum(-1).abs().max() < 1e-12
    assert slopes.abs().max() <= 0.25 + 1e-12


def test_two_equal_weights_have_slopes_of_a_quarter() -> None:
    assert softmax_slopes(torch.tensor([0.5, 0.5])).tolist() == [[0.25, -0.25], [-0.25, 0.25]]


@pytest.mark.parametrize("offset", [-3, 0, 1, 5])
def test_one_rotation_leads_from_every_place_to_the_next(offset: int) -> None:
    P = positions(20, 16).double()
    moved = P @ shifting(offset, 16).T
    inner = slice(3, 15)
    torch.testing.assert_close(moved[inner], P[3 + offset : 15 + offset], atol=1e-5, rtol=0)


def test_positions_are_the_sines_and_cosines_of_the_paper() -> None:
    P = positions(9, 6)
    for pos in range(9):
        for i in range(3):
            angle = pos / 10_000 ** (2 * i / 6)
            assert P[pos, 2 * i].item() == pytest.approx(math.sin(angle), abs=1e-5)
            assert P[pos, 2 * i + 1].item() == pytest.approx(math.cos(angle), abs=1e-5)


@given(st.permutations(range(5)))
def test_permuting_the_inputs_permutes_the_outputs(order: list[int]) -> None:
    X, W = drawn(5, 4), drawn(3, 4, 4, seed=1)
    Q, K, V = (X @ one for one in W)
    out = attention_weights(scaled_scores(Q, K)) @ V
    again = attention_weights(scaled_scores(Q[order], K[order])) @ V[order]
    torch.testing.assert_close(again, out[order])


def test_the_first_row_of_a_causal_softmax_is_its_own_token() -> None:
    alpha = attention_weights(torch.zeros(3, 3), causal(3))
    assert alpha.tolist() == [[1, 0, 0], [0.5, 0.5, 0], pytest.approx([1 / 3, 1 / 3, 1 / 3])]
