"""One update of each method, on places of the text drawn at random."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.sequences.fixed_window import (
    FixedWindow,
    descend_window,
    fixed_window,
    gradient_of_rows,
    window_gradients,
)
from lossland.algorithms.sequences.glove import Glove, Together, adagrad, final, glove, glove_gradients, zeros_like
from lossland.algorithms.sequences.negative_sampling import Vectors, beginning, cbow, descend, drawn, skip_gram
from lossland.algorithms.sequences.vocabulary import Text
from lossland.algorithms.sequences.windows import Windows, around, before, keep_chance, reaches
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.state import Learned, State

BATCH_PLACES, BATCH_PAIRS = 256, 1024
"""Of an update: places of the text, or pairs of words for GloVe."""
HIDDEN = 64
"""Units of the fixed window's layer."""
MOST_TOGETHER = 20.0
"""x_max of GloVe."""


def beginning_of(p: WordEmbeddingsParams, words: int, rng: torch.Generator) -> Learned:
    """What the method starts from."""
    if p.method == "fixed_window":
        return Learned(fixed_window(words, p.width, p.window, HIDDEN, p.join, rng)._asdict(), {})
    if p.method == "glove":
        net = glove(words, p.width, rng)
        return Learned(net._asdict(), zeros_like(net)._asdict())
    return Learned(beginning(words, p.width, rng)._asdict(), {})


def vectors_of(learned: Learned) -> Tensor:
    """What is used of it, (V, d)."""
    theta = learned.theta
    if "E" in theta:
        return theta["E"]
    return final(Glove(**theta)) if learned.squares else theta["e"]


def update(s: State, p: WordEmbeddingsParams) -> Tensor | None:
    """The mean loss before it; None where the places drawn had no window."""
    if p.method == "glove":
        return _glove(s, p)
    places = torch.randint(len(s.read.ids), (BATCH_PLACES,), generator=s.rng).to(s.read.ids.device)
    text = Text(s.read.ids, s.read.sentence)
    if p.method == "fixed_window":
        return _fixed_window(s, p, before(text, places, p.window))
    return _negative_sampling(s, p, text, places)


def _negative_sampling(s: State, p: WordEmbeddingsParams, text: Text, places: Tensor) -> Tensor | None:
    """Frequent words are left out by chance, as targets and in windows."""
    chance = keep_chance(s.read.counts, p.sampling if p.sampling < 1 else 0)
    windows = around(text, places, reaches(len(places), p.window, s.rng).to(places.device), p.window)
    luck = torch.rand(len(places), 1 + 2 * p.window, generator=s.rng).to(places.device)  # (B, 1 + C)
    stays = luck[:, :1] < chance[windows.target][:, None]
    there = windows.there & stays & (luck[:, 1:] < chance[windows.context])
    windows = windows._replace(there=there)
    negatives = drawn(s.read.noise, len(places), p.negatives, s.rng)
    vectors = Vectors(**s.learned.theta)
    gradients = (skip_gram if p.method == "skip_gram" else cbow)(vectors, windows, negatives)
    # a target that was left out has drawn words all the same, whose gradients are 0
    descend(vectors, windows, negatives, gradients, p.rate)
    return gradients.loss / gradients.terms if bool(gradients.terms) else None


def _fixed_window(s: State, p: WordEmbeddingsParams, windows: Windows) -> Tensor | None:
    whole = windows.there.all(1)
    if not bool(whole.any()):
        return None
    windows = Windows(*(part[whole] for part in windows))
    net = FixedWindow(**s.learned.theta)
    gradients = window_gradients(net, windows)
    moving = (gradient_of_rows(net, windows, gradients), gradients.W1, gradients.W2)
    rows = gradients.loss.new_tensor(len(set(windows.context.flatten().tolist())))
    s.moved = torch.stack([*(part.norm() for part in moving), rows])
    descend_window(net, windows, gradients, p.rate * len(windows.target) / 8)
    return gradients.loss


def _glove(s: State, p: WordEmbeddingsParams) -> Tensor | None:
    if len(s.read.X) == 0:
        return None
    rows = torch.randint(len(s.read.X), (BATCH_PAIRS,), generator=s.rng).to(s.read.X.device)
    pairs = Together(s.read.i[rows], s.read.j[rows], s.read.X[rows])
    net = Glove(**s.learned.theta)
    gradients = glove_gradients(net, pairs, MOST_TOGETHER)
    adagrad(net, Glove(**s.learned.squares), pairs, gradients, p.rate)
    return gradients.loss / BATCH_PAIRS
