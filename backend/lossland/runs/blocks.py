"""Cutting and joining metric blocks. A block is (names x steps) of float32, row-major."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from lossland.runs.messages import Block

Values = npt.NDArray[np.float32]


def values(block: Block) -> Values:
    """The block's scalars, (names, n)."""
    return np.frombuffer(block.values, dtype="<f4").reshape(len(block.names), block.n)


def after(block: Block, step: int) -> Block | None:
    """The part of `block` with steps > `step`, None where nothing is left."""
    skip = step + 1 - block.first
    if skip <= 0:
        return block
    if skip >= block.n:
        return None
    return Block(block.first + skip, block.n - skip, block.names, values(block)[:, skip:].tobytes())


def latest(block: Block, step: int) -> dict[str, float]:
    """The last finite value of each metric up to `step`; one that has none is left out."""
    until = values(block)[:, : max(0, step + 1 - block.first)]
    return {
        name: float(row[known[-1]])
        for name, row in zip(block.names, until, strict=True)
        if len(known := np.flatnonzero(np.isfinite(row)))
    }


def join(parts: Sequence[Block]) -> Block:
    """One block out of consecutive ones; a name absent from a part is NaN there."""
    names = tuple(dict.fromkeys(name for part in parts for name in part.names))
    joined = np.full((len(names), sum(part.n for part in parts)), np.nan, dtype="<f4")  # (names, n)
    column = 0
    for part in parts:
        for row, name in zip(values(part), part.names, strict=True):
            joined[names.index(name), column : column + part.n] = row
        column += part.n
    return Block(parts[0].first, joined.shape[1], names, joined.tobytes())


def merged(parts: Iterable[Block], steps: int) -> Iterator[Block]:
    """The same metrics in blocks of at least `steps` steps where they are consecutive (the last may be shorter)."""
    group: list[Block] = []
    for part in parts:
        if group and (group[-1].last + 1 != part.first or group[-1].last + 1 - group[0].first >= steps):
            yield join(group)
            group = []
        group.append(part)
    if group:
        yield join(group)
