"""A recurrent network: embedding, layers that go one way or both, a linear map on the last layer's outputs.

Sources: Schuster and Paliwal 1997 (both ways); Graves 2013 (deep).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from lossland.algorithms.sequences.recurrent_cells import Form, Kind, Passed, RecurrentLayer


@dataclass(frozen=True)
class Shape:
    """V tokens in, `outputs` numbers out of each step; between them `layers` of n units."""

    V: int
    """0: steps are no tokens but vectors of `width` numbers, which the first layer reads as they are."""
    width: int
    n: int
    outputs: int
    layers: int = 1
    both_ways: bool = False
    form: Form = "course"
    keep: float = 0.0
    gain: float = 1.0
    """By which the initial weights from state to state are multiplied."""


class RecurrentNet(nn.Module):
    """Initial weights are drawn from the global generator."""

    def __init__(self, kind: Kind, shape: Shape) -> None:
        super().__init__()
        self.kind = kind
        ways = 2 if shape.both_ways else 1
        widths = [shape.width, *[shape.n * ways] * (shape.layers - 1)]

        def layer(d: int) -> RecurrentLayer:
            made = RecurrentLayer(d, shape.n, kind, form=shape.form, keep=shape.keep)
            with torch.no_grad():
                made.W[:, : shape.n] *= shape.gain
            return made

        self.embedding: Any = nn.Embedding(shape.V, shape.width) if shape.V else nn.Identity()
        self.forth = nn.ModuleList(layer(d) for d in widths)
        self.back = nn.ModuleList(layer(d) for d in widths) if shape.both_ways else None
        self.scores = nn.Linear(shape.n * ways, shape.outputs)

    @property
    def top(self) -> RecurrentLayer:
        """The last layer that reads forwards."""
        found = self.forth[-1]
        assert isinstance(found, RecurrentLayer)
        return found

    def read(self, words: Tensor, starts: list[tuple[Tensor, Tensor]] | None = None) -> tuple[Tensor, list[Passed]]:
        """Outputs of the last layer (B, T, n or 2n), and what happened in each layer that reads forwards.

        `words` are (B, T), or vectors (B, T, width) where there are no tokens.
        """
        x, all_passed = self.embedding(words), []
        for k, layer in enumerate(self.forth):
            passed = layer(x, None if starts is None else starts[k])
            all_passed.append(passed)
            x = passed.a if self.back is None else torch.cat([passed.a, self.back[k](x.flip(1)).a.flip(1)], 2)
        return x, all_passed

    def forward(self, words: Tensor) -> Tensor:
        """(B, T, outputs) of words (B, T)."""
        found: Tensor = self.scores(self.read(words)[0])
        return found
