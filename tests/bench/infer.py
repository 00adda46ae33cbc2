"""Classifying through HTTP against the bare network: `python -m tests.bench.infer ADDRESS`. Prints JSON.

The bare network classifies one 451 x 300 photograph after another on one thread, from pixels that are read already. Eight
callers then send the file of it, each the next as soon as it has its answer; then one caller does so alone.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import httpx2 as httpx
import torch

from lossland.algorithms.vision.efficientnet_lite import SIDE, normalised
from lossland.algorithms.vision.resize import centre_square
from lossland.datasets.photographs import photograph, photograph_file
from lossland.engine.numerics import fix_numerics
from lossland.models.shipped import classifier

CALLERS, ASKED, ALONE, BARE = 8, 25, 60, 60


@torch.no_grad()
def bare() -> list[float]:
    """Seconds of each of `BARE` answers."""
    fix_numerics()
    net, picture = classifier(), photograph("cat", 512).permute(2, 0, 1)
    took = []
    for _ in range(BARE):
        began = time.perf_counter()
        net(normalised(centre_square(picture, SIDE)[None])).softmax(1).topk(5)
        took.append(time.perf_counter() - began)
    return took[5:]


def main() -> None:
    """Answers a second and median milliseconds, bare and asked for."""
    file = photograph_file("cat").read_bytes()
    with httpx.Client(base_url=sys.argv[1], timeout=120) as client:

        def ask(_: int) -> float:
            began = time.perf_counter()
            client.post("infer/classify", files={"image": ("cat.png", file)}).raise_for_status()
            return time.perf_counter() - began

        with ThreadPoolExecutor(CALLERS) as pool:
            list(pool.map(ask, range(CALLERS)))  # the network is read once
            before = bare()
            began = time.perf_counter()
            list(pool.map(ask, range(CALLERS * ASKED)))
            rate = CALLERS * ASKED / (time.perf_counter() - began)
        alone = [ask(0) for _ in range(ALONE)]
    single = statistics.median(before)
    print(
        json.dumps(
            {
                "bare": 1 / single,
                "served": rate,
                "bare_ms": single * 1e3,
                "alone_ms": statistics.median(alone) * 1e3,
            }
        )
    )


if __name__ == "__main__":
    main()
