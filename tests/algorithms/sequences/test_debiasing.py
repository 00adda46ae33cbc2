from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st

from lossland.algorithms.sequences.analogies import lengthless
from lossland.algorithms.sequences.debiasing import debiased, direction, equalised, neutralised

SEEDS = st.integers(0, 2**31)


def vectors(seed: int, V: int = 8, d: int = 5) -> torch.Tensor:
    return torch.randn(V, d, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


@given(SEEDS, st.floats(0.1, 10))
def test_nothing_of_the_direction_is_left_whatever_its_length(seed: int, length: float) -> None:
    e = vectors(seed)
    b = length * e[0]
    out = neutralised(e[1:], b)
    torch.testing.assert_close(out @ b, torch.zeros(7, dtype=torch.float64), atol=1e-12, rtol=0)
    torch.testing.assert_close(neutralised(out, b), out)
    unit = b / b.norm()
    torch.testing.assert_close(out, e[1:] - (e[1:] @ unit)[:, None] * unit)


def test_the_direction_is_the_mean_difference() -> None:
    E = torch.tensor([[1.0, 3], [1, 1], [0, 5], [0, -1]])
    assert direction(E, torch.tensor([[0, 1], [2, 3]])).tolist() == [0, 1]
    assert direction(E, torch.tensor([[1, 0]])).tolist() == [0, -1]


@given(SEEDS)
def test_equalised_vectors_differ_in_nothing_but_the_direction(seed: int) -> None:
    e = vectors(seed)
    e1, e2 = lengthless(e[0]), lengthless(e[1])
    b = lengthless(e[2])
    left, right = equalised(e1, e2, e[2])
    torch.testing.assert_close(left.norm(), torch.ones((), dtype=torch.float64))
    torch.testing.assert_close(right.norm(), torch.ones((), dtype=torch.float64))
    torch.testing.assert_close(neutralised(left, b), neutralised(right, b))
    mu = (e1 + e2) / 2
    torch.testing.assert_close((left + right) / 2, mu - (mu @ b) * b)
    assert ((e1 - e2) @ b > 0) == ((left - right) @ b > 0)


@given(SEEDS)
def test_afterwards_every_neutral_word_is_as_far_from_both_of_a_pair(seed: int) -> None:
    E = vectors(seed)
    pairs = torch.tensor([[0, 1], [2, 3]])
    kept = torch.zeros(8, dtype=torch.bool)
    kept[4] = True
    out = debiased(E, direction(lengthless(E), pairs), kept, pairs)
    for word in (5, 6, 7):
        for a, b in pairs.tolist():
            torch.testing.assert_close((out[word] - out[a]).norm(), (out[word] - out[b]).norm())
    torch.testing.assert_close(out[4], lengthless(E[4]))


def test_words_that_are_alike_get_nowhere_undefined() -> None:
    e = torch.tensor([1.0, 0.0])
    left, right = equalised(e, e, torch.tensor([0.0, 1.0]))
    assert left.tolist() == right.tolist() == [1, 0]
