"""What the lesson, the presets and the captions of the loss landscape say is measured."""

from __future__ import annotations

import pytest
import torch

from lossland.algorithms.nets.row_nets import outputs
from lossland.algorithms.surfaces.landscape import lattice, on_plane, points, project
from lossland.labs.optimizers.loss_landscape.experiment import REHEARSED
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams
from tests.labs.optimizers.loss_landscape.walks import LAB, begun, loss_at, plane
from tests.support.lessons import linked

HALF = REHEARSED["mlp"] // 2


def preset(slug: str) -> LossLandscapeParams:
    return LossLandscapeParams.model_validate(next(one for one in LAB.presets if one.slug == slug).params)


@pytest.mark.parametrize("seed", [0, 1])
def test_the_distance_is_largest_early_and_a_short_stem_does_not_mean_a_short_distance(seed: int) -> None:
    p = preset("two-optimizers")
    s = begun(p, seed)
    off, stem = {}, {}
    for step in range(REHEARSED["mlp"] + 1):
        if step % 10 == 0:
            at = project(plane(s), s.walk.theta)
            off[step] = at.off  # (2,)
            stem[step] = (loss_at(s, s.walk.theta) / loss_at(s, points(plane(s), at.ab))).log10().abs()  # (2,)
        LAB.step(s, p)
    for training in (0, 1):
        assert 20 <= max(off, key=lambda step: float(off[step][training])) <= 60
        assert float(off[0][training]) == pytest.approx(float(off[2 * HALF][training]), abs=1e-3) == 0
    assert 0.4 < float(off[HALF][1]) < 1.3
    assert float(stem[HALF][1]) < 0.1
    assert max(stem, key=lambda step: float(stem[step][0])) >= 80  # Adam's
    assert max(stem, key=lambda step: float(stem[step][1])) <= 20  # momentum's


def test_in_a_blind_plane_training_1_ends_at_the_centre_and_training_2_a_long_way_off() -> None:
    p = preset("blind-plane")
    s = begun(p)
    for _ in range(REHEARSED["mlp"]):
        row = LAB.step(s, p)
    assert float(row["in_1"]) == pytest.approx(1, abs=1e-3)
    assert float(row["off_1"]) == pytest.approx(0, abs=1e-3)
    assert float(row["in_2"]) < 0.06
    assert float(row["off_2"]) > 1


def test_doubling_a_layer_and_halving_the_next_leaves_the_plain_network_only() -> None:
    s = begun(LossLandscapeParams())
    theta = s.walk.theta[:1].clone()
    theta[:, 32:48] = torch.linspace(-1, 1, 16)  # biases of layer 1, which begin at 0
    scaled = theta.clone()
    scaled[:, :48] *= 2  # W (16, 2) and b (16,) of layer 1
    scaled[:, 48 : 48 + 256] /= 2  # W (16, 16) of layer 2
    for skip in (False, True):
        before, after = (outputs(s.net, one, s.train, skip) for one in (theta, scaled))
        assert torch.allclose(before, after, atol=1e-5) != skip
    weights_only = theta.clone()
    weights_only[:, :32] *= 2
    weights_only[:, 48 : 48 + 256] /= 2
    assert not torch.allclose(
        outputs(s.net, theta, s.train, False), outputs(s.net, weights_only, s.train, False), atol=1e-3
    )


@pytest.mark.parametrize("slug", ["skips", "around-a-solution"])
def test_a_deep_plain_network_has_a_higher_and_more_rugged_surface(slug: str) -> None:
    s = begun(preset(slug))
    hollows, lowest = [], []
    for f in range(2):
        low, high = s.surface.middle[f] - s.surface.half[f], s.surface.middle[f] + s.surface.half[f]
        loss = on_plane(s.net, plane(s, f), lattice(low, high, 41, 41), s.train, bool(f))[0].view(41, 41)
        around = -torch.nn.functional.max_pool2d(-loss[None], 3, 1, 1)[0]  # the least of each point's neighbours
        hollows.append(int((loss == around)[1:-1, 1:-1].sum()))
        lowest.append(float(loss.min()))
    assert hollows[0] >= 3 * hollows[1]
    assert lowest[0] > 1.2 * lowest[1]


def test_the_failures_of_the_lesson_are_presets() -> None:
    assert linked(LAB) == ["blind-plane", "two-optimizers"]
