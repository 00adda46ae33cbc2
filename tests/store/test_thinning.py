"""Which keyframes stay: both ends, landmarks longest, and the rest evenly."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from lossland.runs.landmarks import is_landmark
from lossland.store.thinning import dropped


@given(
    st.dictionaries(st.integers(0, 10_000), st.integers(1, 50), max_size=60), st.integers(2, 30), st.integers(1, 600)
)
def test_what_is_left_fits_and_has_both_ends(sizes: dict[int, int], most: int, budget: int) -> None:
    gone = dropped(sizes, most=most, bytes_budget=budget)
    kept = sorted(set(sizes) - set(gone))
    assert set(gone) <= set(sizes)
    assert len(kept) <= max(most, 2)
    assert len(kept) <= 2 or sum(sizes[step] for step in kept) <= budget
    if sizes:
        assert (kept[0], kept[-1]) == (min(sizes), max(sizes))
    if len(sizes) <= most and sum(sizes.values()) <= budget:
        assert not gone


@given(st.integers(1, 3000))
def test_as_a_run_grows_the_timeline_stays_even(steps: int) -> None:
    gaps = [right - left for left, right in itertools.pairwise(grown(range(0, steps, 10), most=20))]
    assert not gaps or max(gaps) <= max(10, steps // 4)


def test_landmarks_outlast_everything_else() -> None:
    kept = grown(range(3000), most=40)
    assert [step for step in kept if is_landmark(step)] == [step for step in range(2999) if is_landmark(step)]


def test_where_only_landmarks_are_left_the_beginning_stays_dense() -> None:
    steps = [step for step in range(10_001) if is_landmark(step)]
    kept = [step for step in steps if step not in dropped(dict.fromkeys(steps, 1), most=8, bytes_budget=1000)]
    assert (kept[0], kept[-1], len(kept)) == (0, 10_000, 8)
    ratios = [(right + 1) / (left + 1) for left, right in itertools.pairwise(kept)]
    assert max(ratios) <= 10


def grown(steps: range, most: int) -> list[int]:
    """The keyframes of a run that took one at each of these steps."""
    sizes: dict[int, int] = {}
    for step in steps:
        sizes[step] = 1
        for gone in dropped(sizes, most=most, bytes_budget=10**9):
            del sizes[gone]
    return sorted(sizes)
