"""A language model of the sentences, of which the verb is what counts."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from lossland.algorithms.sequences.recurrent_net import RecurrentNet
from lossland.datasets.agreement import SUBJECT, VOCABULARY, Sentences

WAS, WERE = len(VOCABULARY), len(VOCABULARY) + 1
"""What the network can say besides the words that it reads."""
OUTPUTS = len(VOCABULARY) + 2


def loss(net: RecurrentNet, batch: Sentences, others: float) -> tuple[Tensor, Tensor]:
    """What is minimised, and its part for the verb alone: cross-entropies, that of other words being weighed by `others`.

    The subject is not asked for: nothing before it tells it.
    """
    scores = net(batch.words)  # (B, T, OUTPUTS)
    verb = cross_entropy(scores[:, -1], WAS + batch.plural)
    asked, said = batch.words[:, SUBJECT + 1 :], scores[:, SUBJECT:-1]
    return verb + others * cross_entropy(said.flatten(0, 1), asked.flatten()), verb


def for_plural(net: RecurrentNet, outputs: Tensor) -> Tensor:
    """(B,), the score of "were" less that of "was", of the last layer's outputs (B, T, n)."""
    scores = net.scores(outputs[:, -1])
    difference: Tensor = scores[:, WERE] - scores[:, WAS]
    return difference


@torch.no_grad()
def right(net: RecurrentNet, words: Tensor, plural: Tensor) -> Tensor:
    """0-d, the share of verbs that agree."""
    return ((for_plural(net, net.read(words)[0]) > 0) == (plural == 1)).float().mean()
