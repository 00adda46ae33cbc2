"""The adding problem: the sum of two marked values, told at the end of the sequence.

Sources: Hochreiter and Schmidhuber 1997, "Long short-term memory", section 5.4; Le, Jaitly and Hinton 2015.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import mse_loss

from lossland.algorithms.sequences.recurrent_net import RecurrentNet, Shape
from lossland.datasets.adding import ALWAYS_ONE, marked_sums
from lossland.lab import constant
from lossland.labs.sequences.recurrent.learner import Learner
from lossland.labs.sequences.recurrent.params import RecurrentParams

NEW_SEQUENCES = 1000


@dataclass
class Adding:
    """Sequences that are not learned from."""

    new_x: Tensor = constant()
    """(N, T, 2)"""
    new_sums: Tensor = constant()
    """(N,)"""


def unseen(p: RecurrentParams, rng: torch.Generator, device: torch.device) -> Adding:
    """Of the length that is learned."""
    new = marked_sums(NEW_SEQUENCES, p.length, rng)
    return Adding(new.x.to(device), new.sums.to(device))


def reads_pairs(p: RecurrentParams) -> Shape:
    """A value and its mark at each step, and one number out."""
    return Shape(0, 2, p.units, 1, p.layers, form=p.form, keep=p.keep, gain=p.gain)


def answer(net: RecurrentNet, x: Tensor) -> Tensor:
    """(B,), from the last state alone, of sequences (B, T, 2)."""
    found: Tensor = net.scores(net.read(x)[0][:, -1])[:, 0]
    return found


def add_up(learners: dict[str, Learner], s: Adding, p: RecurrentParams, rng: torch.Generator) -> dict[str, Tensor]:
    """One update of all three, from the same sequences."""
    drawn = marked_sums(p.batch, p.length, rng)
    x, sums = drawn.x.to(s.new_x.device), drawn.sums.to(s.new_x.device)
    return {
        f"norm_{kind}": learner.update(mse_loss(answer(learner.net, x), sums), p) for kind, learner in learners.items()
    }


@torch.no_grad()
def missed(learners: dict[str, Learner], s: Adding) -> dict[str, Tensor]:
    """The metrics: mean squared errors on new sequences, and that of always answering 1."""
    errors = {f"error_{kind}": mse_loss(answer(learner.net, s.new_x), s.new_sums) for kind, learner in learners.items()}
    return {**errors, "error_one": torch.tensor(ALWAYS_ONE)}
