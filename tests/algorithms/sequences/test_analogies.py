from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn.functional import cosine_similarity

from lossland.algorithms.sequences.analogies import analogy, cosine, landing, nearest, neighbours, solved


def vectors(seed: int, V: int = 9, d: int = 4) -> torch.Tensor:
    return torch.randn(V, d, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


@pytest.mark.parametrize(("v", "expected"), [((2.0, 0), 1), ((0, 3.0), 0), ((-1.0, 0), -1), ((0.0, 0), 0)])
def test_cosines_at_0_90_and_180_degrees(v: tuple[float, ...], expected: float) -> None:
    assert float(cosine(torch.tensor([5.0, 0]), torch.tensor(v))) == pytest.approx(expected)


@given(st.integers(0, 2**31), st.integers(1, 12))
def test_neighbours_are_those_of_a_sorted_list(seed: int, most: int) -> None:
    E = vectors(seed)
    expected = sorted(((float(cosine_similarity(E[0], E[k], dim=0)), k) for k in range(1, len(E))), reverse=True)[:most]
    found = neighbours(E, 0, most)
    assert found.ids.tolist() == [k for _, k in expected]
    assert found.cosines.tolist() == pytest.approx([c for c, _ in expected])


@given(st.integers(0, 2**31), st.floats(0.1, 100))
def test_the_answer_does_not_depend_on_lengths_and_is_none_of_the_question(seed: int, scale: float) -> None:
    E = vectors(seed)
    found = analogy(E, 0, 1, 2, 5)
    longer = E.clone()
    longer[1] *= scale
    assert analogy(longer, 0, 1, 2, 5).ids.tolist() == found.ids.tolist()
    assert not {0, 1, 2} & set(found.ids.tolist())
    questions = torch.tensor([[0, 1, 2, int(found.ids[0])], [0, 1, 2, int(found.ids[1])]])
    assert solved(E, questions).tolist() == [True, False]


def test_an_arrow_is_copied() -> None:
    E = torch.tensor([[1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0], [-1.0, 1, 1], [1, 1, 1]])
    assert landing(E, 0, 1, 2).tolist() == [-1, 1, 1]
    assert analogy(E, 0, 1, 2, 1).ids.tolist() == [3]


def test_with_the_given_words_left_in_the_third_often_answers_itself() -> None:
    E = torch.tensor([[1.0, 0, 0], [1.0, 0.1, 0], [0, 0, 1.0], [0, 1.0, 1.0]])
    questions = torch.tensor([[0, 1, 2, 3]])
    assert solved(E, questions, without=False).tolist() == [False]
    assert solved(E, questions).tolist() == [True]


def test_nothing_is_left_out_where_nothing_is_given() -> None:
    E = vectors(1)
    assert nearest(E, E[4], 1).ids.tolist() == [4]
