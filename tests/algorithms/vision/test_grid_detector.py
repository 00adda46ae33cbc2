from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy, cross_entropy

from lossland.algorithms.vision.boxes import iou
from lossland.algorithms.vision.efficientnet_lite import EfficientNetLite0, frozen
from lossland.algorithms.vision.grid_detector import (
    STRIDE,
    GridDetector,
    PictureDetector,
    Target,
    centres,
    decode,
    encode,
    features,
    loss,
    sides,
)


def written(target: Target, K: int) -> Tensor:
    """What a perfect head would say of a target: (1, 5 + K, h, w)."""
    h, w = target.owner.shape
    found = torch.zeros(1, 5 + K, h, w)
    found[:, 0] = -30
    at = centres(h, w)
    for row, column in (target.owner >= 0).nonzero().tolist():
        box = target.boxes[target.owner[row, column]]
        x, y = at[row, column].tolist()
        away = torch.tensor([x - box[0], y - box[1], box[2] - x, box[3] - y]) / STRIDE
        found[0, 0, row, column] = 30
        found[0, 1:5, row, column] = away.log()
        found[0, 5 + target.labels[target.owner[row, column]], row, column] = 30
    return found


BOXES = torch.tensor([[3.0, 5, 61, 43], [40, 20, 72, 60], [64, 8, 76, 20]])
LABELS = torch.tensor([0, 2, 1])


def test_an_object_belongs_to_the_cell_of_its_midpoint_and_to_cells_beside_it() -> None:
    target = encode(BOXES[:1], LABELS[:1], 8, 10)
    assert int(target.owner[3, 4]) == 0  # midpoint (32, 24)
    near = {tuple(place) for place in (target.owner == 0).nonzero().tolist()}
    # cells with middles less than 12 pixels from (32, 24): (28, 36) and (20, 28); exactly 12 is not less
    assert near == {(r, c) for r in (2, 3) for c in (3, 4)}
    wide = encode(BOXES[:1], LABELS[:1], 8, 10, radius=0)
    assert (wide.owner >= 0).nonzero().tolist() == [[3, 4]]


def test_cells_beside_it_lie_inside_the_object() -> None:
    target = encode(torch.tensor([[8.0, 8, 16, 40]]), torch.tensor([0]), 8, 8)
    assert {tuple(place) for place in (target.owner == 0).nonzero().tolist()} == {(2, 1), (3, 1)} | {
        (row, 1) for row in range(8) if abs((row + 0.5) * 8 - 24) < 12
    }


def test_the_smaller_object_has_a_cell_that_several_want() -> None:
    boxes = torch.tensor([[0.0, 0, 64, 64], [26, 26, 38, 38]])
    for order in ([0, 1], [1, 0]):
        target = encode(boxes[order], torch.tensor([0, 1]), 8, 8)
        assert order[int(target.owner[4, 4])] == 1


@pytest.mark.parametrize("box", [[5.0, 5, 5, 9], [9, 9, 5, 5], [90, 5, 120, 9], [-30, 0, -2, 9]])
def test_objects_without_area_or_outside_have_no_cell(box: list[float]) -> None:
    assert (encode(torch.tensor([box]), torch.tensor([0]), 8, 8).owner == -1).all()


def test_no_objects() -> None:
    target = encode(torch.zeros(0, 4), torch.zeros(0, dtype=torch.long), 4, 4)
    found = torch.randn(1, 8, 4, 4, requires_grad=True)
    parts = loss(found, [target])
    assert float(parts["box"].detach()) == float(parts["class"].detach()) == 0
    torch.autograd.backward(torch.stack(list(parts.values())).sum())
    assert found.grad is not None
    assert (found.grad[:, 0] > 0).all()  # fewer objects


def test_decoding_undoes_encoding() -> None:
    target = encode(BOXES, LABELS, 8, 10)
    boxes, scores, labels = decode(written(target, 3), 0.5)[0]
    owners = target.owner[target.owner >= 0]
    assert len(boxes) == len(owners)
    for box, label in zip(boxes, labels, strict=True):
        same = [k for k in range(3) if torch.allclose(box, BOXES[k], atol=1e-3)]
        assert same
        assert int(LABELS[same[0]]) == int(label)
    assert torch.allclose(scores, torch.ones(len(scores)))


def test_the_loss_of_a_perfect_head_is_nothing() -> None:
    target = encode(BOXES, LABELS, 8, 10)
    parts = loss(written(target, 3), [target])
    assert all(float(value) == pytest.approx(0, abs=1e-4) for value in parts.values())


