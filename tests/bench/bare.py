"""The bare loop of a lab in one process: `python -m tests.bench.bare LAB SECONDS`. Prints updates a second."""

from __future__ import annotations

import os
import sys
import time

import torch

from lossland.engine.numerics import fix_numerics
from lossland.engine.preload import NICENESS
from lossland.engine.trajectory import start
from lossland.registry import labs


def main(slug: str, seconds: float) -> None:
    """Steps a lab with nothing around it, on one thread and at a worker's priority."""
    os.nice(NICENESS)
    fix_numerics()
    lab = labs()[slug]
    p = lab.Params()
    state = start(lab, p, 0, torch.device("cpu"))
    lab.adopt(state, p, None)
    for _ in range(1000):
        lab.step(state, p)
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        lab.step(state, p)
        count += 1
    print(count / (time.perf_counter() - began))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
