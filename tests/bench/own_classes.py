"""Three classes of 30 pictures, learned on features that are there: `python -m tests.bench.own_classes`. Prints JSON.

Seconds from the last features to the first epoch with 95 % of the held-out pictures read right, and those of the features.
"""

from __future__ import annotations

import json
import time

import torch

from lossland.engine.numerics import fix_numerics
from lossland.engine.trajectory import start
from lossland.registry import labs

ENOUGH = 0.95


def main() -> None:
    """One run of the lab's own steps on one thread."""
    fix_numerics()
    lab = labs()["cnn-classifier"]
    p = lab.Params.model_validate({"study": "own"})
    s = start(lab, p, 0, torch.device("cpu"))
    lab.adopt(s, p, None)
    began = time.perf_counter()
    metrics: dict[str, torch.Tensor] = {}
    while float(metrics.get("computed", torch.tensor(0.0))) < 1:
        metrics = lab.step(s, p)
    there = time.perf_counter()
    while float(metrics.get("test_accuracy", torch.tensor(0.0))) < ENOUGH and not lab.done(s, p):
        metrics = lab.step(s, p)
    print(json.dumps({"features": there - began, "learned": time.perf_counter() - there}))


if __name__ == "__main__":
    main()
