"""Epochs a second of 2-8-8-1 tanh on 250 points, batch 10: `python -m tests.bench.playground SECONDS`. Prints JSON.

In one process and in turns: the lab's own loop, the same with a frame drawn and encoded 20 times a second, and the
plain loop of autograd and `torch.optim` with the same optimizer, which reports its loss and measures both sets as often.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable

import torch
from torch import nn

from lossland.engine.frames import encode_frame
from lossland.engine.numerics import fix_numerics
from lossland.engine.trajectory import start
from lossland.registry import labs

FRAMES = 20
TURNS = 5
UPDATES = 25
"""Of one epoch."""


def rate(epoch: Callable[[], None], seconds: float) -> float:
    """Epochs a second."""
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        epoch()
        count += 1
    return count / (time.perf_counter() - began)


def main(seconds: float) -> None:
    """Measures the three loops in turns and prints the medians."""
    fix_numerics()
    lab = labs()["mlp-playground"]
    p = lab.Params()
    s = start(lab, p, 0, torch.device("cpu"))
    lab.adopt(s, p, None)
    drawn = 0.0

    def bare() -> None:
        for _ in range(UPDATES):
            lab.step(s, p)

    def with_frames() -> None:
        nonlocal drawn
        bare()
        if time.perf_counter() - drawn >= 1 / FRAMES:
            drawn = time.perf_counter()
            encode_frame(0, lab.draw(s, p))

    X, y, X_held, y_held = (part.T.contiguous() for part in (s.x, s.y, s.x_held, s.y_held))
    net = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.025, momentum=0.95, nesterov=True, weight_decay=6e-4)
    criterion = nn.BCEWithLogitsLoss()

    def autograd() -> None:
        order = torch.randperm(250)
        losses = []
        for rows in order.split(10):  # type: ignore[no-untyped-call]
            optimizer.zero_grad()
            loss = criterion(net(X[rows]), y[rows])
            loss.backward()
            optimizer.step()
            losses.append(loss.detach())
        with torch.no_grad():
            ((net(X) > 0) == (y > 0.5)).float().mean()
            f = net(X_held)
            criterion(f, y_held)
            ((f > 0) == (y_held > 0.5)).float().mean()

    loops = {"bare": bare, "frames": with_frames, "autograd": autograd}
    found: dict[str, list[float]] = {name: [] for name in loops}
    for loop in loops.values():
        rate(loop, 0.5)
    for _ in range(TURNS):
        for name, loop in loops.items():
            found[name].append(rate(loop, seconds / TURNS))
    print(json.dumps({name: statistics.median(rates) for name, rates in found.items()}))


if __name__ == "__main__":
    main(float(sys.argv[1]))
