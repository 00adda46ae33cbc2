"""Landmarks: the start, every early step that matters, then about five to a decade, up to the longest run."""

from __future__ import annotations

import itertools

from lossland.runs.landmarks import LAST, is_landmark, landmarks


def test_they_begin_at_0_are_dense_at_first_and_reach_the_longest_run() -> None:
    steps = landmarks()
    assert steps[:12] == (0, 1, 2, 3, 4, 6, 10, 15, 25, 40, 60, 100)
    assert steps[-1] == LAST
    assert len(steps) < 50


def test_their_ratios_stay_about_equal() -> None:
    later = [step for step in landmarks() if step >= 10]
    assert all(1.45 <= right / left <= 1.7 for left, right in itertools.pairwise(later))


def test_a_fork_has_those_of_its_own_too() -> None:
    assert [step for step in range(1000, 1030) if is_landmark(step, 1001)] == [
        1000,
        1001,
        1002,
        1003,
        1004,
        1005,
        1007,
        1011,
        1016,
        1026,
    ]


def test_a_step_is_one_or_is_not() -> None:
    assert [step for step in range(27) if is_landmark(step)] == [0, 1, 2, 3, 4, 6, 10, 15, 25]
