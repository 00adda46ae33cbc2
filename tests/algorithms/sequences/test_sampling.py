"""Sampling against closed forms, and what is drawn against what should be."""

from __future__ import annotations

import pytest
import torch

from lossland.algorithms.sequences.bigrams import bigram_probabilities
from lossland.algorithms.sequences.recurrent_net import RecurrentNet, Shape
from lossland.algorithms.sequences.sampling import next_probabilities, sampled

Z = torch.tensor([1.0, -0.5, 2.0, 0.3, 1.4])


@pytest.mark.parametrize("temperature", [0.2, 0.7, 1.0, 2.0])
def test_temperature_divides_the_scores(temperature: float) -> None:
    wanted = (Z.double() / temperature).exp()
    torch.testing.assert_close(next_probabilities(Z, temperature), wanted / wanted.sum())


def test_cold_is_the_likeliest_and_hot_is_even() -> None:
    one_hot = torch.tensor([0, 0, 1, 0, 0], dtype=torch.float64)
    assert torch.equal(next_probabilities(Z, 0), one_hot)
    torch.testing.assert_close(next_probabilities(Z, 0.01), one_hot)
    torch.testing.assert_close(
        next_probabilities(Z, 1e6), torch.full((5,), 0.2, dtype=torch.float64), atol=1e-5, rtol=0
    )


@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_only_the_k_likeliest_are_left_in_the_same_proportions(k: int) -> None:
    whole, found = next_probabilities(Z, 0.8), next_probabilities(Z, 0.8, k)
    best = sorted(range(5), key=lambda place: -float(Z[place]))[:k]
    assert (found > 0).nonzero()[:, 0].tolist() == sorted(best)
    torch.testing.assert_close(found[best], whole[best] / whole[best].sum())


def test_a_k_of_all_or_of_nothing_changes_nothing_and_equal_scores_are_still_k() -> None:
    for k in (0, 5, 50):
        torch.testing.assert_close(next_probabilities(Z, 1.3, k), next_probabilities(Z, 1.3))
    assert (next_probabilities(torch.zeros(6), 1.0, 2) > 0).sum() == 2


def test_to_reject_is_to_draw_again() -> None:
    """The oracle draws from all and again, until the token is another one."""
    rng = torch.Generator().manual_seed(0)
    whole, found = next_probabilities(Z, 1.0), next_probabilities(Z, 1.0, rejected=[2])
    drawn = torch.multinomial(whole, 40_000, replacement=True, generator=rng)
    kept = drawn[drawn != 2]
    counts = torch.bincount(kept, minlength=5).double()
    torch.testing.assert_close(counts / len(kept), found, atol=0.01, rtol=0)
    others = [0, 1, 3, 4]
    torch.testing.assert_close(found[others], whole[others] / (1 - whole[2]))


def test_the_likeliest_of_what_is_not_rejected_is_said_when_it_is_cold_or_k_is_1() -> None:
    for temperature, k in ((0.0, 0), (1.0, 1)):
        assert next_probabilities(Z, temperature, k, [2]).argmax() == 4


def net_of(V: int) -> RecurrentNet:
    torch.manual_seed(1)
    net = RecurrentNet("gru", Shape(V, 4, 6, V))
    with torch.no_grad():
        net.scores.weight.mul_(3)
    return net


def test_first_tokens_are_drawn_as_often_as_their_probability_says() -> None:
    """Chi-square with 4 degrees of freedom: above 18.5 in one case of a thousand."""
    net = net_of(6)
    with torch.no_grad():
        P = next_probabilities(net(torch.tensor([[0]]))[0, -1], 0.7, 0, [1])
    rng = torch.Generator().manual_seed(3)
    N = 1500
    drawn = torch.tensor([int(sampled(net, 0, 1, rng, temperature=0.7, rejected=[1]).tokens[0]) for _ in range(N)])
    counts = torch.bincount(drawn, minlength=6).double()
    possible = P > 0
    assert counts[1] == 0
    assert possible.sum() == 5
    assert ((counts - N * P)[possible] ** 2 / (N * P)[possible]).sum() < 18.5


def test_a_text_is_fed_back_token_by_token_and_ends_at_the_end() -> None:
    net = net_of(5)
    for seed in range(20):
        found = sampled(net, 0, 12, torch.Generator().manual_seed(seed))
        tokens = found.tokens.tolist()
        assert 0 not in tokens[:-1]
        assert len(tokens) == 12 or tokens[-1] == 0
        with torch.no_grad():
            P = net(torch.tensor([[0, *tokens[:-1]]]))[0].softmax(1)
        torch.testing.assert_close(found.likely, P[torch.arange(len(tokens)), tokens])


def test_the_same_dice_write_the_same_text_and_cold_text_needs_none() -> None:
    net = net_of(5)

    def text(seed: int, temperature: float) -> list[int]:
        return sampled(net, 0, 30, torch.Generator().manual_seed(seed), temperature=temperature).tokens.tolist()

    assert text(1, 1.0) == text(1, 1.0)
    assert len({tuple(text(seed, 1.0)) for seed in range(6)}) > 1
    assert len({tuple(text(seed, 0)) for seed in range(6)}) == 1


def test_counted_pairs_by_hand_and_as_shares_where_there_are_many() -> None:
    text = torch.tensor([0, 1, 0, 1, 2])
    P = bigram_probabilities(text, 3, 2.0)
    assert P[0].tolist() == pytest.approx([(0 + 2 * 3 / 8) / 4, (2 + 2 * 3 / 8) / 4, (0 + 2 * 2 / 8) / 4])
    assert P[2].tolist() == pytest.approx([3 / 8, 3 / 8, 2 / 8])  # nothing follows it: the shares of all
    torch.testing.assert_close(P.sum(1), torch.ones(3, dtype=torch.float64))
    chain = torch.tensor([[0.9, 0.1], [0.4, 0.6]], dtype=torch.float64)
    rng, row = torch.Generator().manual_seed(0), [0]
    for u in torch.rand(20_000, generator=rng).tolist():
        row.append(int(u > chain[row[-1], 0]))
    torch.testing.assert_close(bigram_probabilities(torch.tensor(row), 2, 1.0), chain, atol=0.02, rtol=0)
