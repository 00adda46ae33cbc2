"""Stars of reviews, by the mean of the word vectors and by a recurrent network. Both learn from the same reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from lossland.algorithms.sequences.recurrent_net import RecurrentNet, Shape
from lossland.algorithms.sequences.word_mean import WordMean
from lossland.datasets.reviews import Review
from lossland.lab import constant
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.review_sources import reviews_of
from lossland.models.shipped import text_of, weights_of

STARS, UNITS = 5, 32
REVIEW_BATCH = 64
"""Reviews of an update."""
MEASURED = 10
"""Updates between two looks at the held-out reviews."""
MOST_REVIEW_UPDATES = 3000


@dataclass
class Rated:
    """N reviews."""

    words: Tensor
    """(N, T), filled up at the end."""
    length: Tensor
    """(N,)"""
    stars: Tensor
    """(N,), from 0."""
    negated: Tensor
    """(N,), bool."""

    def some(self, rows: Tensor) -> Rated:
        """Those rows, as long as the longest of them."""
        length = self.length[rows]
        return Rated(self.words[rows, : int(length.max())], length, self.stars[rows], self.negated[rows])


@dataclass
class Reviewing:
    """Two classifiers in training, each with word vectors of its own."""

    rng: torch.Generator
    mean: WordMean
    rnn: RecurrentNet
    optimizer: torch.optim.Optimizer
    updates: int
    words: tuple[str, ...] = constant()
    """Those of reviews, which are learned; then, of generated reviews, all others with a vector, unless the own ones begin at random."""
    others: Tensor = constant()
    """The vectors of those others (V - R, d)."""
    learned_from: Rated = constant()
    held: Rated = constant()


def unreviewed(p: WordEmbeddingsParams, rng: torch.Generator, device: torch.device) -> Reviewing:
    """Before the first update. Words that come without a vector begin with a random one."""
    known, E = text_of("words", "words.txt").splitlines(), weights_of("words")["weight"]
    drawn = reviews_of(p.reviews, rng)
    here = drawn.words
    index = {word: k for k, word in enumerate(known)}
    start = E.std() * torch.randn(len(here), E.shape[1], generator=rng)  # (R, d)
    if p.embedding != "random":
        there = [k for k, word in enumerate(here) if word in index]
        start[there] = E[[index[here[k]] for k in there]]
    seed = int(torch.randint(2**31, (), generator=rng))
    with torch.random.fork_rng([]):
        torch.manual_seed(seed)
        mean = WordMean(len(here), E.shape[1], STARS)
        rnn = RecurrentNet(p.cell, Shape(len(here), E.shape[1], UNITS, STARS))
    for net in (mean, rnn):
        net.embedding.weight.data.copy_(start)
        net.embedding.weight.requires_grad_(p.embedding != "frozen")
        net.to(device)
    weights = [weight for net in (mean, rnn) for weight in net.parameters() if weight.requires_grad]
    place = {word: k for k, word in enumerate(here)}
    others = [] if drawn.unknown or p.embedding == "random" else [word for word in known if word not in place]
    return Reviewing(
        rng=rng,
        mean=mean,
        rnn=rnn,
        optimizer=torch.optim.Adam(weights, lr=p.review_rate),
        updates=0,
        words=(*here, *others),
        others=E[[index[word] for word in others]].to(device),
        learned_from=rated(drawn.learned_from, place, device),
        held=rated(drawn.held, place, device),
    )


def rated(found: Sequence[Review], place: Mapping[str, int], device: torch.device) -> Rated:
    """The reviews in numbers, by the place of each word."""
    rows = [torch.tensor([place[word] for word in review.words]) for review in found]
    return Rated(
        nn.utils.rnn.pad_sequence(rows, batch_first=True).to(device),
        torch.tensor([len(row) for row in rows], device=device),
        torch.tensor([review.stars - 1 for review in found], device=device),
        torch.tensor([review.negated for review in found], device=device),
    )


def star_scores(s: Reviewing, batch: Rated) -> dict[str, Tensor]:
    """(B, 5) of both: the recurrent network says it after the last word."""
    at_end = s.rnn(batch.words)[torch.arange(len(batch.length), device=batch.length.device), batch.length - 1]
    return {"mean": s.mean(batch.words, batch.length), "rnn": at_end}


def rate_reviews(s: Reviewing, p: WordEmbeddingsParams) -> dict[str, Tensor]:
    """One update of both by Adam; now and then also what they reach on held-out reviews."""
    rows = torch.randint(len(s.learned_from.length), (REVIEW_BATCH,), generator=s.rng).to(s.learned_from.length.device)
    batch = s.learned_from.some(rows)
    costs = {name: cross_entropy(z, batch.stars) for name, z in star_scores(s, batch).items()}
    s.optimizer.zero_grad()
    torch.autograd.backward(costs["mean"] + costs["rnn"])  # no weight is in both
    for group in s.optimizer.param_groups:
        group["lr"] = p.review_rate
    s.optimizer.step()
    s.updates += 1
    metrics = {f"cost_{name}": cost.detach() for name, cost in costs.items()}
    return metrics | (rights_of(s) if s.updates % MEASURED == 0 else {})


@torch.no_grad()
def rights_of(s: Reviewing) -> dict[str, Tensor]:
    """Shares of held-out reviews with the right number of stars, and of those with a negation."""
    found: dict[str, Tensor] = {}
    for name, z in star_scores(s, s.held).items():
        right = (z.argmax(1) == s.held.stars).float()
        found |= {f"right_{name}": right.mean(), f"turned_{name}": right[s.held.negated].mean()}
    return found
