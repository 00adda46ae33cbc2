"""Metric blocks: cut, joined and read here alone. A block is (names x steps) of float32, row-major."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from lossland.runs.messages import Block

Values = npt.NDArray[np.float32]
Steps = npt.NDArray[np.int64]
Series = dict[str, Values]


def pack(first: int, names: Sequence[str], scalars: Values) -> Block:
    """The scalars, (names, n), of consecutive steps from `first`."""
    return Block(first, scalars.shape[1], tuple(names), scalars.astype("<f4", copy=False).tobytes())


def values(block: Block) -> Values:
    """The block's scalars, (names, n)."""
    return np.frombuffer(block.values, dtype="<f4").reshape(len(block.names), block.n)


def rows(block: Block) -> Series:
    """Each metric's scalars, (n,)."""
    return dict(zip(block.names, values(block), strict=True))


def typed(series: Mapping[str, Values]) -> dict[str, dict[str, str]]:
    """Each metric as the typed array that the page and Plotly read."""
    return {
        name: {"dtype": "f4", "bdata": base64.b64encode(row.astype("<f4", copy=False).tobytes()).decode()}
        for name, row in series.items()
    }


def after(block: Block, step: int) -> Block | None:
    """The part of `block` with steps > `step`, None where nothing is left."""
    return _columns(block, max(0, step + 1 - block.first), block.n)


def until(block: Block, step: int) -> Block | None:
    """The part of `block` with steps <= `step`, None where nothing is left."""
    return _columns(block, 0, min(block.n, step + 1 - block.first))


def _columns(block: Block, begin: int, end: int) -> Block | None:
    if end - begin == block.n:
        return block
    return pack(block.first + begin, block.names, values(block)[:, begin:end]) if begin < end else None


def latest(block: Block, step: int) -> dict[str, float]:
    """The last finite value of each metric up to `step`; one that has none is left out."""
    until = max(0, step + 1 - block.first)
    return {
        name: float(row[known[-1]])
        for name, row in rows(block).items()
        if len(known := np.flatnonzero(np.isfinite(row[:until])))
    }


def sampled(parts: Sequence[Block], every: int = 1) -> tuple[Steps, Series]:
    """The steps that `every` divides and each metric at them, NaN where it is absent."""
    kept = [(part, np.arange(-part.first % every, part.n, every)) for part in parts]  # columns of each block
    steps = np.concatenate([part.first + columns for part, columns in kept] or [np.zeros(0, np.int64)])
    names = dict.fromkeys(name for part in parts for name in part.names)
    series: Series = {name: np.full(len(steps), np.nan, np.float32) for name in names}
    at = 0
    for part, columns in kept:
        for name, row in rows(part).items():
            series[name][at : at + len(columns)] = row[columns]
        at += len(columns)
    return steps, series


def rose(parts: Sequence[Block], names: Iterable[str]) -> bool:
    """Whether one of these metrics was at the end, in a quarter of its values, twice as large as it had ever been."""
    _, series = sampled(parts)
    sizes = [np.abs(row[np.isfinite(row)]) for name, row in series.items() if name in names]
    ends = [max(1, len(size) // 4) for size in sizes]
    return any(
        len(size) >= 3 and size[-end:].max() / 2 > size[:-end].max() for size, end in zip(sizes, ends, strict=True)
    )


def join(parts: Sequence[Block]) -> Block:
    """One block out of consecutive ones; a name absent from a part is NaN there."""
    steps, series = sampled(parts)
    scalars = np.array([*series.values()], np.float32).reshape(len(series), len(steps))  # (names, n)
    return pack(parts[0].first, [*series], scalars)


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
