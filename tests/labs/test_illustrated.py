"""What captions of lessons say beyond what their presets are called is measured."""

from __future__ import annotations

from base64 import b64decode

import numpy as np
import pytest
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


def test_residual_blocks_double_the_signal_and_divided_keep_it() -> None:
    factor = {
        preset: float(shown("gradient-flow", f"?preset={preset}&view=signals", "known.factor")[0])
        for preset in ("residual", "root2")
    }
    assert factor["residual"] == pytest.approx(2, abs=0.05)
    assert factor["root2"] == pytest.approx(1, abs=0.05)


def away(view: str, racer: int) -> NDArray[np.float32]:
    """The distance from the minimum along a path of the race, as a share of the first."""
    address = f"?preset=ravine&view={view}&step=300"
    r = np.hypot(*(shown("optimizer-race", address, f"path{racer}.{axis}") for axis in "xy"))
    return np.asarray(r / r[0])


def test_all_are_home_at_their_best_rates_and_adam_is_not_at_the_shared_one() -> None:
    assert max(float(away("best", racer)[-1]) for racer in range(3)) < 0.01
    assert max(float(away("same", racer)[-1]) for racer in range(2)) < 0.05
    assert float(away("same", 2)[-1]) == pytest.approx(1 / 3, abs=0.05)


def test_rates_too_large_lead_further_out_at_every_step() -> None:
    x, y, *answer = (
        shown("linear-regression", "?preset=diverges&view=bowl&step=8", name)
        for name in ("trail.x", "trail.y", "answer.x", "answer.y")
    )
    within = np.hypot(x - answer[0], y - answer[1])[:4]  # the picture ends there
    assert (np.diff(within) > 0).all()
    path = [shown("optimizer-race", "?preset=diverges&view=same&step=300", f"path0.{axis}") for axis in "xy"]
    r = np.hypot(*path)
    assert (np.diff(r[np.isfinite(r)]) > 0).all()


def test_fifteen_bumps_meet_eighteen_points() -> None:
    lab = labs()["linear-regression"]
    params = next(preset.params for preset in lab.presets if preset.slug == "overfits")
    training = shown("linear-regression", "?preset=overfits&view=fit&step=1000", "points.x")
    assert (params["order"], len(training)) == (15, 18)


def test_points_of_a_small_picture_lie_where_they_did() -> None:
    """A sheet of 204 pixels is drawn with fewer; its first face, at the upper left, has its landmarks there."""
    address = "?preset=landmarks&view=single"
    aims, points = shown("detection", address, "aims").reshape(12, 8, 2), shown("detection", address, "points")
    packed = illustrations(labs()["detection"], [illustration(address)])[address]["frames"][0]["picture"]
    height, width, _ = (int(side) for side in packed["shape"].split(","))
    assert (aims[0] < [width / 3, height / 4]).all()
    assert np.isnan(aims[3]).all()
    assert points.shape == (192,)
