"""Updates a second of many networks at once and of one: `python -m tests.bench.learning_rate SECONDS`. Prints JSON.

In one process and in turns, by the lab's own step: one row, the 16 rates, and all 23 rows of the lab.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from dataclasses import replace

import torch

from lossland.algorithms.nets.many_mlps import new_stack
from lossland.algorithms.optimizers.rule import new_moments
from lossland.engine.numerics import fix_numerics
from lossland.labs.optimizers.learning_rate.experiment import State
from lossland.labs.optimizers.learning_rate.lab import LearningRate
from lossland.labs.optimizers.learning_rate.params import LearningRateParams

TURNS = 9
LAB = LearningRate()


def only(s: State, p: LearningRateParams, rows: int) -> State:
    """The same experiment with the first so many of its rows."""
    sizes = (s.x.shape[0], *[p.width] * p.layers, s.y.shape[0])
    nets = new_stack(rows, sizes, p.activation, s.x.device)
    nets.theta.copy_(s.nets.theta[:rows])
    return replace(
        s,
        nets=nets,
        moments=new_moments(nets.theta),
        losses=s.losses[:rows].clone(),
        alive=s.alive[:rows].clone(),
        ended=s.ended[:rows].clone(),
        lately=s.lately[:rows].clone(),
        rate=s.rate[:rows],
    )


def rate(s: State, p: LearningRateParams, seconds: float) -> float:
    """Updates a second."""
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        if s.t >= p.steps:
            s.t = 0
        LAB.step(s, p)
        count += 1
    return count / (time.perf_counter() - began)


def main(seconds: float) -> None:
    """Measures in turns and prints the medians."""
    fix_numerics()
    p = LearningRateParams(highest=0.3)
    whole = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    states = {"1": only(whole, p, 1), "16": only(whole, p, 16), "23": whole}
    found: dict[str, list[float]] = {name: [] for name in states}
    for s in states.values():
        rate(s, p, 0.3)
    for _ in range(TURNS):
        for name, s in states.items():
            found[name].append(rate(s, p, seconds / TURNS / len(states)))
    print(json.dumps({name: statistics.median(rates) for name, rates in found.items()}))


if __name__ == "__main__":
    main(float(sys.argv[1]))
