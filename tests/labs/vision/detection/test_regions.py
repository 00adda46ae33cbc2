"""The study of region proposals: what the lesson says of its street, and what its pictures draw."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from lossland.lab.views.boxes import KEPT, MISSED
from lossland.labs.vision.detection.lab import Detection
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.regions.merging import THROUGH
from lossland.labs.vision.detection.presets import PRESETS
from lossland.labs.vision.detection.state import State

LAB = Detection()
PRESET = next(one.params for one in PRESETS if one.slug == "regions")
CAR = 1


def params(**changed: Any) -> DetectionParams:
    return DetectionParams.model_validate({**PRESET, **changed})


def begun(p: DetectionParams) -> State:
    return LAB.start(p, torch.Generator(), torch.device("cpu"))


def held(s: State, t: int) -> list[bool]:
    assert s.regions is not None
    return (s.regions.overlap[:, s.regions.merges.first + t - 1] >= 0.5).tolist()


def test_what_the_lesson_says_of_its_street_is_so() -> None:
    s = begun(params())
    found = s.regions
    assert found is not None
    assert found.real is not None
    assert (found.merges.first, len(found.boxes)) == (119, 237)
    car = found.real.labels == CAR
    assert held(s, 0) == [False, False, False]
    assert (held(s, 18)[int(car.nonzero())], held(s, 19)[int(car.nonzero())]) == (False, True)
    assert (all(held(s, 69)), all(held(s, 70))) == (False, True)
    assert found.overlap[:, -1].tolist() == pytest.approx([0.54, 0.59, 0.86], abs=0.005)
    coarse = begun(params(region_scale=3.0))
    assert held(coarse, len(coarse.regions.merges.parts) if coarse.regions else 0) == [True, False, True]


def test_of_thirty_streets_three_things_in_four_are_held() -> None:
    each = [begun(params(shown={"kind": "scene", "number": number, "things": 5})).regions for number in range(30)]
    overlap = torch.cat([one.overlap[:, -1] for one in each if one is not None])
    assert ((overlap >= 0.5).sum().item(), len(overlap)) == (56, 75)


def test_steps_go_on_to_one_region_and_are_told() -> None:
    p = params()
    s = begun(p)
    LAB.adopt(s, p, None)
    proposals = [float(LAB.measure(s, p)["proposals"])]
    while not LAB.done(s, p):
        told = LAB.step(s, p)
        proposals.append(float(told["proposals"]))
    assert proposals == [float(count) for count in range(119, 238)]
    assert float(told["covered"]) == 1
    assert s.regions is not None
    pixels = s.regions.picture.float()
    expected = pixels.mean((0, 1)) + THROUGH * (pixels - pixels.mean((0, 1)))
    torch.testing.assert_close(LAB.draw(s, p)["merging"]["picture"].float(), expected, atol=0.51, rtol=0)


def test_the_best_proposals_stand_beside_all_of_them() -> None:
    p = params()
    s = begun(p)
    LAB.adopt(s, p, None)
    drawn = LAB.draw(s, p)["proposals"]
    beside = drawn["copy"] == 1
    assert drawn["states"][beside].tolist() == [MISSED] * 3
    assert (~beside).sum() == 119
    s.t = 70
    drawn = LAB.draw(s, p)["proposals"]
    beside = drawn["copy"] == 1
    assert drawn["states"][beside].tolist() == [KEPT] * 3
    assert bool((drawn["scores"][beside] >= 0.5).all())
    assert s.regions is not None
    assert s.regions.real is not None
    for box, thing, score in zip(drawn["boxes"][beside], s.regions.real.boxes, drawn["scores"][beside], strict=True):
        left, top = torch.maximum(box[:2], thing[:2])
        right, bottom = torch.minimum(box[2:], thing[2:])
        both = float((right - left).clamp(min=0) * (bottom - top).clamp(min=0))
        sizes = [float((one[2:] - one[:2]).prod()) for one in (box, thing)]
        assert float(score) == pytest.approx(both / (sum(sizes) - both), abs=1e-5)


def test_a_photograph_has_proposals_and_no_best_ones() -> None:
    p = params(shown={"kind": "shipped", "name": "cat"})
    s = begun(p)
    LAB.adopt(s, p, None)
    assert set(LAB.measure(s, p)) == {"proposals"}
    assert "covered" not in LAB.figures(p)
    assert "covered" in LAB.figures(params())
    assert set(LAB.draw(s, p)["proposals"]["copy"].tolist()) == {0}
