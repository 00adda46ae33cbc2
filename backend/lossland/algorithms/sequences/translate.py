"""What a network that has learned pairs makes of a text: the best hypotheses of a search, their tokens, where they looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from lossland.algorithms.sequences.beam_search import Found, Hypothesis, beam_search
from lossland.algorithms.sequences.tokens import BOS, EOS, SPECIAL, START, UNK, padded

AT_ONCE = 1200
"""Tokens of sources times the width of the beam that are searched at once."""


class Tokeniser(Protocol):
    """Cuts a text into tokens and joins them again."""

    def encode(self, text: str, /) -> list[int]: ...

    def decode(self, tokens: Sequence[int], /) -> str: ...

    def pieces(self, tokens: Sequence[int], /) -> list[str]: ...


class Net(Protocol):
    """A network that was taught pairs: `Transformer` or `GruTranslator`."""

    def begin(self, source: Tensor, /) -> Any: ...

    def step(self, tokens: Tensor, at: Any, /) -> Tensor: ...

    def alphas(self, source: Tensor, target: Tensor, /) -> Tensor: ...

    def __call__(self, source: Tensor, target: Tensor, /) -> Tensor: ...


@dataclass(frozen=True)
class Translator:
    """A network with the two tokenisers of its sides."""

    net: Net
    source: Tokeniser
    target: Tokeniser

    def read(self, text: str) -> list[int]:
        """The source tokens of a text, with the end."""
        return [*self.source.encode(text), EOS]

    def knows(self, text: str) -> bool:
        """Whether there is anything in it that the network has ever seen."""
        return any(piece not in (START, SPECIAL[UNK]) for piece in self.source.pieces(self.source.encode(text)))

    def search(
        self, texts: Sequence[str], width: int, alpha: float = 0.7, longest: int = 100, prefix: Sequence[int] = ()
    ) -> list[Found]:
        """The search for each text; texts of about one length share a batch.

        A hypothesis has at most three times as many tokens as its source and ten, and at most `longest`.
        """
        sources = [self.read(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda k: len(sources[k]))
        found: dict[int, Found] = {}
        while order:
            size = max(1, AT_ONCE // (width * len(sources[order[-1]])))
            chosen, order = order[-size:], order[:-size]
            limits = [max(min(longest, 10 + 3 * len(sources[k])), len(prefix) + 1) for k in chosen]
            with torch.no_grad():
                at = self.net.begin(padded([sources[k] for k in chosen]))
            got = beam_search(self.net, at, len(chosen), width, alpha=alpha, longest=limits, prefix=prefix)
            found |= zip(chosen, got, strict=True)
        return [found[k] for k in range(len(texts))]

    def found(self, texts: Sequence[str], width: int, alpha: float = 0.7, longest: int = 100) -> list[Found]:
        """The search for each text, and among what it found the greedy hypothesis, which a beam may have lost."""
        wide = self.search(texts, width, alpha, longest)
        greedy = self.search(texts, 1, alpha, longest) if width > 1 else wide
        return [together(*both) for both in zip(wide, greedy, strict=True)]

    def best(self, texts: Sequence[str], width: int, alpha: float = 0.7, longest: int = 100) -> list[Hypothesis]:
        """The best hypothesis of each text."""
        return [found.best(alpha)[0] for found in self.found(texts, width, alpha, longest)]

    @torch.no_grad()
    def attention(self, text: str, tokens: Sequence[int]) -> Tensor:
        """What each token takes of each source token: (layers, h, T, S)."""
        target = torch.tensor([[BOS, *tokens[:-1]]])
        return self.net.alphas(torch.tensor([self.read(text)]), target)[:, 0]

    @torch.no_grad()
    def log_ps(self, text: str, tokens: Sequence[int]) -> Tensor:
        """ln P(y<t> | x, y<1> ... y<t-1>) of given tokens (T,)."""
        logits = self.net(torch.tensor([self.read(text)]), torch.tensor([[BOS, *tokens[:-1]]]))[0]
        return -cross_entropy(logits, torch.tensor(tokens), reduction="none")


def together(wide: Found, greedy: Found) -> Found:
    """Both searches as one, its steps those of the beam."""
    return Found(wide.finished + greedy.finished, wide.beam + greedy.beam, wide.steps)
