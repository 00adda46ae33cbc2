from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import torch
from torch.nn.functional import cross_entropy

from lossland.algorithms.sequences.recurrent_net import RecurrentNet
from lossland.algorithms.sequences.word_mean import WordMean
from lossland.datasets.reviews import HELD_OUT, vocabulary
from lossland.labs.sequences.word_embeddings.judged import judged
from lossland.labs.sequences.word_embeddings.lab import WordEmbeddings
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.presets import PRESETS
from lossland.labs.sequences.word_embeddings.reviewing import Reviewing, rights_of
from lossland.labs.sequences.word_embeddings.state import State
from lossland.models.shipped import word_vectors

LAB = WordEmbeddings()
(DESSERT, _), (LACKING, _) = HELD_OUT
HARDLY = "The tea is hardly good"


def begun(seed: int = 0, **params: Any) -> tuple[State, WordEmbeddingsParams]:
    p = WordEmbeddingsParams(study="sentiment", **params)
    s = LAB.start(p, torch.Generator().manual_seed(seed), torch.device("cpu"))
    LAB.adopt(s, p, None)
    return s, p


@cache
def trained(steps: int = 200, seed: int = 0, **params: Any) -> Reviewing:
    s, p = begun(seed, **params)
    for _ in range(steps):
        LAB.step(s, p)
    assert s.reviews is not None
    return s.reviews


def stars(P: torch.Tensor) -> int:
    return int(P.argmax()) + 1


@pytest.mark.seeds(3)
def test_the_mean_sees_good_three_times_and_the_network_has_read_lacking(seed: int) -> None:
    s = trained(300, seed)
    dessert, lacking = judged(s, DESSERT), judged(s, LACKING)
    assert stars(dessert.mean) == stars(dessert.rnn) == 4
    assert stars(lacking.rnn) == 1
    assert float(lacking.rnn[0]) > 0.9
    assert stars(lacking.mean) == 5
    good = [float(value) for word, value in zip(lacking.words, lacking.adds, strict=True) if word == "good"]
    assert len(good) == 3
    assert good == pytest.approx([good[0]] * 3, rel=1e-5)
    assert good[0] > 0.5
    right = rights_of(s)
    assert float(right["right_rnn"]) > 0.97
    assert float(right["turned_mean"]) < 0.6


@pytest.mark.seeds(3)
def test_frozen_vectors_are_understood_though_no_review_has_the_words(seed: int) -> None:
    s = trained(300, seed, embedding="frozen")
    hardly = judged(s, HARDLY)
    assert stars(hardly.rnn) == 2
    assert float(hardly.rnn[1]) > 0.9
    assert stars(judged(s, "The tea is good").rnn) == 4
    assert stars(judged(s, "The tea isn't good").rnn) == 4


def test_words_of_no_review_lie_near_words_that_are() -> None:
    words, E = word_vectors()
    known = [word for word in vocabulary() if word in words]
    E = torch.nn.functional.normalize(E, dim=1)
    rows = E[[words.index(word) for word in known]]
    for asked, nearest in (("tea", "coffee"), ("hardly", "not"), ("isn't", "is")):
        assert asked not in vocabulary()
        assert known[int((rows @ E[words.index(asked)]).argmax())] == nearest


def test_random_vectors_know_only_the_words_of_reviews() -> None:
    s = begun(embedding="random")[0].reviews
    assert s is not None
    assert s.words == vocabulary()
    assert judged(s, HARDLY).after.isnan().tolist() == [False, True, False, True, False]


def test_frozen_vectors_stay_and_trained_ones_move() -> None:
    for embedding, stays in (("frozen", True), ("trained", False)):
        s, p = begun(embedding=embedding)
        assert s.reviews is not None
        nets: list[WordMean | RecurrentNet] = [s.reviews.mean, s.reviews.rnn]
        before = [net.embedding.weight.clone() for net in nets]
        torch.testing.assert_close(*before)
        words, E = word_vectors()
        assert torch.equal(before[0][vocabulary().index("good")], E[words.index("good")])
        LAB.step(s, p)
        for net, was in zip(nets, before, strict=True):
            assert torch.equal(net.embedding.weight, was) == stays


def test_held_out_reviews_are_not_learned_from() -> None:
    s = begun()[0].reviews
    assert s is not None

    def texts(part: Any) -> set[tuple[int, ...]]:
        return {tuple(row[:n]) for row, n in zip(part.words.tolist(), part.length.tolist(), strict=True)}

    assert len(s.held.length) > 100
    assert not texts(s.held) & texts(s.learned_from)


def test_the_loss_is_that_of_the_last_word() -> None:
    s, p = begun()
    reviews = s.reviews
    assert reviews is not None
    rows = torch.randint(
        len(reviews.learned_from.length), (64,), generator=torch.Generator().set_state(s.rng.get_state())
    )
    part = reviews.learned_from
    each = [
        cross_entropy(reviews.rnn(part.words[k : k + 1, : part.length[k]])[:, -1], part.stars[k : k + 1])
        for k in rows.tolist()
    ]
    torch.testing.assert_close(LAB.step(s, p)["cost_rnn"], torch.stack(each).mean().detach())


def test_what_is_drawn_is_what_the_networks_say() -> None:
    s, p = begun(sentence="The soup, qwerty, is GOOD!")
    reviews = s.reviews
    assert reviews is not None
    arrays = LAB.draw(s, p)
    ids = torch.tensor([[vocabulary().index(word) for word in ("the", "soup", "is", "good")]])
    torch.testing.assert_close(arrays["stars"]["mean.y"], reviews.mean(ids, torch.tensor([4]))[0].softmax(0).detach())
    P = reviews.rnn(ids)[0].softmax(1).detach()
    torch.testing.assert_close(arrays["stars"]["rnn.y"], P[-1])
    after = arrays["after"]["value"]
    torch.testing.assert_close(after[[0, 1, 3, 4]], (P * torch.arange(1, 6)).sum(1))
    assert after[2].isnan()
    assert bytes(arrays["adds"]["text"].tolist()).decode() == "▁the\n▁soup\n▁qwerty\n▁is\n▁good\n"
    adds = arrays["adds"]["value"]
    score = torch.tensor([-2.0, -1, 0, 1, 2])
    z = reviews.mean(ids, torch.tensor([4]))[0].detach()
    torch.testing.assert_close(adds.nansum() + score @ reviews.mean.scores.bias.detach(), score @ z)


def test_a_sentence_without_a_known_word_has_no_stars() -> None:
    s, p = begun(sentence="??? qwerty")
    arrays = LAB.draw(s, p)
    assert arrays["stars"]["mean.y"].isnan().all()
    assert arrays["stars"]["said-rnn.stars"].isnan().all()
    assert LAB.draw(s, p.model_copy(update={"sentence": "?"}))["after"]["value"].shape == (0,)


def test_each_study_has_its_own_pictures() -> None:
    assert {"cloud", "lists", "sizes", "bias"} <= LAB.figures(WordEmbeddingsParams()).keys()
    assert LAB.figures(WordEmbeddingsParams(study="sentiment")).keys() == {"stars", "adds", "after", "right", "cost"}
    assert [preset.slug for preset in PRESETS if preset.params.get("study") == "sentiment"] == [
        "lacking",
        "dessert",
        "frozen",
    ]
