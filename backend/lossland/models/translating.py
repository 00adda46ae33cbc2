"""The recipe of networks that translate: batches of pairs of about one length, label smoothing, BLEU on sentences held out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from lossland.algorithms.sequences.byte_pairs import BytePairs
from lossland.algorithms.sequences.tokens import BOS, EOS, padded
from lossland.datasets.pairs import Copied, Pair, split_by_target
from lossland.models.training import Recipe

HELD_OUT, LONGEST = 1000, 48
N = TypeVar("N", bound=nn.Module)


class Translating(Recipe[N]):
    """Trains on pairs whose target is none of those held out. One vocabulary serves both sides.

    In each pass, in half of the pairs that share a name or a number, it is another one.
    """

    tokens: ClassVar[int] = 2400
    """Of the targets of a batch, about."""
    passes: ClassVar[float]
    vocabulary: ClassVar[int]
    characters: ClassVar[int] = 1000
    smoothing: ClassVar[float] = 0.1
    decay = 0.01

    def __init__(self, pairs: Sequence[Pair], seed: int, steps: int | None) -> None:
        self.pairs, self.held_out = split_by_target(pairs, min(HELD_OUT, len(pairs) // 10))
        self.tokeniser = BytePairs.learned(
            (side for pair in self.pairs for side in pair), self.vocabulary, self.characters
        )
        self.copied = Copied(self.pairs)
        length = sum(map(len, self.tokeniser.encode_all([pair.target for pair in self.pairs])))
        self.batches_of_pass = max(1, round(length / self.tokens))
        self.now: tuple[int, list[list[int]], list[tuple[list[int], list[int]]]] = (-1, [], [])
        torch.manual_seed(seed)
        super().__init__(self.network(), steps or int(self.passes * self.batches_of_pass), seed)

    def network(self) -> N:
        """One that has learned nothing."""
        raise NotImplementedError

    def prepared(self, number: int) -> None:
        """Tokens of pass `number`, and which pairs each of its batches has; both follow from seed and number alone."""
        rng = torch.Generator().manual_seed(1_000_003 * self.seed + number)
        swap = (torch.rand(len(self.pairs), generator=rng) < 0.5).tolist()
        pairs = [self.copied.changed(pair, rng) if swap[k] else pair for k, pair in enumerate(self.pairs)]
        sources, targets = (self.tokeniser.encode_all([pair[side] for pair in pairs]) for side in (0, 1))
        examples = list(zip(sources, targets, strict=True))
        order = [
            k
            for k in torch.randperm(len(pairs), generator=rng).tolist()
            if 0 < len(sources[k]) <= LONGEST and 0 < len(targets[k]) <= LONGEST
        ]
        order.sort(key=lambda k: (max(len(sources[k]), len(targets[k])), len(targets[k])))
        share = sum(len(targets[k]) for k in order) / self.batches_of_pass
        batches: list[list[int]] = [[] for _ in range(self.batches_of_pass)]
        seen = 0
        for k in order:
            batches[min(int(seen / share), self.batches_of_pass - 1)].append(k)
            seen += len(targets[k])
        filled = [batch for batch in batches if batch]
        shuffled = torch.randperm(len(filled), generator=rng).tolist()
        self.now = number, [filled[k] for k in shuffled], examples

    def batch(self) -> tuple[Tensor, Tensor, Tensor]:
        """Source (B, S), what the decoder is fed (B, T) and what it should say (B, T)."""
        number, k = divmod(self.done, self.batches_of_pass)
        if self.now[0] != number:
            self.prepared(number)
        _, batches, examples = self.now
        chosen = [examples[i] for i in batches[k % len(batches)]]
        source = padded([[*x, EOS] for x, _ in chosen])
        return source, padded([[BOS, *y] for _, y in chosen]), padded([[*y, EOS] for _, y in chosen])

    def loss(self) -> Tensor:
        torch.manual_seed(1_000_003 * self.seed + self.done)  # of dropout, which draws from the global generator
        source, fed, wanted = self.batch()
        there = wanted.flatten().nonzero()[:, 0]
        with torch.autocast("cpu", torch.bfloat16):  # products in half precision: twice as fast
            logits = self.logits(source, fed, there)
        return cross_entropy(logits.float(), wanted.flatten()[there], label_smoothing=self.smoothing)

    def logits(self, source: Tensor, fed: Tensor, there: Tensor) -> Tensor:
        """Scores (n, V) at the places `there` (n,) of the flattened batch."""
        raise NotImplementedError
