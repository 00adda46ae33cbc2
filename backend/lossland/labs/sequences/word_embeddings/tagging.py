"""Which words are a name, learned from few sentences: from one-hot inputs, and from vectors that are given and stay."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from lossland.algorithms.sequences.recurrent_net import RecurrentNet, Shape
from lossland.datasets.unseen_names import BEGINNING, LABELLED, SENTENCE_WORDS, UNSEEN, FewLabelled, few_labelled
from lossland.lab import constant
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.models.shipped import text_of, weights_of

TAGGER_UNITS = 8
NEW_SENTENCES = 200
"""That are looked at and not learned from, half of them of a person."""
TESTED = 10
"""Updates between two looks at them."""
MOST_TAGGING_UPDATES = 600


def new_tagger(d: int) -> RecurrentNet:
    """A GRU that reads word vectors (B, T, d) forwards, and a score (B, T, 1) after each; its sigmoid is P(name)."""
    return RecurrentNet("gru", Shape(0, d, TAGGER_UNITS, 1))


@dataclass
class Tagging:
    """Two taggers of the same form."""

    hot: RecurrentNet
    given: RecurrentNet
    own: nn.Embedding
    """(W, d): a one-hot input times this. A word that is in no labelled sentence keeps its row of zeros."""
    optimizer: torch.optim.Optimizer
    updates: int
    vectors: Tensor = constant()
    """(W, d), the shipped ones of `SENTENCE_WORDS`."""
    learned_from: FewLabelled = constant()
    new: FewLabelled = constant()
    """Of words that are in no labelled sentence."""


def untagged(p: WordEmbeddingsParams, rng: torch.Generator, device: torch.device) -> Tagging:
    """Before the first update: both taggers begin with the same weights."""
    known, E = text_of("words", "words.txt").splitlines(), weights_of("words")["weight"]
    place = {word: k for k, word in enumerate(known)}
    seed = int(torch.randint(2**31, (), generator=rng))
    taggers = []
    for _ in range(2):
        with torch.random.fork_rng([]):
            torch.manual_seed(seed)
            taggers.append(new_tagger(E.shape[1]).to(device))
    own = nn.Embedding(len(SENTENCE_WORDS), E.shape[1], device=device)
    nn.init.zeros_(own.weight)
    weights = [weight for part in (*taggers, own) for weight in part.parameters()]
    few, new = few_labelled(LABELLED, p.labelled, rng), few_labelled(UNSEEN, NEW_SENTENCES, rng)
    return Tagging(
        taggers[0],
        taggers[1],
        own,
        torch.optim.Adam(weights, lr=p.review_rate),
        0,
        E[[place[word] for word in SENTENCE_WORDS]].to(device),
        FewLabelled(few.words.to(device), few.tags.to(device)),
        FewLabelled(new.words.to(device), new.tags.to(device)),
    )


def name_scores(s: Tagging, words: Tensor) -> dict[str, Tensor]:
    """(B, T) of both, of words (B, T)."""
    return {"hot": s.hot(s.own(words))[..., 0], "given": s.given(s.vectors[words])[..., 0]}


def tag_names(s: Tagging, p: WordEmbeddingsParams) -> dict[str, Tensor]:
    """One update of both by Adam, from all labelled sentences."""
    few = s.learned_from
    costs = {name: binary_cross_entropy_with_logits(z, few.tags) for name, z in name_scores(s, few.words).items()}
    s.optimizer.zero_grad()
    torch.autograd.backward(costs["hot"] + costs["given"])  # no weight is in both
    for group in s.optimizer.param_groups:
        group["lr"] = p.review_rate
    s.optimizer.step()
    s.updates += 1
    metrics = {f"tagging_{name}": cost.detach() for name, cost in costs.items()}
    return metrics | (names_right(s) if s.updates % TESTED == 0 else {})


@torch.no_grad()
def names_right(s: Tagging) -> dict[str, Tensor]:
    """Shares of right words among those that begin a sentence, of labelled sentences and of new ones."""
    found: dict[str, Tensor] = {}
    for which, part in (("seen", s.learned_from), ("unseen", s.new)):
        for name, z in name_scores(s, part.words).items():
            right = (z > 0) == (part.tags == 1)
            found[f"{which}_{name}"] = right[:, :BEGINNING].float().mean()
    return found
