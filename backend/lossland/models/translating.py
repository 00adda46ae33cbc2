"""The recipe of networks that translate: batches of pairs of about one length, label smoothing, BLEU on sentences held out."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from lossland.algorithms.sequences.bleu import bleu, words_and_marks
from lossland.algorithms.sequences.byte_pairs import BytePairs
from lossland.algorithms.sequences.gru_translator import GruTranslator
from lossland.algorithms.sequences.tokens import BOS, EOS, padded
from lossland.algorithms.sequences.transformer import Transformer
from lossland.algorithms.sequences.translate import Translator
from lossland.datasets.pairs import Exchanged, Pair, Words, split_by_target, without_point
from lossland.models.shipped import TOKENISER
from lossland.models.training import Recipe, Stage, quick_products

HELD_OUT, LONGEST, SHORT = 1000, 48, 10
TIMES, BARE = 300, 0.1
Example = tuple[list[int], list[int]]
"""Tokens of a source and of its target."""
N = TypeVar("N", bound=Transformer | GruTranslator)


class Translating(Recipe[N]):
    """Trains on pairs whose target is none of those held out. One vocabulary serves both sides.

    In each pass half of the pairs have other names, numbers and words of the lists (see `Exchanged`). After `passes` of
    them come `last` more, which begin from the running average, with a rate that rises and falls once again: in these stand
    the phrases too, `TIMES` each and always with others in the place of their names, and a share `BARE` of the pairs
    lacks the point at the end, as what people type often does.
    """

    lists: ClassVar[tuple[Words, ...]] = ()
    phrases: ClassVar[tuple[Pair, ...]] = ()
    names: ClassVar[Words] = ()
    """What takes the place of the names in the phrases."""
    tokens: ClassVar[int] = 2400
    """Of the targets of a batch, about."""
    passes: ClassVar[int]
    last: ClassVar[float] = 0.0
    last_rate: ClassVar[float] = 6e-4
    vocabulary: ClassVar[int]
    characters: ClassVar[int] = 1000
    smoothing: ClassVar[float] = 0.1
    decay = 0.01

    def __init__(self, pairs: Sequence[Pair], seed: int, steps: int | None) -> None:
        self.pairs, self.held_out = split_by_target(pairs, min(HELD_OUT, len(pairs) // 10))
        self.exchanged = Exchanged(self.pairs, self.lists)
        rng = torch.Generator().manual_seed(seed)
        other = [self.exchanged.changed(pair, rng) for pair in self.pairs]
        self.tokeniser = BytePairs.learned((side for pair in other for side in pair), self.vocabulary, self.characters)
        length = sum(map(len, self.tokeniser.encode_all([pair.target for pair in self.pairs])))
        self.batches_of_pass = max(1, round(length / self.tokens))
        self.now: tuple[int, list[list[int]], list[Example]] = (-1, [], [])
        torch.manual_seed(seed)
        super().__init__(self.network(), steps or int((self.passes + self.last) * self.batches_of_pass), seed)
        self.first = round(self.steps * self.passes / (self.passes + self.last))

    @abstractmethod
    def network(self) -> N:
        """One that has learned nothing."""

    def step(self) -> float:
        if self.done == self.first:
            self.begin_again()
        return super().step()

    def begin_again(self) -> None:
        """The running average, in half precision as it would ship, is what the last passes begin with."""
        average: dict[str, Tensor] = {
            name: value.half().float() if value.is_floating_point() else value
            for name, value in self.average.state_dict().items()
        }
        self.net.load_state_dict(average)
        self.average.load_state_dict(average)
        self.optimizer = self.new_optimizer()

    def stage(self) -> Stage:
        if self.done < self.first:
            return Stage(self.rate, self.done, self.first)
        return Stage(self.last_rate, self.done - self.first, self.steps - self.first)

    def prepared(self, number: int) -> None:
        """Tokens of pass `number`, and which pairs each of its batches has; both follow from seed and number alone."""
        rng = torch.Generator().manual_seed(1_000_003 * self.seed + number)
        swap = (torch.rand(len(self.pairs), generator=rng) < 0.5).tolist()
        pairs = [self.exchanged.changed(pair, rng) if swap[k] else pair for k, pair in enumerate(self.pairs)]
        if number * self.batches_of_pass >= self.first:
            bare = (torch.rand(len(pairs), generator=rng) < BARE).tolist()
            pairs = [without_point(pair) if bare[k] else pair for k, pair in enumerate(pairs)]
            named = Exchanged(self.pairs, (*self.lists, self.names))
            pairs += [named.changed(phrase, rng) for phrase in self.phrases for _ in range(TIMES)]
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
        fed, wanted = [[BOS, *target] for _, target in chosen], [[*target, EOS] for _, target in chosen]
        return padded([[*source, EOS] for source, _ in chosen]), padded(fed), padded(wanted)

    def loss(self) -> Tensor:
        torch.manual_seed(1_000_003 * self.seed + self.done)  # of dropout, which draws from the global generator
        source, fed, wanted = self.batch()
        there = wanted.flatten().nonzero()[:, 0]
        with quick_products():
            logits = self.logits(source, fed, there)
        return cross_entropy(logits.float(), wanted.flatten()[there], label_smoothing=self.smoothing)

    def logits(self, source: Tensor, fed: Tensor, there: Tensor) -> Tensor:
        """Scores (n, V) at the places `there` (n,) of the flattened batch."""
        net: Any = self.net
        hidden: Tensor = net.hidden(fed, net.begin(source))
        scores: Tensor = net.scores(hidden.flatten(0, 1)[there])
        return scores

    def beside(self) -> dict[str, str]:
        return {TOKENISER: self.tokeniser.written()}

    def quality(self) -> dict[str, float]:
        """BLEU (in [0, 1], tokens as mteval's, one reference): all that is held out, and what has at most ten words."""
        translator = Translator(self.average.eval(), self.tokeniser, self.tokeniser)
        sources = [pair.source for pair in self.held_out]
        said = [words_and_marks(self.tokeniser.decode(best.tokens)) for best in translator.best(sources, width=5)]
        wanted = [[words_and_marks(pair.target)] for pair in self.held_out]
        short = [k for k, pair in enumerate(self.held_out) if len(pair.target.split()) <= SHORT]
        return {
            "BLEU": bleu(said, wanted).score,
            f"BLEU to {SHORT} words": bleu([said[k] for k in short], [wanted[k] for k in short]).score,
        }
