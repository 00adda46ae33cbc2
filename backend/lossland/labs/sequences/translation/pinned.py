"""What is made of the pinned sentence at the moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from lossland.algorithms.sequences.gru_translator import Reading
from lossland.algorithms.sequences.tokens import BOS, EOS
from lossland.algorithms.sequences.transformer import Transformer
from lossland.algorithms.sequences.translate import Tokeniser
from lossland.labs.sequences.translation.learning import at_once, translated
from lossland.labs.sequences.translation.params import TranslationParams
from lossland.labs.sequences.translation.state import State
from lossland.models.shipped import translator

LONGEST = 40


def most_said(S: int) -> int:
    """Tokens that are said of S at most: one that has learned nothing finds no end."""
    return min(LONGEST, 2 * S + 6)


@dataclass(frozen=True)
class Pinned:
    """Tokens as they are written, P of each of the translation's, and where each looked: (maps, T, S)."""

    source: list[str]
    said: list[str]
    p: Tensor
    alphas: Tensor


def pinned(s: State, p: TranslationParams, *, forced: bool = True) -> Pinned:
    """By the network that is looked at; `forced`: with what a hand and the prefix make it do."""
    if p.study == "shipped":
        found = translator(p.model)
        return _said(found.net, found.source, found.target, s, p, forced)
    return _said(s.learners[0].net, s.tokens, s.tokens, s, p, forced)


@torch.no_grad()
def _said(net: Any, source: Tokeniser, target: Tokeniser, s: State, p: TranslationParams, forced: bool) -> Pinned:
    device = next(net.parameters()).device
    read = torch.tensor([[*source.encode(p.text)[:LONGEST], EOS]], device=device)
    pieces, longest = source.pieces(read[0].tolist()), most_said(read.shape[1])
    if p.study == "train" and at_once(net, p):
        words = translated(net, read, longest, p)[0].tolist()
        said = words[: words.index(EOS) + 1] if EOS in words else words
        logits = net.scores(net.hidden(torch.full((1, len(said)), BOS, device=device), net.begin(read), in_order=False))
        chosen = torch.tensor(said, device=device)
        P = logits[0].softmax(1).gather(1, chosen[:, None])[:, 0]
        return Pinned(pieces, target.pieces(said), P, torch.zeros(1, len(said), read.shape[1]))
    at = begun(net, read, s, p, forced)
    prefix = target.encode(p.prefix) if forced else []
    fed, said, P = BOS, [], []
    while len(said) < longest and fed != EOS:
        probabilities = net.step(torch.tensor([fed], device=device), at)[0].softmax(0)
        fed = prefix[len(said)] if len(said) < len(prefix) else EOS + int(probabilities[EOS:].argmax())
        said.append(fed)
        P.append(probabilities[fed])
    alphas = looked(net, read, said, s, p, forced)
    return Pinned(pieces, target.pieces(said), torch.stack(P), alphas)


def begun(net: Any, read: Tensor, s: State, p: TranslationParams, forced: bool) -> Any:
    """Where the decoder begins; at zero where it does not read the source."""
    at = net.begin(read)
    if forced:
        at.forced = {int(row): column for row, column in s.forced.items() if column < read.shape[1]}
    if p.reads:
        return at
    if isinstance(at, Reading):
        at.a, at.keys, at.s = (torch.zeros_like(value) for value in (at.a, at.keys, at.s))
    else:
        for cache in at.caches:
            cache.source = torch.zeros_like(cache.source[0]), torch.zeros_like(cache.source[1])
    return at


def looked(net: Any, read: Tensor, said: list[int], s: State, p: TranslationParams, forced: bool) -> Tensor:
    """Where each step looked: of a Transformer the mean of the last layer, then every head."""
    at = begun(net, read, s, p, forced)
    fed = torch.tensor([[BOS, *said[:-1]]], device=read.device)
    if isinstance(net, Transformer):
        for cache in at.caches:
            cache.alphas = []
        net.hidden(fed, at)
        heads = torch.cat([alpha[0] for cache in at.caches for alpha in cache.alphas])
        return torch.cat([heads[-net.decoder[-1].source.heads :].mean(0, keepdim=True), heads])  # type: ignore[operator, union-attr]
    net.hidden(fed, at)
    if not at.alphas:
        return torch.zeros(1, len(said), read.shape[1])
    return torch.stack([alpha[0] for alpha in at.alphas])[None]
