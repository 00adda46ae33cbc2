"""A language model of Python's manual: P of every next token, and text drawn from it.

Sources: Mikolov et al. 2010, "Recurrent neural network based language model"; Karpathy 2015 (characters).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from lossland.algorithms.sequences.bigrams import bigram_probabilities
from lossland.algorithms.sequences.recurrent_net import RecurrentNet, Shape
from lossland.algorithms.sequences.sampling import Sampled, sampled
from lossland.datasets.manual_sentences import corpus
from lossland.lab import constant
from lossland.labs.sequences.recurrent.language_params import MOST_WORDS
from lossland.labs.sequences.recurrent.learner import Learner, new_learner
from lossland.labs.sequences.recurrent.params import RecurrentParams

SPANS = {"words": 16, "characters": 32}
"""Tokens of a piece of text."""
LONGEST_TEXT = {"words": MOST_WORDS, "characters": 3 * MOST_WORDS}
WIDTHS = {"words": 48, "characters": 16}
"""Of the embedding."""
HELD_PIECES = 64
PRIOR = 30.0
"""Of the counted pairs; about the best one for words, and of no matter for characters."""
END_TOKEN = 0


@dataclass
class Language:
    """A network that reads, what it wrote last, and its text."""

    learner: Learner
    dice: int
    """The seed of all sampling: the same luck for every temperature."""
    text: Sampled
    """Drawn at the last look."""
    tokens: list[str] = constant()
    rejected: list[int] = constant()
    learned: Tensor = constant()
    """(N,)"""
    held: Tensor = constant()
    """(64, T + 1) pieces that are not learned from."""
    perplexity_bigram: Tensor = constant()
    """0-d, of the counted pairs on what is held out."""

    def draw_text(self, p: RecurrentParams) -> None:
        """Writes anew, with the same dice."""
        self.text = sampled(
            self.learner.net,
            END_TOKEN,
            LONGEST_TEXT[p.tokens],
            torch.Generator().manual_seed(self.dice),
            temperature=p.temperature,
            k=p.top_k,
            rejected=self.rejected,
        )


def pieces_of(text: Tensor, starts: Tensor, span: int) -> Tensor:
    """(B, span + 1) from each start on."""
    return text[starts[:, None] + torch.arange(span + 1, device=text.device)]


def unread(p: RecurrentParams, rng: torch.Generator, device: torch.device) -> Language:
    """Before the first update."""
    read = corpus(p.tokens, p.known)
    V, span = len(read.tokens), SPANS[p.tokens]
    held = pieces_of(read.held, torch.linspace(0, len(read.held) - span - 1, HELD_PIECES).long(), span)
    counted = -bigram_probabilities(read.learned, V, PRIOR)[held[:, :-1], held[:, 1:]].log().mean()
    shape = Shape(V, WIDTHS[p.tokens], p.units, V, p.layers, form=p.form, keep=p.keep, gain=p.gain)
    seed = int(torch.randint(2**31, (), generator=rng))
    learner = new_learner(p.learns, shape, seed, p.rate, device)
    nothing = Sampled(torch.zeros(0, dtype=torch.long), torch.zeros(0))
    on = (read.learned.to(device), held.to(device), counted.exp().float().to(device))
    found = Language(learner, seed, nothing, read.tokens, list(read.rejected), *on)
    found.draw_text(p)
    return found


def told_loss(net: RecurrentNet, pieces: Tensor) -> Tensor:
    """0-d, cross-entropy of the next token, of pieces (B, T + 1)."""
    return cross_entropy(net(pieces[:, :-1]).flatten(0, 1), pieces[:, 1:].flatten())


def next_pieces(s: Language, p: RecurrentParams, rng: torch.Generator) -> Tensor:
    """(B, T + 1) from anywhere in the text."""
    span = SPANS[p.tokens]
    starts = torch.randint(len(s.learned) - span, (p.batch,), generator=rng)
    return pieces_of(s.learned, starts.to(s.learned.device), span)


@torch.no_grad()
def understood(s: Language) -> dict[str, Tensor]:
    """Perplexity on text that is held out: the network's and that of counted pairs."""
    return {"perplexity": told_loss(s.learner.net, s.held).exp(), "perplexity_bigram": s.perplexity_bigram}
