"""The scalars of consecutive steps, collected for less than the steps cost, and handed over as one block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from lossland.runs.messages import Block

ROWS = 64
"""Rows that are gathered into one tensor at a time: half the price of reading each scalar, and few stay allocated."""


class Record:
    """Collects what `step` returns. Nothing is read before the end, so that a device never waits."""

    def __init__(self, first: int) -> None:
        self.first = first
        self._names: tuple[str, ...] = ()
        self._scalars: list[Tensor] = []
        """Of the last steps, which all report `_names`, one after another."""
        self._steps = 0
        """How many steps these are."""
        self._stretches: list[tuple[tuple[str, ...], Tensor]] = []
        """Consecutive steps that report the same names: the names, and (steps, names)."""

    def add(self, row: Mapping[str, Tensor]) -> None:
        """The scalars of the next step; a name may be absent."""
        names = tuple(row)
        if names != self._names:
            self._gather()
            self._names = names
        self._scalars.extend(row.values())
        self._steps += 1
        if self._steps == ROWS:
            self._gather()

    def block(self) -> tuple[Block | None, int | None]:
        """The block, cut before the first step with a non-finite value, and that step, or None."""
        self._gather()
        n = sum(len(part) for _, part in self._stretches)
        if n == 0:
            return None, None
        names = tuple(dict.fromkeys(name for stretch, _ in self._stretches for name in stretch))
        values = np.full((len(names), n), np.nan, np.float32)
        bad: int | None = None
        column = 0
        for stretch, tensor in self._stretches:
            part = tensor.to(torch.float32).cpu().numpy()
            values[[names.index(name) for name in stretch], column : column + len(part)] = part.T
            wrong = ~np.isfinite(part).all(axis=1)
            if bad is None and wrong.any():
                bad = self.first + column + int(wrong.argmax())
            column += len(part)
        block = Block(self.first, n, names, values.tobytes())
        return (block, None) if bad is None else (cut(block, bad - 1), bad)

    def _gather(self) -> None:
        if self._steps == 0:
            return
        part = torch.stack(self._scalars).detach() if self._scalars else torch.empty(0)
        self._stretches.append((self._names, part.reshape(self._steps, len(self._names))))
        self._scalars, self._steps = [], 0


def cut(block: Block | None, last: int) -> Block | None:
    """The block without the steps after `last`; None when nothing is left."""
    if block is None or block.last <= last:
        return block
    n = last - block.first + 1
    if n <= 0:
        return None
    values = np.frombuffer(block.values, np.float32).reshape(len(block.names), block.n)
    return replace(block, n=n, values=values[:, :n].tobytes())
