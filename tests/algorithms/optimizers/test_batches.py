"""Mini-batches without replacement."""

from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st

from lossland.algorithms.optimizers.batches import Batches, next_batch


@given(st.integers(1, 40), st.integers(1, 50), st.integers(0, 99))
def test_an_epoch_uses_every_sample_once(count: int, size: int, seed: int) -> None:
    rng = torch.Generator().manual_seed(seed)
    batches = Batches(torch.empty(0, dtype=torch.int64))
    for _ in range(2):
        epoch = [next_batch(batches, count, size, rng) for _ in range(-(-count // size))]
        assert sorted(torch.cat(epoch).tolist()) == list(range(count))
        assert all(len(rows) == size for rows in epoch[:-1])


def test_a_changed_number_of_samples_starts_a_new_epoch() -> None:
    rng = torch.Generator().manual_seed(0)
    batches = Batches(torch.empty(0, dtype=torch.int64))
    next_batch(batches, 10, 3, rng)
    assert sorted(next_batch(batches, 4, 4, rng).tolist()) == [0, 1, 2, 3]
