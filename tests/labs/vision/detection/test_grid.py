"""A grid that learns: what the lesson says of it is so."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from lossland.algorithms.vision.boxes import Objects, iou_matrix
from lossland.algorithms.vision.yolo_targets import cell_and_anchor
from lossland.lab.views.boxes import LOST
from lossland.labs.vision.detection.grid import MARGIN, Learning, found, inputs, mirrored, moved_on, said
from lossland.labs.vision.detection.lab import Detection
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.presets import PRESETS
from lossland.labs.vision.detection.state import State
from lossland.models.detecting import BATCH
from lossland.models.shipped import card_of

LAB = Detection()


def started(seed: int = 0, **params: object) -> tuple[DetectionParams, State, Learning]:
    p = DetectionParams.model_validate({"study": "grid", **params})
    torch.manual_seed(seed)
    s = LAB.start(p, torch.Generator().manual_seed(seed), torch.device("cpu"))
    LAB.adopt(s, p, None)
    assert s.learning is not None
    return p, s, s.learning


def preset(slug: str) -> tuple[DetectionParams, State, Learning]:
    return started(**next(one.params for one in PRESETS if one.slug == slug))


def trained(steps: int, seed: int = 0, **params: object) -> list[float]:
    """mAP@.5 on the held-out scenes whenever it is measured."""
    p, s, _ = started(seed, **params)
    measured = [LAB.measure(s, p)] + [LAB.step(s, p) for _ in range(steps)]
    return [float(each["map"]) for each in measured if "map" in each]


@pytest.mark.parametrize(("cells", "least"), [(3, 0.45), (5, 0.65)])
def test_it_learns_to_find_what_it_has_not_seen(cells: int, least: float) -> None:
    reached = trained(200, cells=cells)
    assert reached[0] < 0.05
    assert sum(reached[-5:]) / 5 > least


def test_targets_of_held_out_scenes_take_no_part() -> None:
    p, s, learning = started(scenes=8)
    learning.held.maps.fill_(torch.nan)
    for target in learning.held.targets:
        target.y.fill_(torch.nan)
    assert math.isfinite(float(LAB.step(s, p)["train_loss"]))


@pytest.mark.parametrize(
    ("slug", "labels", "lost", "of_all"),
    [("grid", [1, 0], 0, 4), ("one-anchor", [1, 0], 1, 6), ("one-shape", [0, 0], 1, 4)],
)
def test_presets_show_the_cell_that_they_speak_of(slug: str, labels: list[int], lost: int, of_all: int) -> None:
    p, s, learning = preset(slug)
    scene, target = learning.held.objects[p.number - 1], learning.held.targets[p.number - 1]
    row, column = (place - 1 for place in p.cell)
    here = (cell_and_anchor(scene.boxes, learning.grid)[:, :2] == torch.tensor([row, column])).all(1)
    assert scene.labels[here].tolist() == labels
    assert len(target.lost) == lost
    assert int((target.owner[row, column] >= 0).sum()) == 2 - lost
    drawn = LAB.draw(s, p)["grid"]
    assert int((drawn["states"] == LOST).sum()) == lost
    assert drawn["owners"][row, column] == 1
    assert LAB.measure(s, p)["lost"] == of_all
    assert sum(len(objects.boxes) for objects in learning.learned.objects[: p.scenes]) == 66


def test_the_lesson_counts_rightly() -> None:
    _, _, learning = started(scenes=8)
    weights = [sum(w.numel() for w in layer.parameters()) for layer in learning.head.children()]
    assert weights == [233_568, 9_312, 1_552]
    p, s, _ = preset("finer")
    assert LAB.measure(s, p)["lost"] == 3
    assert BATCH * card_of("streets").steps == 12_000
    assert card_of("streets").quality["mAP@.5"] == pytest.approx(0.95, abs=0.005)


def test_three_want_a_cell_with_two_anchors() -> None:
    p, _, learning = preset("three-in-a-cell")
    scene, target = learning.learned.objects[p.number - 1], learning.learned.targets[p.number - 1]
    assert sorted(scene.labels.tolist()) == [0, 0, 1]
    assert target.owner[1, 1].min() >= 0
    assert len(target.lost) == 1


def test_the_table_shows_the_target_and_what_the_head_says() -> None:
    p, s, learning = started(scenes=8, number=3, cell=[1, 1])
    table = LAB.draw(s, p)["cell"]
    assert table["y0"][0] == 0
    assert bool(table["y0"][1:].isnan().all())
    assert torch.allclose(table["said1"], said(learning, learning.held, 2)[0, 0, 1], atol=0.0051)
    before = table["said0"].clone()
    for _ in range(5):
        LAB.step(s, p)
    assert not torch.equal(LAB.draw(s, p)["cell"]["said0"], before)
    there = LAB.draw(s, p.model_copy(update={"cell": [2, 3]}))["cell"]
    assert not bool(torch.stack([there["y0"], there["y1"]]).isnan().any())


def test_a_place_past_the_last_is_the_last() -> None:
    p, s, _ = started(scenes=8, number=100, cell=[7, 7], of="learned")
    last = LAB.draw(s, p.model_copy(update={"number": 8, "cell": [3, 3]}))
    for name, arrays in LAB.draw(s, p).items():
        assert all(torch.equal(value, last[name][key]) or value.isnan().any() for key, value in arrays.items())
    assert LAB.draw(s, p)["grid"]["chosen"].tolist() == [3, 3]


def test_only_sure_boxes_are_drawn_and_suppression_leaves_fewer() -> None:
    p, s, learning = started(scenes=8)
    y = said(learning, learning.held, 2)
    everything, kept = found(y, learning.grid, 0.0, suppress=False), found(y, learning.grid, 0.0)
    assert len(everything.boxes) == 18
    assert len(kept.boxes) <= 18
    assert torch.equal(everything.scores, everything.scores.sort(descending=True).values)
    for k in range(3):
        overlaps = iou_matrix(kept.boxes[kept.labels == k], kept.boxes[kept.labels == k])
        assert bool((overlaps.fill_diagonal_(0) <= 0.5).all())
    hidden = LAB.draw(s, p.model_copy(update={"sure": 1.0, "truth": False}))["grid"]
    assert len(hidden["boxes"]) == 0
    assert int(hidden["owners"].sum()) == 0


def test_a_moved_scene_has_moved_objects() -> None:
    things = Objects(torch.tensor([[0.0, 0, 40, 40], [100, 100, 150, 200]]), torch.tensor([0, 1]))
    assert moved_on(things, 0, 30, 240, 320).labels.tolist() == [1]  # three quarters of the first are gone
    assert moved_on(things, -10, -20, 240, 320).boxes.tolist() == [[20, 10, 60, 50], [120, 110, 170, 210]]
    assert moved_on(things, 0, 10, 240, 320).boxes[0].tolist() == [0, 0, 30, 40]


def test_mirroring_twice_changes_nothing() -> None:
    _, _, learning = started(scenes=8)
    scene = learning.held.pictures[2], learning.held.objects[2]
    picture, objects = mirrored(*mirrored(*scene))
    assert torch.equal(picture, scene[0])
    assert torch.allclose(objects.boxes, scene[1].boxes, atol=1e-4)
    once = mirrored(*scene)[1].boxes
    assert bool((once[:, 0] < once[:, 2]).all())


def test_a_shift_reads_what_lies_further_down_and_right() -> None:
    _, _, learning = started(scenes=8)
    ramp = torch.zeros(1, 1, 18 + 2 * MARGIN, 24 + 2 * MARGIN)
    ramp[..., 10:14, 14:18] = 1

    def midpoint(read: Tensor) -> tuple[float, float]:
        y, x = read[0, 0].nonzero().float().mean(0).tolist()
        return y, x

    here, there = midpoint(inputs(ramp, learning.grid)), midpoint(inputs(ramp, learning.grid, 2, 2))
    assert there[0] < here[0]
    assert there[1] < here[1]


def test_the_rate_is_taken_while_it_runs() -> None:
    p, s, learning = started(scenes=8)
    LAB.adopt(s, p.model_copy(update={"rate": 0.05}), p)
    assert learning.optimizer.param_groups[0]["lr"] == 0.05
