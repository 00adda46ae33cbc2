"""The scalars of consecutive steps, collected for less than the steps cost, and handed over as one block."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor

from lossland.runs.blocks import join, pack, until
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
        parts: list[Block] = []
        bad: int | None = None
        step = self.first
        for names, tensor in self._stretches:
            scalars = tensor.to(torch.float32).cpu().numpy()  # (steps, names)
            wrong = ~np.isfinite(scalars).all(axis=1)
            if bad is None and wrong.any():
                bad = step + int(wrong.argmax())
            parts.append(pack(step, names, scalars.T))
            step += len(scalars)
        block = join(parts) if parts else None
        return (until(block, bad - 1) if block and bad is not None else block), bad

    def _gather(self) -> None:
        if self._steps == 0:
            return
        part = torch.stack(self._scalars).detach() if self._scalars else torch.empty(0)
        self._stretches.append((self._names, part.reshape(self._steps, len(self._names))))
        self._scalars, self._steps = [], 0
