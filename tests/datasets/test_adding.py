"""The adding problem against a count in plain Python."""

from __future__ import annotations

import pytest
import torch

from lossland.datasets.adding import ALWAYS_ONE, marked_sums


@pytest.mark.parametrize("T", [2, 5, 30, 60])
def test_one_value_of_each_half_is_marked_and_both_are_added(T: int) -> None:
    found = marked_sums(200, T, torch.Generator().manual_seed(0))
    assert found.x.shape == (200, T, 2)
    places = set()
    for sequence, wanted in zip(found.x.tolist(), found.sums.tolist(), strict=True):
        assert {mark for _, mark in sequence} <= {0.0, 1.0}
        assert all(0 <= value <= 1 for value, _ in sequence)
        first, second = (k for k, (_, mark) in enumerate(sequence) if mark)
        assert first < T // 2 <= second
        assert wanted == pytest.approx(sequence[first][0] + sequence[second][0])
        places |= {first, second}
    if T < 10:
        assert places == set(range(T))


def test_always_answering_1_errs_by_a_sixth_and_no_other_number_by_less() -> None:
    sums = marked_sums(40000, 6, torch.Generator().manual_seed(1)).sums.double()
    assert ALWAYS_ONE == 1 / 6
    assert float((sums - 1).square().mean()) == pytest.approx(ALWAYS_ONE, abs=0.004)
    assert min((sums - other).square().mean() for other in (0.8, 0.9, 1.1, 1.2)) > ALWAYS_ONE + 0.005


def test_the_seed_decides() -> None:
    one, same, other = (marked_sums(4, 9, torch.Generator().manual_seed(seed)) for seed in (3, 3, 4))
    assert torch.equal(one.x, same.x)
    assert torch.equal(one.sums, same.sums)
    assert not torch.equal(one.x, other.x)