def test_the_loss_is_its_formula() -> None:
    """Cell by cell in plain loops; the part of the boxes where shapes agree and midpoints do not."""
    rng = torch.Generator().manual_seed(0)
    found = 0.3 * torch.randn(2, 8, 8, 10, generator=rng)
    targets = [encode(BOXES, LABELS, 8, 10), encode(BOXES[1:], LABELS[1:], 8, 10)]
    parts = loss(found, targets)
    objects, names, count = 0.0, 0.0, 0
    every = sides(found)
    for picture, target in enumerate(targets):
        for row in range(8):
            for column in range(10):
                p, owner = found[picture, 0, row, column].sigmoid(), int(target.owner[row, column])
                q = torch.tensor(0.0)
                if owner >= 0:
                    count += 1
                    q = iou(every[picture, row, column], target.boxes[owner])
                    names += float(cross_entropy(found[picture, 5:, row, column], target.labels[owner]))
                objects += float((p - q) ** 2 * binary_cross_entropy(p, q))
    assert float(parts["object"]) == pytest.approx(objects / count, rel=1e-4)
    assert float(parts["class"]) == pytest.approx(names / count, rel=1e-4)


def test_boxes_are_distances_from_the_middles_of_cells() -> None:
    found = torch.zeros(1, 6, 2, 3)
    found[0, 1:5, 1, 2] = torch.tensor([math.log(2), 0.0, math.log(0.5), math.log(3)])
    box = sides(found)[0, 1, 2]  # the middle is (20, 12)
    assert box.tolist() == pytest.approx([20 - 16, 12 - 8, 20 + 4, 12 + 24])
    assert sides(torch.full((1, 6, 1, 1), 1e6)).isfinite().all()


def test_thresholds_order_and_the_most() -> None:
    found = torch.zeros(1, 7, 4, 4)
    found[0, 0] = torch.linspace(-4, 4, 16).reshape(4, 4)
    found[0, 6] = 30
    boxes, scores, labels = decode(found, 0.5)[0]
    assert len(boxes) == 8
    assert (scores.diff() <= 0).all()
    assert labels.tolist() == [1] * 8
    assert len(decode(found, 0.0, most=3)[0].boxes) == 3


@pytest.fixture(scope="module")
def detector() -> PictureDetector:
    torch.manual_seed(0)
    return PictureDetector(frozen(EfficientNetLite0()), GridDetector(3).eval(), 96, 128)


@pytest.mark.parametrize(
    ("given", "read"),
    [((96, 128), (96, 128)), ((480, 640), (96, 128)), ((640, 480), (128, 96)), ((100, 100), (112, 112)),
     ((1, 5000), (48, 224)), ((5000, 1), (224, 48))],
)  # fmt: skip
def test_pictures_keep_their_shape(detector: PictureDetector, given: tuple[int, int], read: tuple[int, int]) -> None:
    assert detector.size(*given) == read


def test_pictures_of_several_shapes_come_back_in_their_order(detector: PictureDetector) -> None:
    rng = torch.Generator().manual_seed(0)
    pictures = [torch.rand(3, *size, generator=rng) for size in ((48, 64), (64, 48), (96, 128), (30, 30))]
    together, alone = detector(pictures, 0.0), [detector([picture], 0.0)[0] for picture in pictures]
    for a, b in zip(together, alone, strict=True):
        assert torch.allclose(a.scores, b.scores, atol=1e-5)
        assert torch.allclose(a.boxes[0], b.boxes[0], atol=1e-2)


def test_features_have_strides_8_and_16(detector: PictureDetector) -> None:
    fine, coarse = features(detector.trunk, torch.rand(2, 3, 96, 128))
    assert fine.shape == (2, 40, 12, 16)
    assert coarse.shape == (2, 112, 6, 8)
    assert detector.head(fine, coarse).shape == (2, 8, 12, 16)


def test_boxes_come_back_in_the_pixels_of_each_picture(detector: PictureDetector) -> None:
    small, large = torch.rand(3, 48, 64), torch.rand(3, 200, 90)
    for picture, found in zip((small, large), detector([small, large], 0.0), strict=True):
        h, w = picture.shape[1:]
        assert (found.boxes >= 0).all()
        assert (found.boxes <= torch.tensor([w, h, w, h]) + 1e-3).all()
        assert float(found.boxes[:, 2].max()) == pytest.approx(w, rel=0.2)
    again = (torch.cat([small, small], 0)[:3] * 255).round().byte()
    (bytes_,), (fractions,) = detector([again], 0.0), detector([again.float() / 255], 0.0)
    assert torch.allclose(bytes_.boxes, fractions.boxes, atol=1e-3)
    assert detector([]) == []


def test_a_head_learns_one_picture() -> None:
    """Eighty steps on random features: every object is found again."""
    torch.manual_seed(0)
    fine, coarse = torch.randn(1, 40, 8, 10), torch.randn(1, 112, 4, 5)
    target, head = encode(BOXES, LABELS, 8, 10), GridDetector(3, width=32)
    optimizer = torch.optim.Adam(head.parameters(), 0.01)
    for _ in range(80):
        optimizer.zero_grad()
        torch.autograd.backward(torch.stack(list(loss(head(fine, coarse), [target]).values())).sum())
        optimizer.step()
    boxes, _, labels = decode(head(fine, coarse).detach(), 0.4)[0]
    for box, label in zip(BOXES, LABELS, strict=True):
        shares = iou(boxes[labels == label], box)
        assert len(shares)
        assert float(shares.max()) > 0.8
