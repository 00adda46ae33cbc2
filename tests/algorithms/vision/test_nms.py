from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from lossland.algorithms.vision import nms
from lossland.algorithms.vision.nms import greedy, soft
from lossland.lab.text import Refused
from tests.support.onnx_nms import feed, kept, session


def plain_iou(p: list[float], q: list[float]) -> float:
    def area(box: list[float]) -> float:
        return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])

    shared = max(0.0, min(p[2], q[2]) - max(p[0], q[0])) * max(0.0, min(p[3], q[3]) - max(p[1], q[1]))
    union = area(p) + area(q) - shared
    return shared / union if union > 0 else 0.0


def plain(boxes: Tensor, scores: Tensor, labels: Tensor, threshold: float) -> tuple[list[int], list[int], list[float]]:
    """The loop of the textbook, in plain Python: kept, by whom, with what IoU."""
    rows, names, values = boxes.tolist(), labels.tolist(), scores.tolist()
    stays: list[int] = []
    by, overlap = [-1] * len(rows), [0.0] * len(rows)
    for index in sorted(range(len(rows)), key=lambda i: (-values[i], i)):
        for one in stays:
            share = plain_iou(rows[one], rows[index])
            if names[one] == names[index] and share > threshold:
                by[index], overlap[index] = one, share
                break
        else:
            stays.append(index)
    return stays, by, overlap


def agrees(boxes: Tensor, scores: Tensor, labels: Tensor, threshold: float) -> None:
    found = greedy(boxes, scores, labels, threshold)
    stays, by, overlap = plain(boxes, scores, labels, threshold)
    assert found.kept.tolist() == stays
    assert found.by.tolist() == by
    assert found.overlap.tolist() == pytest.approx(overlap, abs=1e-12)


def crowd(n: int, size: float, seed: int, clusters: int = 0) -> tuple[Tensor, Tensor, Tensor]:
    rng = torch.Generator().manual_seed(seed)
    middle = torch.rand(n, 2, generator=rng)
    if clusters:
        middle = torch.rand(clusters, 2, generator=rng)[torch.arange(n) % clusters] + 0.03 * middle
    sides = torch.rand(n, 2, generator=rng) * size
    scores = (torch.rand(n, generator=rng) * 50).round() / 50  # with many ties
    boxes = 640 * torch.cat([middle - sides / 2, middle + sides / 2], 1)
    return boxes, scores, torch.randint(0, 3, (n,), generator=rng)


@pytest.mark.parametrize("threshold", [0.0, 0.1, 0.5, 0.75, 1.0])
@pytest.mark.parametrize(
    ("n", "size", "clusters"), [(700, 0.06, 0), (700, 0.3, 0), (600, 1, 0), (800, 0.2, 9), (5, 1, 0)]
)
def test_the_plain_loop_keeps_the_same(n: int, size: float, clusters: int, threshold: float) -> None:
    agrees(*crowd(n, size, n + clusters, clusters), threshold)


@pytest.mark.parametrize(("block", "tile", "many"), [(2, 3, 0), (5, 64, 10), (64, 2, 0)])
def test_the_sizes_of_blocks_and_tiles_change_nothing(
    monkeypatch: pytest.MonkeyPatch, block: int, tile: int, many: int
) -> None:
    monkeypatch.setattr(nms, "MANY", many)
    monkeypatch.setattr(nms, "BLOCK", block)
    monkeypatch.setattr(nms, "TILE", tile)
    for size, clusters in ((0.1, 0), (0.5, 0), (0.3, 4)):
        agrees(*crowd(200, size, 3, clusters), 0.4)


SIDES = st.tuples(*[st.integers(0, 6)] * 4)


@settings(max_examples=300)
@given(
    st.lists(st.tuples(SIDES, st.integers(0, 3), st.integers(0, 1)), max_size=24),
    st.sampled_from([0.0, 0.25, 1 / 3, 0.5, 1.0]),
    st.sampled_from([torch.float32, torch.float64]),
)
def test_ties_edges_and_empty_boxes(
    boxes: list[tuple[tuple[int, ...], int, int]], threshold: float, dtype: torch.dtype
) -> None:
    """Small whole numbers: equal scores, equal boxes, IoUs of exactly the threshold, boxes inverted or without area."""
    sides = torch.tensor([box for box, _, _ in boxes], dtype=dtype).reshape(-1, 4)
    scores = torch.tensor([score for _, score, _ in boxes], dtype=dtype)
    agrees(sides, scores, torch.tensor([label for _, _, label in boxes], dtype=torch.long), threshold)


def test_thirds_are_settled_in_double() -> None:
    """0.1-wide boxes in single precision: an IoU that rounds to the threshold from above is above it."""
    boxes = torch.tensor([[0, 0, 0.1, 0.3], [0, 0, 0.3, 0.1], [0, 0.1, 0.1, 0.3], [0.1, 0, 0.3, 0.1]])
    scores = torch.tensor([0.9, 0.8, 0.7, 0.6])
    for threshold in (0.2, 1 / 3, 2 / 3, 0.6666666):
        agrees(boxes, scores, torch.zeros(4, dtype=torch.long), threshold)


