"""One update, and how well a network translates."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from lossland.algorithms.sequences.bleu import bleu
from lossland.algorithms.sequences.tokens import BOS, EOS, PAD
from lossland.algorithms.sequences.transformer import Transformer
from lossland.algorithms.sequences.translate import Tokeniser
from lossland.labs.sequences.translation.params import TranslationParams
from lossland.labs.sequences.translation.state import Examples, Net

BINS = ((0, 7), (8, 10), (11, 14), (15, 99))
"""Lengths of sources, in tokens."""


def picked(examples: Examples, chosen: Tensor) -> Examples:
    """Some of them, without columns that none of them needs."""
    source, fed, wanted = (value[chosen] for value in (examples.source, examples.fed, examples.wanted))
    S, T = (int((value != PAD).any(0).sum()) for value in (source, wanted))
    return Examples(source[:, :S], fed[:, :T], wanted[:, :T])


def loss(net: Net, batch: Examples, p: TranslationParams, rng: torch.Generator) -> Tensor:
    """Cross-entropy of the next word, its true predecessors being fed; with less teacher forcing some of its own."""
    return cross_entropy(said(net, batch, p, rng).flatten(0, 1), batch.wanted.flatten(), ignore_index=PAD)


def said(net: Net, batch: Examples, p: TranslationParams, rng: torch.Generator) -> Tensor:
    """Logits (B, T, V)."""
    at = net.begin(batch.source)
    if at_once(net, p):
        assert isinstance(net, Transformer)
        return net.scores(net.hidden(torch.full_like(batch.fed, BOS), at, in_order=False))  # type: ignore[arg-type]
    if p.teacher == 1:
        return net.scores(net.hidden(batch.fed, at))  # type: ignore[arg-type]
    own = torch.rand(batch.fed.shape, generator=rng).to(batch.fed.device) >= p.teacher
    logits, fed = [], batch.fed[:, 0]
    for t in range(batch.fed.shape[1]):
        logits.append(net.step(fed, at))  # type: ignore[arg-type]
        if t + 1 < batch.fed.shape[1]:
            fed = torch.where(own[:, t + 1], logits[-1].detach().argmax(1), batch.fed[:, t + 1])
    return torch.stack(logits, 1)


def at_once(net: Net, p: TranslationParams) -> bool:
    """Whether all words are said at once, each given the source alone."""
    return p.order == "at once" and isinstance(net, Transformer)


@torch.no_grad()
def translated(net: Net, source: Tensor, longest: int, p: TranslationParams) -> Tensor:
    """The best word at each step, (B, T); what comes after an end counts no more."""
    at = net.begin(source)
    fed = torch.full((len(source),), BOS, device=source.device)
    if at_once(net, p):
        assert isinstance(net, Transformer)
        logits = net.scores(net.hidden(fed[:, None].expand(-1, longest), at, in_order=False))  # type: ignore[arg-type]
        return logits[..., EOS:].argmax(-1) + EOS
    words, over = [], fed == EOS
    for _ in range(longest):
        fed = net.step(fed, at)[:, EOS:].argmax(1) + EOS  # type: ignore[arg-type]
        words.append(fed)
        over = over | (fed == EOS)
        if bool(over.all()):
            break
    return torch.stack(words, 1)


def up_to_end(tokens: list[int]) -> list[int]:
    """What is said before the end."""
    return tokens[: tokens.index(EOS)] if EOS in tokens else tokens


def judged(
    net: Net, held_out: Examples, lengths: Tensor, target: Tokeniser, p: TranslationParams
) -> tuple[Tensor, Tensor]:
    """BLEU of all that is held out (0-d), and by the length of the source (4,)."""
    longest = held_out.wanted.shape[1]
    found = [up_to_end(row) for row in translated(net, held_out.source, longest, p).tolist()]
    wanted = [up_to_end(row) for row in held_out.wanted.tolist()]
    said_words, true_words = ([target.pieces(row) for row in rows] for rows in (found, wanted))

    def score(chosen: list[int]) -> float:
        if not chosen:
            return torch.nan
        return bleu([said_words[k] for k in chosen], [[true_words[k]] for k in chosen]).score

    bins = [[k for k, length in enumerate(lengths.tolist()) if low <= length <= high] for low, high in BINS]
    scores = [score(list(range(len(found)))), *map(score, bins)]
    return torch.tensor(scores[0]), torch.tensor(scores[1:])
