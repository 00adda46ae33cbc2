"""Cutting and joining metric blocks, and thinning keyframes, for any shapes."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lossland.runs.blocks import after, join, latest, merged, rows, sampled, until
from lossland.runs.messages import Block

lengths = st.lists(st.integers(1, 9), min_size=1, max_size=12)
name_sets = st.sampled_from([("a",), ("b",), ("a", "b"), ("b", "a", "c")])


@st.composite
def consecutive(draw: st.DrawFn) -> list[Block]:
    """Consecutive blocks from step 1; metric `a` of step s is 10 s, `b` 10 s + 1, `c` 10 s + 2."""
    parts, first = [], 1
    for n in draw(lengths):
        names = draw(name_sets)
        rows = [10 * np.arange(first, first + n) + ord(name) - ord("a") for name in names]
        parts.append(Block(first, n, names, np.array(rows, dtype="<f4").tobytes()))
        first += n
    return parts


def numbers(parts: list[Block]) -> dict[tuple[int, str], float]:
    return {
        (part.first + column, name): float(value)
        for part in parts
        for name, row in rows(part).items()
        for column, value in enumerate(row)
        if not np.isnan(value)
    }


@given(consecutive(), st.integers(-2, 120))
def test_cutting_leaves_exactly_the_later_steps(parts: list[Block], step: int) -> None:
    rest = [part for part in (after(part, step) for part in parts) if part is not None]
    assert numbers(rest) == {key: value for key, value in numbers(parts).items() if key[0] > step}
    assert all(part.first > step and part.n > 0 for part in rest)


@given(consecutive(), st.lists(st.integers(-2, 120)))
def test_what_is_cut_anywhere_and_joined_is_the_same_block(parts: list[Block], steps: list[int]) -> None:
    whole = join(parts)
    pieces: list[Block] = []
    rest: Block | None = whole
    for step in sorted(steps):
        piece = rest and until(rest, step)
        pieces += [piece] if piece else []
        rest = rest and after(rest, step)
    assert join([*pieces, rest] if rest else pieces) == whole


@given(consecutive(), st.integers(-2, 120))
def test_a_block_up_to_a_step_tells_the_latest_values(parts: list[Block], step: int) -> None:
    whole = join(parts)
    seen = numbers([part for part in [until(whole, step)] if part is not None])
    last = {name: value for (_, name), value in sorted(seen.items())}
    assert latest(whole, step) == last


@given(consecutive(), st.integers(1, 30))
def test_a_sample_has_the_steps_that_a_number_divides(parts: list[Block], every: int) -> None:
    steps, series = sampled(parts, every)
    kept = {key: value for key, value in numbers(parts).items() if key[0] % every == 0}
    found = {(int(s), name): float(v) for name, row in series.items() for s, v in zip(steps, row, strict=True)}
    assert {key: value for key, value in found.items() if not np.isnan(value)} == kept
    assert steps.tolist() == [s for s in range(1, parts[-1].last + 1) if s % every == 0]


@given(consecutive())
def test_joining_keeps_every_number(parts: list[Block]) -> None:
    joined = join(parts)
    assert (joined.first, joined.last) == (1, parts[-1].last)
    assert numbers([joined]) == numbers(parts)


@given(consecutive(), st.integers(1, 30), st.integers(0, 5))
def test_merging_keeps_every_number_and_bridges_no_gap(parts: list[Block], steps: int, hole: int) -> None:
    broken = [part for index, part in enumerate(parts) if index != hole]
    whole = list(merged(broken, steps))
    assert numbers(whole) == numbers(broken)
    for left, right in itertools.pairwise(whole):
        assert left.last < right.first
        assert left.n >= steps or left.last + 1 < right.first
