"""A batch of pictures in, what is where on them out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lossland.algorithms.vision.boxes import Detections
from lossland.algorithms.vision.nms import greedy
from lossland.algorithms.vision.resize import rescaled
from lossland.inference.ask import Ask
from lossland.inference.detect.types import DetectAnswer, DetectOptions, FoundBox, SuppressedBox
from lossland.inference.networks import Network


def answer(network: Network, asks: Sequence[Ask[DetectOptions]]) -> list[DetectAnswer]:
    """What is on each picture. All are given to the network at once."""
    own = network.threshold
    least = [own if ask.options.score_threshold is None else ask.options.score_threshold for ask in asks]
    found = network.read([ask.tensor() for ask in asks], min(least))
    return [told(network, ask, one, sure) for ask, one, sure in zip(asks, found, least, strict=True)]


def told(network: Network, ask: Ask[DetectOptions], found: Detections, least: float) -> DetectAnswer:
    """The answer for one picture, in pixels of the one that was sent."""
    assert ask.picture is not None
    sent = ask.picture
    sure = found.scores >= least
    boxes, scores, labels = found.boxes[sure], found.scores[sure], found.labels[sure]
    stays = greedy(boxes, scores, labels, ask.options.iou_threshold)
    boxes = rescaled(boxes, (sent.rows, sent.columns), (sent.height, sent.width))

    def box(i: int) -> dict[str, Any]:
        label = network.classes[int(labels[i])]
        return {"box": boxes[i].tolist(), "label": str(label), "title": label, "score": float(scores[i])}

    kept = stays.kept.tolist()
    place = {index: at for at, index in enumerate(kept)}
    gone = [i for i in range(len(boxes)) if i not in place]
    return DetectAnswer(
        model=network.name,
        width=sent.width,
        height=sent.height,
        boxes=[FoundBox(**box(i)) for i in kept],
        suppressed=[SuppressedBox(**box(i), by=place[int(stays.by[i])], iou=float(stays.overlap[i])) for i in gone],
    )
