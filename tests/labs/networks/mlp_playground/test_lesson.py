"""What the lesson says of the playground: presets it names exist, and numbers it states are those of the code."""

from __future__ import annotations

import re

import pytest
import torch

from lossland.registry import labs, lesson

PLAYGROUND = labs()["mlp-playground"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_failures_of_the_playground_are_presets(lang: str) -> None:
    named = re.findall(r"^\d\. \*\*(.+?)[.。]\*\*", lesson(PLAYGROUND, lang), flags=re.MULTILINE)
    titles = {preset.title.zh if lang == "zh" else str(preset.title) for preset in PLAYGROUND.presets}
    assert len(named) == 8
    assert set(named) <= titles


def test_the_counts_of_the_playground_are_those_of_its_networks() -> None:
    for preset, count in (("spiral", 105), ("over-fit", 1185)):
        params = next(dict(one.params) for one in PLAYGROUND.presets if one.slug == preset)
        state = PLAYGROUND.start(PLAYGROUND.Params(**params), torch.Generator().manual_seed(0), torch.device("cpu"))
        assert state.net.theta.numel() == count
        assert str(count) in lesson(PLAYGROUND, "en")
        assert str(count) in lesson(PLAYGROUND, "zh")
