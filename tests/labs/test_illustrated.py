"""What captions of lessons say beyond what their presets are called is measured."""

from __future__ import annotations

from base64 import b64decode

import numpy as np
from numpy.typing import NDArray

from lossland.engine.miniatures import illustrations
from lossland.lab.illustrations import illustration
from lossland.registry import labs


def shown(slug: str, address: str, name: str) -> NDArray[np.float32]:
    """An array of a lesson's picture."""
    packed = illustrations(labs()[slug], [illustration(address)])[address]["frames"][0][name]
    return np.frombuffer(b64decode(packed["bdata"]), dtype=np.float32)


def test_bars_are_a_quarter_or_twice_the_one_before() -> None:
    quarter = shown("activations", "?preset=best-sigmoid&view=chain", "same.y")
    twice = shown("activations", "?preset=exploding&view=chain", "same.y")
    assert (len(quarter), len(twice)) == (10, 20)
    np.testing.assert_allclose(np.diff(quarter), np.log10(1 / 4), atol=0.03)
    np.testing.assert_allclose(np.diff(twice), np.log10(2), atol=0.03)


def test_gradients_vanish_stay_level_and_explode_from_right_to_left() -> None:
    ends = {
        preset: shown("gradient-flow", f"?preset={preset}&view=gradients", "now.y")[[0, -1]]
        for preset in ("vanishing", "he", "exploding")
    }
    fallen = {preset: float(left - right) for preset, (left, right) in ends.items()}
    assert fallen["vanishing"] < -3
    assert abs(fallen["he"]) < 1
    assert fallen["exploding"] > 3
