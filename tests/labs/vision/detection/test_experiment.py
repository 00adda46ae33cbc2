"""Stages and overlaps against plain references; what the lesson says of its presets is so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from lossland.algorithms.vision.fastestdet import FastestDet
from lossland.datasets.streets import scenes
from lossland.lab.text import Refused
from lossland.labs.vision.detection import suppression
from lossland.labs.vision.detection.experiment import Detecting
from lossland.labs.vision.detection.overlap import areas, placed
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.presets import PRESETS
from lossland.labs.vision.detection.state import State
from lossland.labs.vision.detection.suppression import Suppressed
from lossland.models.coco.load import coco_weights
from lossland.models.headed import HEADS
from lossland.models.shipped import card_of, class_names

LAB = Detecting()


def started(**params: Any) -> tuple[DetectionParams, State]:
    p = DetectionParams.model_validate(params)
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    LAB.adopt(s, p, None)
    return p, s


def preset(slug: str) -> tuple[DetectionParams, State]:
    return started(**next(one.params for one in PRESETS if one.slug == slug))


def made(s: State) -> Suppressed:
    assert s.suppressed is not None
    return s.suppressed


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([0, 0, 2, 2], [1, 1, 3, 3], 1 / 7),
        ([0, 0, 2, 2], [1, 0, 3, 2], 1 / 3),
        ([0, 0, 2, 2], [4, 2, 6, 4], 0),
        ([0, 0, 2, 2], [1, 1, 1, 1], 0),
        ([1, 1, 1, 1], [1, 1, 1, 1], 0),
        ([2, 2, 0, 0], [0, 0, 2, 2], 0),
        ([0, 0, 2, 2], [0, 0, 2, 2], 1),
    ],
)
def test_intersection_over_union_by_hand(a: list[float], b: list[float], expected: float) -> None:
    found = areas(placed(a), placed(b))
    assert found["iou"].item() == pytest.approx(expected, abs=1e-15)
    p, s = started(study="iou", a=a, b=b)
    assert LAB.measure(s, p)["iou"].item() == pytest.approx(expected, abs=1e-15)


def test_by_default_twenty_sure_boxes_become_five() -> None:
    p, s = started()
    assert len(made(s).stages.order) == 40
    left = [int(LAB.measure(s, p)["left"])]
    while not LAB.done(s, p):
        left.append(int(LAB.step(s, p)["left"]))
    assert left[:2] == [40, 20]
    assert left[-1] == 5 == int(LAB.measure(s, p)["kept"])
    assert left == sorted(left, reverse=True)
    assert s.t == 7


def test_the_stages_end_where_a_plain_loop_does() -> None:
    p, s = started()
    assert s.offered is not None
    boxes, scores, labels = (part.tolist() for part in s.offered.found)
    waiting = sorted((k for k in range(len(boxes)) if scores[k] >= p.least), key=lambda k: (-scores[k], k))
    kept = []
    while waiting:
        best, *others = waiting
        kept.append(best)
        waiting = [
            k
            for k in others
            if labels[k] != labels[best] or areas(placed(boxes[best]), placed(boxes[k]))["iou"].item() <= p.overlap
        ]
    assert made(s).stages.keepers.tolist() == kept
    assert (made(s).soft["greedy"] > 0).nonzero()[:, 0].tolist() == kept


def test_a_hand_leads_to_a_stage_and_steps_go_on_from_there() -> None:
    p, s = started()
    LAB.step(s, p)
    later = p.model_copy(update={"stage": 4})
    LAB.adopt(s, later, p)
    assert s.t == 4
    LAB.step(s, later)
    LAB.adopt(s, later.model_copy(update={"overlap": 0.2}), later)
    assert s.t == 5


def test_presets_do_what_the_lesson_says() -> None:
    assert len(made(preset("no-suppression")[1]).stages.keepers) == 20
    usual = len(made(preset("stages")[1]).stages.keepers)
    assert len(made(preset("too-strict")[1]).stages.keepers) < usual
    p, s = preset("classes-mixed")
    alone = started(overlap=p.overlap)[1]
    assert len(made(s).stages.keepers) < len(made(alone).stages.keepers)
    assert LAB.done(s, p)


def test_soft_suppression_lowers_and_never_raises() -> None:
    ends = made(started()[1]).soft
    for method in ("greedy", "linear", "gaussian"):
        assert bool((ends[method] <= ends["none"] + 1e-6).all())
    assert int((ends["greedy"] > 0).sum()) <= int((ends["linear"] > 0).sum())


def test_the_detector_is_good_and_stricter_bounds_cost_precision() -> None:
    quality = made(started()[1]).quality
    assert float(quality[-1, 0]) > 0.9
    assert bool((quality[:, 1] < quality[:, 0]).all())
    assert torch.allclose(quality[-1], quality[:-1].mean(0))


def test_without_a_slope_the_box_stays_and_with_one_it_arrives() -> None:
    p, s = preset("no-slope")
    assert s.b is not None
    for _ in range(5):
        LAB.step(s, p)
    assert s.b.tolist() == p.b
    p, s = preset("finds-its-way")
    for _ in range(200):
        reached = LAB.step(s, p)["iou"]
    assert float(reached) > 0.8


def test_sizes_are_those_of_the_cards() -> None:
    assert {name: card_of(name).size for name in HEADS} == HEADS


@pytest.mark.parametrize("shown", [{"kind": "shipped", "name": "coins"}, {"kind": "scene", "number": 6}])
def test_a_picture_with_nothing_sure_keeps_nothing(shown: dict[str, Any]) -> None:
    p, s = started(shown=shown, least=1.0)
    assert len(made(s).stages.keepers) == 0
    LAB.step(s, p)
    assert int(LAB.step(s, p)["left"]) == 0
    assert LAB.done(s, p)


def test_the_detector_of_photographs_is_refused_until_it_was_fetched(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LOSSLAND_DATA_DIR", str(tmp_path))
    coco_weights.__wrapped__.cache_clear()  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="lossland get fastestdet"):
        started(detector="coco")


def test_the_detector_of_photographs_offers_boxes_of_eighty_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(2)
    weights = FastestDet().state_dict()
    monkeypatch.setattr(suppression, "coco_weights", lambda: weights)
    p, s = started(detector="coco")
    assert s.offered is not None
    assert s.offered.many == 22 * 22
    assert len(class_names("coco")) == 80
    assert s.offered.real is not None
    [(_, _, labels)] = scenes(1, p.shown.number, p.shown.things)  # type: ignore[union-attr]
    told = [str(class_names("coco")[k]) for k in s.offered.real.labels.tolist()]
    assert told == [("person", "car", "motorcycle")[k] for k in labels.tolist()]
