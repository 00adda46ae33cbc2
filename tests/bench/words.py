"""Skip-gram with negative sampling against gensim's: `python -m tests.bench.words`. Prints JSON.

The same generated text and the same window, dimension, negatives and sampling of frequent words, on one thread each and in
turns; of each the least disturbed turn counts. Words are all those of the text, those left out among them.
"""

from __future__ import annotations

import json
import time

import torch
from gensim.models import Word2Vec  # type: ignore[import-untyped]

from lossland.algorithms.sequences.negative_sampling import Vectors, beginning, descend, drawn, noise, skip_gram
from lossland.algorithms.sequences.vocabulary import Vocabulary
from lossland.algorithms.sequences.windows import around, keep_chance, reaches, thinned
from lossland.engine.numerics import fix_numerics

TURNS, WIDTH, WINDOW, K, SAMPLE, RATE, BATCH = 3, 64, 5, 5, 1e-3, 0.025, 256
SENTENCES, LENGTH, WORDS = 40_000, 12, 10_000


def sentences() -> list[list[str]]:
    """Words as frequent as in a language: the r-th most frequent one has a share of about 1 / r."""
    shares = 1 / torch.arange(1, WORDS + 1)
    rng = torch.Generator().manual_seed(0)
    ids = torch.multinomial(shares, SENTENCES * LENGTH, replacement=True, generator=rng)
    return [[f"w{k}" for k in row] for row in ids.view(SENTENCES, LENGTH).tolist()]


def main() -> None:
    """Words a second of both."""
    fix_numerics()
    text = sentences()
    vocabulary = Vocabulary.counted(text, WORDS)
    ours, theirs = [], []
    for _ in range(TURNS):
        began = time.perf_counter()
        epoch(vocabulary, text)
        ours.append(time.perf_counter() - began)
        model = gensim()
        model.build_vocab(text)
        began = time.perf_counter()
        model.train(text, total_examples=SENTENCES, epochs=1)
        theirs.append(time.perf_counter() - began)
    words = SENTENCES * LENGTH
    results = {
        "skip-gram: words a second": words / min(ours),
        "skip-gram: words a second / gensim's (target >= 0.3)": min(theirs) / min(ours),
    }
    print(json.dumps(results))


def epoch(vocabulary: Vocabulary, sentences: list[list[str]]) -> Vectors:
    """One pass through the text, from words to vectors."""
    rng = torch.Generator().manual_seed(0)
    text = thinned(vocabulary.text(sentences), keep_chance(vocabulary.counts, SAMPLE), rng)
    vectors, table = beginning(len(vocabulary), WIDTH, rng), noise(vocabulary.counts)
    order = torch.randperm(len(text.ids), generator=rng)
    for k in range(0, len(order), BATCH):
        places = order[k : k + BATCH]
        windows = around(text, places, reaches(len(places), WINDOW, rng), WINDOW)
        negatives = drawn(table, len(places), K, rng)
        descend(vectors, windows, negatives, skip_gram(vectors, windows, negatives), RATE)
    return vectors


def gensim() -> Word2Vec:
    """What takes the same pass."""
    return Word2Vec(
        vector_size=WIDTH,
        window=WINDOW,
        negative=K,
        sg=1,
        sample=SAMPLE,
        alpha=RATE,
        min_count=1,
        epochs=1,
        workers=1,
    )


if __name__ == "__main__":
    main()
