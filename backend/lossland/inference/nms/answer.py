"""Suppression of what is asked, each question by itself."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from lossland.algorithms.vision.nms import Suppression, greedy, soft
from lossland.inference.ask import Ask
from lossland.inference.nms.types import NmsAnswer, NmsRequest, Suppressed


def answer(asks: Sequence[Ask[NmsRequest]]) -> list[NmsAnswer]:
    """Which boxes stay."""
    return [suppress(ask.options) for ask in asks]


def suppress(request: NmsRequest) -> NmsAnswer:
    """Which boxes of one request stay."""
    scores = torch.tensor(request.scores, dtype=torch.float64)
    chosen = (scores >= request.score_threshold).nonzero()[:, 0]  # (n,) indices into the request
    boxes = torch.tensor(request.boxes, dtype=torch.float64).view(-1, 4)[chosen]
    labels = None if request.labels is None else torch.tensor(request.labels, dtype=torch.int64)[chosen]
    if request.method == "greedy":
        found = greedy(boxes, scores[chosen], labels, request.iou_threshold)
        return NmsAnswer(
            kept=chosen[found.kept].tolist(),
            scores=scores[chosen][found.kept].tolist(),
            suppressed=suppressed(found, chosen),
        )
    order, left = soft(
        boxes,
        scores[chosen],
        labels,
        request.method,
        request.iou_threshold,
        request.sigma,
        max(request.score_threshold, 0.001),
    )
    return NmsAnswer(kept=chosen[order].tolist(), scores=left.tolist(), suppressed=[])


def suppressed(found: Suppression, names: Tensor) -> list[Suppressed]:
    """What went, by which and with what IoU; `names` (n,) are the indices that the answer uses."""
    gone = (found.by >= 0).nonzero()[:, 0]
    return [
        Suppressed(index=i, by=by, iou=share)
        for i, by, share in zip(
            names[gone].tolist(), names[found.by[gone]].tolist(), found.overlap[gone].tolist(), strict=True
        )
    ]
