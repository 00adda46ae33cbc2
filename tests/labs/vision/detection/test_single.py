"""What the lesson says of one object and of landmarks is so, on pictures that were not learned from."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import torch
from torch import Tensor

from lossland.labs.vision.detection.lab import Detection
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures import numbers
from lossland.labs.vision.detection.presets import PRESETS
from lossland.labs.vision.detection.single import SINGLE_EVERY, Single, improved, reached
from lossland.labs.vision.detection.single_params import SHOWN
from lossland.labs.vision.detection.state import State

LAB = Detection()


def started(**params: Any) -> tuple[State, Single, DetectionParams]:
    p = DetectionParams.model_validate({"study": "single", **params})
    torch.manual_seed(0)
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    LAB.adopt(s, p, None)
    assert s.single is not None
    return s, s.single, p


@cache
def trained(preset: str, steps: int) -> tuple[State, Single, DetectionParams, dict[str, float]]:
    """The run of a preset after so many updates, and what it has reached; for reading only."""
    s, single, p = started(**next(one.params for one in PRESETS if one.slug == preset))
    for _ in range(steps):
        improved(single, p)
    return s, single, p, {name: float(value) for name, value in reached(single, p).items()}


def always_the_mean(single: Single) -> dict[str, float]:
    """What a network would reach that says the mean of all labels to every picture."""
    y = single.y[single.y[:, 0] == 1]
    return {name: float(value) for name, value in single.task.quality(y.mean(0).expand_as(y), y).items()}


def test_at_first_all_pictures_have_nearly_the_same_box() -> None:
    """How far the midpoints are spread, beside those of the labels: what the lesson says of 60 updates."""
    spread = {}
    for steps in (60, 600):
        _, single, _, _ = trained("one-object", steps)
        there = single.y[:, 0] == 1
        with torch.no_grad():
            said = single.net(single.x)[there, 1:3]
        spread[steps] = float((said.std(0) / single.y[there, 1:3].std(0)).mean())
    assert spread[60] < 0.4
    assert spread[600] > 0.7


def test_boxes_and_classes_are_learned() -> None:
    _, single, _, found = trained("one-object", 600)
    assert found["box_iou"] > 0.35
    assert found["class_right"] > 0.75
    assert found["presence_right"] > 0.85
    mean = always_the_mean(single)
    assert 0.18 < mean["box_iou"] < 0.28
    assert found["box_iou"] > mean["box_iou"] + 0.1


def test_counting_what_nobody_cares_for_makes_boxes_worse() -> None:
    right, wrong = trained("one-object", 600)[3], trained("as-zeros", 600)[3]
    assert wrong["box_iou"] < right["box_iou"] - 0.06


def test_with_a_loss_for_each_part_the_box_waits_for_the_class() -> None:
    _, single, p = started(loss_form="mixed")
    for _ in range(600):
        improved(single, p)
    assert float(reached(single, p)["box_iou"]) < trained("one-object", 600)[3]["box_iou"] - 0.03


def test_landmarks_are_learned() -> None:
    _, single, _, found = trained("landmarks", 300)
    assert found["distance"] < 5
    assert found["presence_right"] > 0.95
    assert always_the_mean(single)["distance"] > 7
    assert 15 < found["eyes_apart"] < 21
    y = single.y[single.y[:, 0] == 1]
    assert float(single.task.quality(y, y)["eyes_apart"]) == pytest.approx(18, abs=0.5)


def test_swapped_sides_meet_in_the_middle_and_come_back() -> None:
    _, single, p = started(**next(one.params for one in PRESETS if one.slug == "sides-swapped"))
    for _ in range(200):
        improved(single, p)
    assert float(reached(single, p)["eyes_apart"]) < 7
    p = p.model_copy(update={"swapped": False})
    for _ in range(200):
        improved(single, p)
    assert float(reached(single, p)["eyes_apart"]) > 14


def test_swapped_labels_are_the_same_points_under_other_names() -> None:
    _, single, _ = started(task="landmarks")
    rows = torch.arange(64)
    x, y = single.task.examples(rows, torch.Generator().manual_seed(1))
    x_too, swapped = single.task.examples(rows, torch.Generator().manual_seed(1), True)
    assert torch.equal(x, x_too)
    changed = ((y - swapped).nan_to_num(0.0) != 0).any(1)
    assert 12 < int(changed.sum()) < 36  # half of 48 faces
    for one, other in zip(y[changed], swapped[changed], strict=True):
        assert sorted(map(tuple, one[1:].view(-1, 2).tolist())) == sorted(map(tuple, other[1:].view(-1, 2).tolist()))


@pytest.mark.parametrize(("task", "outputs"), [("object", 8), ("landmarks", 17)])
def test_a_quarter_of_the_pictures_shows_nothing(task: str, outputs: int) -> None:
    _, single, _ = started(task=task)
    assert single.y.shape == (96, outputs)
    assert int(single.y[:, 0].sum()) == 72
    assert torch.equal(single.y.isnan().any(1), single.y[:, 0] == 0)
    assert single.x.shape == (96, 3, 48, 64)


def test_pictures_that_are_held_out_are_told_of_every_so_often() -> None:
    s, single, p = started()
    told = ["single_held_loss" in LAB.step(s, p) for _ in range(2 * SINGLE_EVERY)]
    assert [k + 1 for k, there in enumerate(told) if there] == [SINGLE_EVERY, 2 * SINGLE_EVERY]
    assert single.updates == 2 * SINGLE_EVERY


def frame(s: State, p: DetectionParams, **view: Any) -> dict[str, dict[str, Tensor]]:
    drawn = LAB.draw(s, p.model_copy(update=view))
    return {name: dict(arrays) for name, arrays in drawn.items()}


def test_the_table_says_what_the_pictures_show() -> None:
    s, single, p, _ = trained("one-object", 600)
    table = frame(s, p, looked=4)["numbers"]
    assert [len(table[name]) for name in ("y", "y_hat", "cost")] == [8, 8, 9]
    assert table["y"][0] == 0
    assert bool(table["y"][1:].isnan().all())
    assert bool((table["cost"][1:8] == 0).all())
    assert float(table["cost"][8]) == pytest.approx(float(table["cost"][0]))
    table = frame(s, p, looked=2)["numbers"]
    assert torch.equal(table["y"][:8], single.y[1])
    assert float(table["cost"][8]) == pytest.approx(
        float((table["y_hat"][:8] - table["y"][:8]).square().sum()), rel=1e-5
    )
    counted = frame(s, p, looked=4, as_zeros=True)["numbers"]
    assert float(counted["cost"][8]) > float(counted["cost"][0])


def test_twelve_or_one_are_shown_with_their_boxes() -> None:
    s, single, p, _ = trained("one-object", 600)
    many = frame(s, p)["single"]
    real = int(single.y[:SHOWN, 0].sum())
    assert many["boxes"].shape == (SHOWN + real, 4)
    height, width, _ = many["picture"].shape
    assert bool((many["boxes"][SHOWN:] >= 0).all())
    assert bool((many["boxes"][SHOWN:] <= torch.tensor([width, height, width, height])).all())
    for looked, boxes in ((1, 2), (4, 1)):
        one = frame(s, p, shown_large="one", looked=looked)["single"]
        assert one["picture"].shape == (48, 64, 3)
        assert one["boxes"].shape == (boxes, 4)


def test_points_are_drawn_where_a_face_is_seen() -> None:
    s, single, p, _ = trained("landmarks", 300)
    drawn = frame(s, p)["single"]
    missing = drawn["aims"].isnan().any(1).view(SHOWN, 8)
    assert torch.equal(missing.all(1), single.y[:SHOWN, 0] == 0)
    assert torch.equal(missing.any(1), missing.all(1))
    seen = ~drawn["points"].isnan().any(1).view(SHOWN, 8).all(1)
    assert int((seen == (single.y[:SHOWN, 0] == 1)).sum()) >= SHOWN - 1
    assert len(numbers.rows(p)) == 17
