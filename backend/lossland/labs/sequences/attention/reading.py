"""A small Transformer that reads: it learns the next character, or the characters that were blanked out.

Both teach themselves: the labels are the text. Sources: Radford et al. 2018 (next token); Devlin et al. 2019 (blanks).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from lossland.algorithms.sequences.attention import causal
from lossland.algorithms.sequences.encoder import Encoder
from lossland.datasets.manual import ALPHABET, manual
from lossland.lab import constant
from lossland.labs.sequences.attention.params import AttentionParams

PIECE, BATCH, HELD = 48, 32, 64
"""Characters of a piece, pieces of an update, and pieces held out."""
GONE = len(ALPHABET)
"""The token that stands for a character to be filled in."""
NEVER = -100
"""A label that is not asked for."""
EVERY = 20
"""Updates from one measure on held-out text to the next."""


@dataclass
class Reading:
    """A network in training."""

    rng: torch.Generator
    net: Encoder
    optimizer: torch.optim.Optimizer
    updates: int
    text: Tensor = constant()
    """(N,) characters to learn from."""
    held: Tensor = constant()
    """(64, T + 1) pieces that are not learned from."""
    held_blanks: Tensor = constant()
    """(64, T) numbers in [0, 1]: what is below the share is blanked."""


def unread(p: AttentionParams, rng: torch.Generator, device: torch.device) -> Reading:
    """Before the first update. The last twentieth of the text is held out."""
    text = manual().long()
    cut = len(text) * 19 // 20
    starts = torch.linspace(cut, len(text) - PIECE - 1, HELD).long()
    held = pieces(text, starts)
    net = Encoder(len(ALPHABET) + 1, PIECE, heads=int(p.heads), layers=p.layers).to(device)
    optimizer = torch.optim.Adam(net.parameters(), lr=p.rate)
    blanks = torch.rand(HELD, PIECE, generator=rng)
    return Reading(rng, net, optimizer, 0, text[:cut].to(device), held.to(device), blanks.to(device))


def pieces(text: Tensor, starts: Tensor) -> Tensor:
    """(B, T + 1) from each start on."""
    return text[starts[:, None] + torch.arange(PIECE + 1, device=text.device)]


def asked(x: Tensor, blanks: Tensor, p: AttentionParams) -> tuple[Tensor, Tensor]:
    """What the network is given (B, T), and what it has to say (B, T), of pieces (B, T + 1)."""
    if p.study == "next":
        return x[:, :-1], x[:, 1:]
    gone = blanks < p.hidden  # (B, T)
    return x[:, :-1].masked_fill(gone, GONE), x[:, :-1].masked_fill(~gone, NEVER)


def visible(p: AttentionParams, length: int, device: torch.device) -> Tensor:
    """(T, T): what each position sees. Who says what comes next must not see it; who fills blanks sees both sides."""
    if p.study == "next":
        return causal(length, device)
    return torch.ones(length, length, dtype=torch.bool, device=device)


def read(s: Reading, p: AttentionParams) -> dict[str, Tensor]:
    """One update by Adam; now and then also what is reached on held-out text."""
    starts = torch.randint(len(s.text) - PIECE, (BATCH,), generator=s.rng).to(s.text.device)
    blanks = torch.rand(BATCH, PIECE, generator=s.rng).to(s.text.device)
    x, y = asked(pieces(s.text, starts), blanks, p)
    loss = cross_entropy(s.net(x, visible(p, PIECE, x.device)).flatten(0, 1), y.flatten(), ignore_index=NEVER)
    s.optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    s.optimizer.step()
    s.updates += 1
    return {"read_loss": loss.detach(), **(understood(s, p) if s.updates % EVERY == 0 else {})}


@torch.no_grad()
def understood(s: Reading, p: AttentionParams) -> dict[str, Tensor]:
    """Loss and share of right characters on held-out text."""
    x, y = asked(s.held, s.held_blanks, p)
    scores = s.net(x, visible(p, PIECE, x.device))  # (64, T, V)
    said = y != NEVER
    return {
        "read_held_loss": cross_entropy(scores.flatten(0, 1), y.flatten(), ignore_index=NEVER),
        "read_right": (scores.argmax(-1) == y)[said].float().mean(),
    }
