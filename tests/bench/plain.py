"""The plain PyTorch loop of a lab's work: `python -m tests.bench.plain NAME`, a name of `RUNS`, asked by lines.

On one thread and at a worker's priority, with nothing recorded, drawn or kept. A network is measured at the steps at which
the lab measures it, and learns from pictures that are changed as the lab changes them.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Any

import torch
from torch.nn.functional import cross_entropy

from lossland.algorithms.sequences.tokens import PAD
from lossland.algorithms.vision.augmentation import augmented
from lossland.engine.numerics import fix_numerics
from lossland.engine.preload import NICENESS
from lossland.labs.sequences.translation.experiment import EVERY, Translating, made
from lossland.labs.sequences.translation.learning import judged, picked
from lossland.labs.sequences.translation.params import TranslationParams
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.studies.train import (
    AT_ONCE,
    MEASURED,
    NETS,
    Train,
    as_input,
    changes_of,
    optimizer_of,
)
from lossland.labs.vision.style_transfer.experiment import StyleTransfer, gradients
from lossland.labs.vision.style_transfer.params import StyleTransferParams

WARM = 20
"""Updates before the clock starts."""


STILL: dict[str, Any] = {"rotation": 0, "crop": 0}
"""Pictures are learned from as they are."""
RUNS: dict[str, tuple[str, dict[str, Any]]] = {
    "style": ("style-transfer", {"steps": 2000}),
    "lenet": ("cnn-classifier", {"network": "lenet", "epochs": 200, **STILL}),
    "resnet": ("cnn-classifier", {"network": "resnet", "epochs": 200, **STILL}),
    "lenet-augmented": ("cnn-classifier", {"network": "lenet", "epochs": 200}),
    "resnet-augmented": ("cnn-classifier", {"network": "resnet", "epochs": 200}),
    "GRU": ("translation", {}),
    "Transformer": ("translation", {"net": "transformer", "rate": 0.002}),
}
"""The lab and the parameters of a run that does the same."""


def style(params: dict[str, Any]) -> Callable[[], None]:
    """Five pictures, by Adam."""
    p = StyleTransferParams.model_validate(params)
    s = StyleTransfer().start(p, torch.Generator().manual_seed(0), torch.device("cpu"))

    def update() -> None:
        gradients(s, p, range(len(s.pictures)))
        for optimizer in s.optimizers:
            optimizer.step()
        with torch.no_grad():
            for G in s.pictures:
                G.clamp_(0, 1)

    return update


def network(params: dict[str, Any]) -> Callable[[], None]:
    """A network in training on the digits of the lab."""
    p = CnnClassifierParams.model_validate(params)
    rng = torch.Generator().manual_seed(0)
    s = Train().start(p, rng, torch.device("cpu"))
    net, x, y, changes = NETS[p.network](), s.x, s.y, changes_of(p)
    optimizer = optimizer_of(net, p)
    rows: list[torch.Tensor] = []
    t = 0

    def right(x: torch.Tensor, y: torch.Tensor) -> None:
        net.eval()
        with torch.no_grad():
            scores = torch.cat([net(as_input(part)) for part in torch.split(x, AT_ONCE)])
        net.train()
        cross_entropy(scores, y)
        (scores.argmax(1) == y).float().mean()

    def update() -> None:
        nonlocal t
        if not rows:
            rows.extend(torch.split(torch.randperm(len(y)), p.batch))
        part = rows.pop()
        loss = cross_entropy(net(augmented(as_input(x[part]), changes, rng)), y[part])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        t += 1
        if not rows or t % MEASURED == 0:
            right(s.x_test, s.y_test)
            right(x[:AT_ONCE], y[:AT_ONCE])

    return update


def translator(params: dict[str, Any]) -> Callable[[], None]:
    """A network that learns the pairs of the lab."""
    p = TranslationParams.model_validate(params)
    rng = torch.Generator().manual_seed(0)
    s = Translating().start(p, rng, torch.device("cpu"))
    net = made(p.net, s.tokens.size, p.units)
    optimizer = torch.optim.Adam(net.parameters(), lr=p.rate)
    t = 0

    def update() -> None:
        nonlocal t
        batch = picked(s.seen, torch.randint(len(s.seen.source), (p.batch,), generator=rng))
        loss = cross_entropy(net(batch.source, batch.fed).flatten(0, 1), batch.wanted.flatten(), ignore_index=PAD)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        t += 1
        if t % EVERY == 0:
            judged(net, s.held_out, s.lengths, s.tokens, p)

    return update


UPDATES = {"style-transfer": style, "cnn-classifier": network, "translation": translator}


def main(name: str) -> None:
    """Goes on for as many seconds as each line asks for, and answers each with the updates a second."""
    os.nice(NICENESS)
    fix_numerics()
    lab, params = RUNS[name]
    update = UPDATES[lab](params)
    for _ in range(WARM):
        update()
    for line in sys.stdin:
        seconds, count, began = float(line), 0, time.perf_counter()
        while (spent := time.perf_counter() - began) < seconds:
            update()
            count += 1
        print(count / spent, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
