from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lossland.algorithms.vision.strokes import rasterise

PLACE = st.floats(-0.2, 1.2)


def distance(x: float, y: float, a: tuple[float, float], b: tuple[float, float]) -> float:
    """From a point to a segment, by its 2,001 points."""
    t = np.linspace(0, 1, 2001)
    return float(np.hypot(x - a[0] - t * (b[0] - a[0]), y - a[1] - t * (b[1] - a[1])).min())


@given(st.lists(st.tuples(PLACE, PLACE), min_size=1, max_size=4), st.floats(0.5, 9))
def test_ink_falls_with_the_distance_from_the_line(points: list[tuple[float, float]], pen: float) -> None:
    side = 12
    ink = rasterise([points], side, pen)
    ends = [(x * side, y * side) for x, y in points]
    segments = list(pairwise(ends)) or [(ends[0], ends[0])]
    for row in range(0, side, 3):
        for column in range(0, side, 2):
            d = min(distance(column + 0.5, row + 0.5, a, b) for a, b in segments)
            assert float(ink[row, column]) == pytest.approx(min(1, max(0, pen / 2 + 0.5 - d)), abs=0.01)


def test_a_dot_has_the_area_of_a_disc() -> None:
    assert float(rasterise([[(0.5, 0.5)]], 101, 40.0).sum()) == pytest.approx(math.pi * 20**2, rel=0.01)


def test_a_line_has_the_area_of_its_length_and_its_two_ends() -> None:
    ink = rasterise([[(0.2, 0.5), (0.8, 0.5)]], 100, 10.0)
    assert float(ink.sum()) == pytest.approx(60 * 10 + math.pi * 25, rel=0.01)
    assert torch.equal(ink, ink.flip(1))


def test_strokes_lie_over_each_other_and_nothing_is_black() -> None:
    a, b = [(0.1, 0.1), (0.9, 0.9)], [(0.1, 0.9), (0.9, 0.1)]
    both = rasterise([a, b], 40, 3.0)
    assert torch.equal(both, torch.maximum(rasterise([a], 40, 3.0), rasterise([b], 40, 3.0)))
    assert float(rasterise([], 40, 3.0).max()) == 0
    assert float(rasterise([[]], 40, 3.0).max()) == 0
    assert float(rasterise([[(3.0, 3.0), (4.0, 3.0)]], 40, 3.0).max()) == 0  # off the paper
