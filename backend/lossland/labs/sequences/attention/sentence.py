"""A sentence, as the encoder of the house reads it: where each head looks, and what would stand in its blanks."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.algorithms.sequences.tokens import BOS, EOS, START, UNK
from lossland.lab import Refused, T
from lossland.models.card import cards
from lossland.models.shipped import encoder, tokeniser_of

NETWORK, BLANK, UNSEEN = "blanks", "_", "\u25a1"
GUESSES = 5


@dataclass(frozen=True)
class Sentence:
    """T tokens, beginning and end with them."""

    pieces: list[str]
    alpha: Tensor
    """(layers, heads, T, T)"""
    likely: Tensor
    """(T,) P of each token where it alone is a blank; NaN of beginning, end and blanks."""
    guesses: list[tuple[list[str], Tensor]]
    """For each blank the most likely tokens and their P."""


def tokens_of(text: str) -> list[int]:
    """With beginning and end; a blank is UNK, and so is a sign that was never seen. Raises `Refused` where there are too many."""
    tokeniser = tokeniser_of(NETWORK)
    tokens = tokeniser.encode(text.replace(BLANK, UNSEEN))
    pieces = tokeniser.pieces(tokens)
    # an unseen sign leaves the beginning of its word as a token of its own
    kept = [
        token
        for k, token in enumerate(tokens)
        if not (pieces[k] == START and k + 1 < len(tokens) and tokens[k + 1] == UNK)
    ]
    most = cards()[NETWORK].shape["longest"] - 2
    if len(kept) > most:
        en = f"the sentence has {len(kept)} tokens; at most {most} are allowed"
        raise Refused(T(en, f"句子有 {len(kept)} 个词元；最多允许 {most} 个"))
    return [BOS, *kept, EOS]


@torch.no_grad()
def read_sentence(text: str) -> Sentence:
    """By all heads at once; once more with each token blanked in turn."""
    net, tokeniser = encoder(NETWORK), tokeniser_of(NETWORK)
    tokens = torch.tensor(tokens_of(text))
    n = len(tokens)
    seen = torch.ones(n, n, dtype=torch.bool)
    alpha = net.maps(tokens[None], seen)[:, 0]
    blanks = (tokens == UNK).nonzero()[:, 0].tolist()
    P = net(tokens[None], seen)[0].softmax(-1)  # (T, V)
    each = tokens.repeat(n, 1)
    each.fill_diagonal_(UNK)
    alone = net(each, seen).softmax(-1).diagonal(dim1=0, dim2=1).T  # (T, V): at its own place
    likely = alone.gather(1, tokens[:, None])[:, 0]
    likely[[0, -1, *blanks]] = torch.nan
    best = [P[place].topk(GUESSES) for place in blanks]
    pieces = [
        BLANK if token == UNK else piece
        for token, piece in zip(tokens.tolist(), tokeniser.pieces(tokens.tolist()), strict=True)
    ]
    return Sentence(pieces, alpha, likely, [(tokeniser.pieces(top.indices.tolist()), top.values) for top in best])
