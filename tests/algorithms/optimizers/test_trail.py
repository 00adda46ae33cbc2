"""A trail keeps its first point, its order and its bound."""

from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st

from lossland.algorithms.optimizers.trail import new_trail, record, walked


@given(st.integers(0, 300), st.sampled_from([2, 4, 16]))
def test_evenly_spaced_points_from_the_first_to_the_last(steps: int, capacity: int) -> None:
    trail = new_trail(torch.zeros(1), capacity)
    for step in range(1, steps + 1):
        record(trail, torch.tensor([float(step)]))
    path = walked(trail, torch.tensor([float(steps)]))[:, 0].tolist()
    assert path[:-1] == [float(i * trail.stride) for i in range(trail.kept)]
    assert path[-1] == steps
    assert trail.kept <= capacity
    assert steps - path[-2] < trail.stride
