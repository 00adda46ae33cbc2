"""Generated paintings are always the same, and not plain."""

from __future__ import annotations

import pytest
import torch

from lossland.datasets.paintings import PAINTINGS, TALL, WIDE, painting, smeared


@pytest.mark.parametrize("name", PAINTINGS)
def test_each_is_itself_again_and_has_colours(name: str) -> None:
    first = painting(name)
    painting.cache_clear()
    assert torch.equal(first, painting(name))
    assert first.shape == (TALL, WIDE, 3)
    assert first.dtype == torch.uint8
    spread = first.float().std((0, 1))
    assert spread.min() > 20


def test_noise_is_smeared_along_the_field() -> None:
    """Along the direction neighbours become alike, across it they do not."""
    noise = torch.randn(1, 64, 64, generator=torch.Generator().manual_seed(0))
    flat = smeared(noise, torch.zeros(64, 64), 8)[0, 8:-8, 8:-8]
    along, across = (flat.diff(dim=axis).square().mean() for axis in (1, 0))
    assert float(across) > 10 * float(along)
    assert torch.equal(smeared(noise, torch.zeros(64, 64), 0), noise)
