"""Drawing the next token: temperature, the k likeliest alone, tokens that are never said.

Sources: Ackley, Hinton and Sejnowski 1985 (temperature); Fan, Lewis and Dauphin 2018 (top-k).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.algorithms.sequences.recurrent_net import RecurrentNet


@dataclass
class Sampled:
    """Tokens (T,) as they were drawn, and softmax(z) of each (T,): what the network itself gave it."""

    tokens: Tensor
    likely: Tensor


def next_probabilities(z: Tensor, temperature: float, k: int = 0, rejected: Sequence[int] = ()) -> Tensor:
    """(V,) float64: softmax(z / temperature) of the k likeliest tokens (0: of all) that are not rejected; the rest has 0.

    To draw again until the token is none of the rejected ones is to draw from what is left, renormalised. Temperature 0 is
    the limit: the likeliest token for sure.
    """
    z = z.double().clone()
    z[list(rejected)] = -torch.inf
    if temperature == 0:
        k, temperature = 1, 1.0
    if 0 < k < len(z):
        best = z.topk(k).indices
        z = torch.full_like(z, -torch.inf).index_copy(0, best, z[best])
    return (z / temperature).softmax(0)


@torch.no_grad()
def sampled(
    net: RecurrentNet,
    end: int,
    longest: int,
    rng: torch.Generator,
    *,
    temperature: float = 1.0,
    k: int = 0,
    rejected: Sequence[int] = (),
) -> Sampled:
    """A text that begins after an `end`, each token fed back to draw the next, up to the next `end` or `longest` tokens."""
    device = net.scores.weight.device
    tokens: list[int] = []
    likely: list[Tensor] = []
    token, states = end, None
    while len(tokens) < longest and (not tokens or token != end):
        out, passed = net.read(torch.tensor([[token]], device=device), states)
        states = [each.last for each in passed]
        z = net.scores(out[0, -1]).cpu()  # (V,)
        token = int(torch.multinomial(next_probabilities(z, temperature, k, rejected), 1, generator=rng))
        tokens.append(token)
        likely.append(z.softmax(0)[token])
    return Sampled(torch.tensor(tokens), torch.stack(likely))
