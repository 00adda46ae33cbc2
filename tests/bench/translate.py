"""Ten words through HTTP, beam 5: `python -m tests.bench.translate ADDRESS`. Prints JSON."""

from __future__ import annotations

import json
import statistics
import sys
import time

import httpx2 as httpx

TEXT, ASKED = "Les enfants jouaient hier dans le grand jardin de l'école.", 60


def main() -> None:
    """Median milliseconds of one caller after another."""
    with httpx.Client(base_url=sys.argv[1], timeout=120) as client:
        took = []
        for _ in range(ASKED):
            began = time.perf_counter()
            client.post("infer/translate", json={"text": TEXT, "beam_width": 5}).raise_for_status()
            took.append(time.perf_counter() - began)
    print(json.dumps({"ms": statistics.median(took[5:]) * 1e3}))


if __name__ == "__main__":
    main()
