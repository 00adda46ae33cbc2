from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st

from lossland.algorithms.sequences.word_mean import WordMean, contributions


def net(seed: int) -> WordMean:
    with torch.random.fork_rng([]):
        torch.manual_seed(seed)
        return WordMean(9, 6, 5).double()


@given(st.integers(0, 2**31), st.lists(st.integers(0, 8), min_size=1, max_size=7))
def test_it_is_the_mean_of_one_hot_vectors_and_knows_no_order(seed: int, words: list[int]) -> None:
    mean = net(seed)
    hot = torch.nn.functional.one_hot(torch.tensor(words), 9).double()  # (n, V)
    expected = mean.scores(hot.mean(0) @ mean.embedding.weight)
    filled = torch.tensor([[*words, 3, 3], [*words[::-1], 0, 0]])
    z = mean(filled, torch.tensor([len(words)] * 2))
    torch.testing.assert_close(z[0], expected)
    torch.testing.assert_close(z[1], expected)


@given(st.integers(0, 2**31), st.lists(st.integers(0, 8), min_size=1, max_size=7))
def test_contributions_and_the_bias_sum_to_the_score(seed: int, words: list[int]) -> None:
    mean, weighed = net(seed), torch.tensor([-2, -1, 0, 1, 2]).double()
    adds = contributions(mean, mean.embedding(torch.tensor(words)), weighed)
    z = mean(torch.tensor([words]), torch.tensor([len(words)]))[0]
    torch.testing.assert_close(adds.sum() + weighed @ mean.scores.bias, weighed @ z)


def test_words_after_the_end_have_no_gradient() -> None:
    mean = net(1)
    torch.autograd.backward(mean(torch.tensor([[1, 2, 7]]), torch.tensor([2])).sum())
    slope = mean.embedding.weight.grad
    assert slope is not None
    assert slope.any(1).nonzero().flatten().tolist() == [1, 2]
