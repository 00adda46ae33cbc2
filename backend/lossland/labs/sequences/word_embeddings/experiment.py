"""Word embeddings: vectors learned from which words stand beside which, and what their differences mean, and what they are good for.

Sources: Mikolov et al. 2013 (skip-gram, CBOW, negative sampling); Bengio et al. 2003 (fixed window); Pennington et al. 2014
(GloVe); Bolukbasi et al. 2016 (de-biasing); Iyyer et al. 2015 (the mean of word vectors).
"""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.sequences.analogies import lengthless, solved
from lossland.algorithms.sequences.projections import Plane, kept_turned, principal, projected
from lossland.algorithms.sequences.t_sne import advance, begin
from lossland.lab import Experiment
from lossland.labs.sequences.word_embeddings.learning import beginning_of, update, vectors_of
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.reviewing import (
    MOST_REVIEW_UPDATES,
    Reviewing,
    rate_reviews,
    rights_of,
    unreviewed,
)
from lossland.labs.sequences.word_embeddings.sources import (
    corpus,
    gender_pairs,
    given_vectors,
    grouped,
    nothing_read,
    planted_questions,
    read,
)
from lossland.labs.sequences.word_embeddings.state import Learned, State
from lossland.labs.sequences.word_embeddings.tagging import (
    MOST_TAGGING_UPDATES,
    Tagging,
    names_right,
    tag_names,
    untagged,
)

EVERY = 20
"""Updates between two looks at the analogies and at where PCA looks from."""
NEAR = 300
"""So many of the first words t-SNE shows: it takes time and memory with their square."""
TSNE_STEPS, PERPLEXITY = 250, 15.0
MOST_UPDATES = 20_000


def now(s: State) -> Tensor:
    """The vectors (V, d) as they stand."""
    return s.given if len(s.given) else vectors_of(s.learned)


def looked_from(s: State, k: int = 3) -> Plane:
    """Where PCA looks from, with so many directions; vectors are to have the length 1."""
    E = lengthless(now(s))
    return Plane(E.mean(0), s.directions[:, :k], torch.zeros(k, device=E.device))


def three(E: Tensor) -> Plane:
    """The first three principal directions; where there are only two, the third is 0."""
    plane = principal(E, min(3, E.shape[1]))
    missing = 3 - plane.directions.shape[1]
    return plane._replace(directions=torch.nn.functional.pad(plane.directions, (0, missing)))


def arranged(s: State, k: int) -> Tensor:
    """t-SNE of the first words in k dimensions. It begins where PCA puts them: then it changes little when they do."""
    first = lengthless(now(s)[:NEAR])
    places = projected(first, looked_from(s, k))
    t = begin(first, places, min(PERPLEXITY, (len(first) - 1) / 3))
    for _ in range(TSNE_STEPS):
        advance(t)
    return t.Y


def not_in_space(rng: torch.Generator, reviews: Reviewing | None = None, tagging: Tagging | None = None) -> State:
    """What vectors are good for."""
    none = torch.zeros(0)
    return State(
        rng=rng,
        learned=Learned({}, {}),
        directions=none,
        turns=0,
        moved=none,
        reviews=reviews,
        tagging=tagging,
        given=none,
        words=(),
        read=nothing_read(),
        group=none,
        questions={},
        gender=none,
    )


class Embedding(Experiment[WordEmbeddingsParams, State]):
    """Vectors that are there, or that are learned, or that are used: for stars of a review, or for names among unseen words."""

    slug = "word-embeddings"
    Params = WordEmbeddingsParams

    def start(self, p: WordEmbeddingsParams, rng: torch.Generator, device: torch.device) -> State:
        if p.study == "sentiment":
            return not_in_space(rng, reviews=unreviewed(p, rng, device))
        if p.study == "unseen":
            return not_in_space(rng, tagging=untagged(p, rng, device))
        if p.study == "explore":
            words, E = given_vectors(p)
            text, learned = nothing_read(), Learned({}, {})
        else:
            words, text = read(corpus(p, rng), p.window)
            learned, E = beginning_of(p, len(words), rng), torch.zeros(0, p.width)
        index = {word: k for k, word in enumerate(words)}
        for tensors in (learned.theta, learned.squares, vars(text)):
            tensors.update({name: value.to(device) for name, value in tensors.items()})
        E = E.to(device)
        return State(
            rng=rng,
            learned=learned,
            directions=three(lengthless(E if len(E) else vectors_of(learned))).directions,
            turns=0,
            moved=torch.full((4,), torch.nan),
            reviews=None,
            tagging=None,
            given=E,
            words=words,
            read=text,
            group=grouped(words),
            questions=planted_questions(index) if p.study == "train" and p.corpus.kind == "planted" else {},
            gender=gender_pairs(index).to(device),
        )

    def adopt(self, s: State, p: WordEmbeddingsParams, old: WordEmbeddingsParams | None) -> None:
        asked = p.projection == "tsne"
        if old is None or asked != (old.projection == "tsne") or p.dimensions != old.dimensions:
            s.flat = arranged(s, int(p.dimensions)) if asked and p.study == "explore" else None

    def step(self, s: State, p: WordEmbeddingsParams) -> dict[str, Tensor]:
        if s.reviews is not None:
            return rate_reviews(s.reviews, p)
        if s.tagging is not None:
            return tag_names(s.tagging, p)
        loss = update(s, p)
        s.turns += 1
        metrics = {} if loss is None else {"loss": loss}
        if s.turns % EVERY == 0:
            s.directions = kept_turned(three(lengthless(now(s))), looked_from(s)).directions
            metrics |= self.measure(s, p)
        return metrics

    def measure(self, s: State, p: WordEmbeddingsParams) -> dict[str, Tensor]:
        if s.reviews is not None:
            return rights_of(s.reviews)
        if s.tagging is not None:
            return names_right(s.tagging)
        return {
            f"solved_{name}": solved(now(s), questions.to(now(s).device)).float().mean()
            for name, questions in s.questions.items()
            if len(questions)
        }

    def done(self, s: State, p: WordEmbeddingsParams) -> bool:
        if s.reviews is not None:
            return s.reviews.updates >= MOST_REVIEW_UPDATES
        if s.tagging is not None:
            return s.tagging.updates >= MOST_TAGGING_UPDATES
        return p.study == "explore" or s.turns >= MOST_UPDATES
