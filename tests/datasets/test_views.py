"""Views of a photograph: as many as asked for, of the size asked for, all different, all of that photograph."""

from __future__ import annotations

import pytest
import torch

from lossland.datasets.photographs import photograph
from lossland.datasets.views import MOST_LIGHT, views


@pytest.mark.parametrize("name", ["cat", "rocket", "grass"])
def test_they_differ_and_have_the_photographs_colours(name: str) -> None:
    found = views(name, 12, 64, torch.Generator().manual_seed(0))
    assert found.shape == (12, 3, 64, 64)
    assert found.dtype == torch.uint8
    assert len({tuple(view.flatten().tolist()) for view in found}) == 12
    assert torch.equal(found, views(name, 12, 64, torch.Generator().manual_seed(0)))
    picture = photograph(name, 448).float()
    off = found.float().mean((0, 2, 3)) - picture.mean((0, 1))
    assert off.abs().max() < 12 + 0.35 * picture.mean()
    assert int(found.max()) <= float(picture.max()) * (1 + MOST_LIGHT) + 1
