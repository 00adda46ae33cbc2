"""Greedy suppression against onnxruntime's: `python -m tests.bench.nms`. Prints JSON.

The same random boxes of one class, a side of up to three tenths of the picture, on one thread each and in turns; of each the
least disturbed turn counts. Both must keep the same boxes.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial

import torch

from lossland.algorithms.vision.nms import greedy
from lossland.engine.numerics import fix_numerics
from tests.support.onnx_nms import feed, kept, session

TURNS, THRESHOLD, PICTURE, SIDE = 15, 0.5, 640, 0.3


def main() -> None:
    """For each number of boxes: milliseconds of ours and theirs, and whether the same are kept."""
    fix_numerics()
    run = session()
    results = {}
    for n in (1000, 5000):
        rng = torch.Generator().manual_seed(n)
        middle, sides = torch.rand(n, 2, generator=rng), SIDE * torch.rand(n, 2, generator=rng)
        boxes, scores = PICTURE * torch.cat([middle - sides / 2, middle + sides / 2], 1), torch.rand(n, generator=rng)
        given = feed(boxes, scores[None], THRESHOLD)
        ours, theirs = [], []
        for _ in range(TURNS):
            ours.append(took(partial(greedy, boxes, scores, None, THRESHOLD)))
            theirs.append(took(partial(run, given)))
        same = greedy(boxes, scores, None, THRESHOLD).kept.tolist() == kept(run, given)[:, 1].tolist()
        results[n] = {"ours": min(ours), "theirs": min(theirs), "same": float(same)}
    print(json.dumps(results))


def took(work: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e3


if __name__ == "__main__":
    main()
