"""Heads whose weights are set by hand, so that it can be said what each looks at."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.sequences.attention import attention_weights, causal, positions, scaled_scores
from lossland.algorithms.sequences.scores import shifting
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.state import Headed

SENTENCES = {
    "cat": "the cat saw the dog",
    "river": "will the river bank hold the bank",
    "library": "我 爱 我 的 图 书 馆",
}
PLACES = 32
"""Numbers of a token that hold its position; the others hold its word."""
LOOKS = (-1, 0, 1)
"""How far the first three heads look; the last looks for the same word."""


def headed(words: Tensor, p: AttentionParams) -> Headed:
    """Tokens are word + position. `words` (16, 16) are orthogonal: a word lies where no position does."""
    written = SENTENCES[p.sentence].split()
    order = exchanged(len(written), p.order)
    found = [written[place] for place in order]
    at = positions(len(found), PLACES).double()  # (n, 32)
    placed = at if p.positions else torch.zeros_like(at)
    kinds = {word: k for k, word in enumerate(dict.fromkeys(written))}
    named = words[[kinds[word] for word in found]]  # (n, 16)
    x = torch.cat([placed, named], 1)  # (n, 48): the sum of both, since each is zero where the other is
    alpha, out = looked(x, p)
    turned = list(reversed(range(len(found))))
    again = torch.cat([placed, named[turned]], 1)  # the words exchanged; positions stay
    apart = (looked(again, p)[1] - out[:, turned]).abs().max()
    return Headed(found, at, alpha, float(apart))


def exchanged(n: int, order: str) -> list[int]:
    """Which token stands at each place."""
    places = list(range(n))
    if order == "reversed":
        return places[::-1]
    return [places[-1], *places[1:-1], places[0]] if order == "exchanged" else places


def looked(x: Tensor, p: AttentionParams) -> tuple[Tensor, Tensor]:
    """Weights (4, n, n) and outputs (4, n, 48) of tokens (n, 48)."""
    n = len(x)
    seen = torch.ones(n, n, dtype=torch.bool)
    if p.mask == "causal":
        seen = causal(n)
    elif p.mask == "last":
        seen[:, -1] = n == 1  # something has to be seen
    Q = x @ queries(p.sharpness).mT  # (4, n, 48)
    alpha = attention_weights(scaled_scores(Q, x.expand_as(Q)), seen)
    return alpha, alpha @ x


def queries(sharpness: float) -> Tensor:
    """W_Q (4, 48, 48) of each head; W_K and W_V are the identity."""
    W = torch.zeros(len(LOOKS) + 1, PLACES + 16, PLACES + 16, dtype=torch.float64)
    for head, look in enumerate(LOOKS):
        W[head, :PLACES, :PLACES] = shifting(look, PLACES)
    W[-1, PLACES:, PLACES:] = torch.eye(16, dtype=torch.float64)
    return sharpness * W