@pytest.mark.parametrize("scale", [1e-30, 1e-12, 1e12, 1e30])
def test_sizes_that_single_precision_cannot_square(scale: float) -> None:
    boxes, scores, labels = crowd(60, 0.6, 5)
    agrees((boxes.double() * scale).float(), scores, labels, 0.3)


def test_what_onnxruntime_keeps() -> None:
    run = session()
    for n, size in ((1, 1.0), (400, 0.1), (900, 0.4)):
        boxes, _, _ = crowd(n, size, 7)
        scores = torch.rand(2, n, generator=torch.Generator().manual_seed(1))
        theirs = kept(run, feed(boxes, scores, 0.45))
        for label in (0, 1):
            ours = greedy(boxes, scores[label], None, 0.45).kept
            assert theirs[theirs[:, 0] == label][:, 1].tolist() == ours.tolist()


def test_the_course_example() -> None:
    """.9, .7, .6 on one car: .9 stays, the others go by it."""
    boxes = torch.tensor([[0.0, 0, 10, 10], [1, 0, 11, 10], [0, 1, 10, 11]])
    found = greedy(boxes, torch.tensor([0.7, 0.9, 0.6]))
    assert found.kept.tolist() == [1]
    assert found.by.tolist() == [1, -1, 1]
    assert found.overlap.tolist() == pytest.approx([9 / 11, 0, 81 / 119])


def test_what_has_gone_suppresses_nothing() -> None:
    boxes = torch.tensor([[0.0, 0, 10, 10], [3, 0, 13, 10], [6, 0, 16, 10]])  # a chain: 7/13, 7/13, 4/16
    found = greedy(boxes, torch.tensor([0.9, 0.8, 0.7]), threshold=0.5)
    assert found.kept.tolist() == [0, 2]


@pytest.mark.parametrize(
    ("boxes", "scores", "labels", "threshold", "words"),
    [
        (torch.zeros(2, 3), torch.zeros(2), None, 0.5, r"\(2, 3\)"),
        (torch.zeros(2, 4), torch.zeros(3), None, 0.5, r"\(3,\)"),
        (torch.zeros(2, 4), torch.zeros(2), torch.zeros(1), 0.5, r"\(1,\)"),
        (torch.zeros(2, 4), torch.zeros(2), None, 1.5, "1.5"),
        (torch.zeros(2, 4), torch.zeros(2), None, math.nan, "nan"),
        (torch.full((2, 4), math.nan), torch.zeros(2), None, 0.5, "finite"),
        (torch.zeros(2, 4), torch.tensor([math.inf, 0]), None, 0.5, "finite"),
    ],
)
def test_what_is_refused(boxes: Tensor, scores: Tensor, labels: Tensor | None, threshold: float, words: str) -> None:
    with pytest.raises(Refused, match=words) as caught:
        greedy(boxes, scores, labels, threshold)
    assert caught.value.said.zh
    with pytest.raises(Refused, match=words):
        soft(boxes, scores, labels, threshold=threshold)


def plain_soft(
    boxes: Tensor, scores: Tensor, labels: Tensor, method: str, threshold: float, sigma: float, least: float
) -> tuple[list[int], list[float]]:
    rows, names, now = boxes.tolist(), labels.tolist(), scores.tolist()
    left, taken, values = list(range(len(rows))), [], []
    while left:
        best = max(left, key=lambda i: (now[i], -i))
        if now[best] < least:
            break
        left.remove(best)
        taken.append(best)
        values.append(now[best])
        for i in left:
            share = plain_iou(rows[best], rows[i]) if names[i] == names[best] else 0.0
            if method == "gaussian":
                now[i] *= math.exp(-(share**2) / sigma)
            elif share > threshold:
                now[i] *= 1 - share
    return taken, values


@pytest.mark.parametrize("method", ["linear", "gaussian"])
@pytest.mark.parametrize("seed", [0, 1])
def test_soft_is_its_plain_loop(method: nms.Method, seed: int) -> None:
    boxes, scores, labels = crowd(120, 0.5, seed, clusters=6 * seed)
    taken, values = soft(boxes, scores, labels, method, 0.4, 0.3, 0.02)
    expected = plain_soft(boxes, scores, labels, method, 0.4, 0.3, 0.02)
    assert taken.tolist() == expected[0]
    assert values.tolist() == pytest.approx(expected[1], abs=1e-9)
    assert (values.diff() <= 0).all()


def test_soft_of_nothing_and_of_a_bad_sigma() -> None:
    taken, values = soft(torch.zeros(0, 4), torch.zeros(0))
    assert (taken.shape, values.shape) == ((0,), (0,))
    with pytest.raises(Refused, match="sigma"):
        soft(torch.zeros(0, 4), torch.zeros(0), sigma=0.0)
