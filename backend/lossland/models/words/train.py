"""The recipe of `words`: skip-gram with negative sampling on the English sentences of Tatoeba's pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import nn

from lossland.algorithms.sequences.analogies import solved
from lossland.algorithms.sequences.negative_sampling import beginning, descend, drawn, noise, skip_gram
from lossland.algorithms.sequences.vocabulary import Text, Vocabulary, words_of
from lossland.algorithms.sequences.windows import around, keep_chance, reaches, thinned
from lossland.lab.text import T
from lossland.models.training import About, Resumable
from lossland.models.words.questions import RELATIONS, questions

WORDS, LEAST, WIDTH = 10_000, 2, 64
PASSES, BATCH, WINDOW, K, SAMPLE = 30, 256, 5, 10, 1e-3
RATE = 0.025


class Words(Resumable[nn.Embedding]):
    """Plain gradient descent, each word as often as it is met, at a rate that falls along a line to nothing."""

    name = "words"
    about = About(
        title=T("English words", "英语词向量"),
        data=T(
            "The English side of sentence pairs of Tatoeba, tatoeba.org via manythings.org/anki: 130,000 distinct sentences.",
            "Tatoeba 句对的英文部分，tatoeba.org，经由 manythings.org/anki：130,000 个不同的句子。",
        ),
        licence="CC BY 2.0 FR",
        measured=T(
            "analogies like man : woman = king : ?, of 18, 28 and 28 pairs of words; right is the first of all words, the three given left out",
            "类比题，如 man : woman = king : ?，分别由 18、28、28 对词组成；除去题中三个词，在全部词中排第一才算对",
        ),
        architecture="WordVectors",
    )

    def __init__(self, sentences: Sequence[str], seed: int = 0, steps: int | None = None) -> None:
        words = [words_of(sentence) for sentence in sentences]
        self.vocabulary = Vocabulary.counted(words, WORDS, LEAST)
        self.text = self.vocabulary.text(words)
        self.noise = noise(self.vocabulary.counts)
        self.chance = keep_chance(self.vocabulary.counts, SAMPLE)
        expected = float((self.vocabulary.counts * self.chance).sum())
        self.batches_of_pass = max(1, round(expected / BATCH))
        super().__init__(steps or PASSES * self.batches_of_pass, seed)
        self.vectors = beginning(len(self.vocabulary), WIDTH, self.rng)
        self.net = self.average = nn.Embedding(len(self.vocabulary), WIDTH, _weight=self.vectors.e, _freeze=True)
        self.now = self.prepared(0)

    def prepared(self, number: int) -> tuple[int, Text, tuple[torch.Tensor, ...]]:
        """Pass `number`: its text, and the places of each batch; both follow from seed and number alone."""
        rng = torch.Generator().manual_seed(1_000_003 * self.seed + number)
        text = thinned(self.text, self.chance, rng)
        return number, text, torch.randperm(len(text.ids), generator=rng).tensor_split(self.batches_of_pass)

    def step(self) -> float:
        number, batch = divmod(self.done, self.batches_of_pass)
        if number != self.now[0]:
            self.now = self.prepared(number)
        _, text, batches = self.now
        places = batches[batch]
        windows = around(text, places, reaches(len(places), WINDOW, self.rng), WINDOW)
        negatives = drawn(self.noise, len(places), K, self.rng)
        gradients = skip_gram(self.vectors, windows, negatives)
        descend(self.vectors, windows, negatives, gradients, RATE * (1 - self.done / self.steps))
        self.done += 1
        return float(gradients.loss / gradients.terms.clamp(min=1))

    def quality(self) -> dict[str, float]:
        """The share of analogies that are solved."""
        index = self.vocabulary.index
        found = {}
        for name in RELATIONS:
            asked = [[index[word] for word in four] for four in questions(name) if index.keys() >= set(four)]
            right = solved(self.vectors.e, torch.tensor(asked)) if asked else torch.zeros(1)
            found[name] = float(right.float().mean())
        return found

    def state(self) -> dict[str, object]:
        return super().state() | {"e": self.vectors.e, "theta": self.vectors.theta}

    def restore(self, state: dict[str, object]) -> None:
        super().restore(state)
        for table, kept in zip(self.vectors, (state["e"], state["theta"]), strict=True):
            table.copy_(kept)  # type: ignore[arg-type]

    def beside(self) -> Mapping[str, str]:
        """The words by their number, a line each."""
        return {"words.txt": "".join(f"{word}\n" for word in self.vocabulary.words)}
