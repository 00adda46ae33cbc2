"""Prints speed as ratios and shares of one run, and writes them to bench.json. Nothing here asserts a time.

`SOAK_SECONDS` (60) is how long the server's memory is watched; `BENCH` names the parts to run, all by default.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench import loops
from tests.bench.measured import Results, module, serve
from tests.bench.sequences import beam, cloud, words
from tests.support.server import Server

LAB, INSTANT, PLAYGROUND = "linear-regression", "activations", "mlp-playground"
SOAK_SECONDS = float(os.environ.get("SOAK_SECONDS", "60"))


def stack() -> Results:
    """The cheapest lab: what the stack costs beside it."""
    return stack_of(LAB, "")


def playground() -> Results:
    """The lab of the home page: the stack's cost, and its own loop against autograd and `torch.optim`."""
    epochs = json.loads(module("playground", 15))
    results = {
        "playground: epochs a second, autograd": epochs["autograd"],
        "playground: epochs a second, bare": epochs["bare"],
        "playground: epochs a second, 20 frames/s (target >= 200)": epochs["frames"],
        "playground: bare / autograd": epochs["bare"] / epochs["autograd"],
    }
    return results | stack_of(PLAYGROUND, "playground: ")


def learning_rate() -> Results:
    """Many networks in one tensor against one of them alone, by the same step."""
    updates = json.loads(module("learning_rate", 12))
    return {
        "learning-rate: updates a second of one network": updates["1"],
        "learning-rate: time of 16 networks / time of one (target <= 3)": updates["1"] / updates["16"],
        "learning-rate: time of all 23 rows / time of one": updates["1"] / updates["23"],
    }


def landscape() -> Results:
    """A 51 x 51 loss surface against the plain loop over its points."""
    targets = {"2-16": "target >= 5", "CNN of 4 layers, 4": "target >= 2"}
    results: Results = {}
    for name, (ratio, away) in json.loads(module("landscape")).items():
        target = next((f" ({text})" for start, text in targets.items() if name.startswith(start)), "")
        results[f"surface of {name}: times faster{target}"] = ratio
        results[f"surface of {name}: largest difference (target <= 1e-5)"] = away
    return results


def nms() -> Results:
    """Suppression of boxes against onnxruntime's."""
    results: Results = {}
    for n, found in json.loads(module("nms")).items():
        target = "<= 2" if n == "1000" else "< 1"
        results[f"NMS of {n} boxes, ms"] = found["ours"]
        results[f"NMS of {n} boxes: time / onnxruntime's (target {target})"] = found["ours"] / found["theirs"]
        results[f"NMS of {n} boxes: the same kept (target 1)"] = found["same"]
    return results


def own_classes() -> Results:
    """A softmax on fixed features of three classes of 30 pictures."""
    found = json.loads(module("own_classes"))
    return {
        "own classes: s for the features of 90 pictures": found["features"],
        "own classes: s to 95 % on them (target <= 2)": found["learned"],
    }


def training() -> Results:
    """Style transfer and networks in training, unwatched, against plain PyTorch loops."""
    return serve(1, loops.ratios)


def infer() -> Results:
    """Pictures named through HTTP against the bare network."""

    def measure(server: Server) -> Results:
        found = json.loads(module("infer", server.client.base_url))
        return {
            "classify: answers a second, bare": found["bare"],
            "classify: 8 callers / bare (target >= .7)": found["served"] / found["bare"],
            "classify: ms more than bare, alone (target <= 15)": found["alone_ms"] - found["bare_ms"],
        }

    return serve(1, measure)


def large() -> Results:
    """Six layers of 64: every unit's map, as one reader gets it."""

    def measure(server: Server) -> Results:
        run = server.run(lab=PLAYGROUND, seed=0, play=True, params={"hidden": [64] * 6})
        server.wait_for_step(run, 50)
        seen = json.loads(module("readers", server.port, run, 1, 10))
        return {
            "six layers of 64: frames a second (target >= 10)": seen["frames"] / 10,
            "six layers of 64: kB a frame (target <= 1000)": seen["bytes"] / max(1, seen["frames"]) / 1e3,
        }

    return serve(1, measure)


def page() -> Results:
    """The page in a real browser."""
    return serve(1, lambda server: json.loads(module("page", server.port)))


def race() -> Results:
    """Nine racers whose start is dragged in a real browser, and the basins of Adam from 10,000 starts."""
    return serve(1, lambda server: json.loads(module("race", server.port)))


def stack_of(lab: str, prefix: str) -> Results:
    """The whole stack with one reader against the bare loop, in turns; the ratio of the medians."""
    bare: list[float] = []
    whole: list[float] = []

    def measure(server: Server) -> Results:
        for turn in range(5):
            bare.append(float(module("bare", lab, 4)))
            run = server.run(lab=lab, seed=turn, play=True)
            reader = subprocess.Popen(
                [sys.executable, "-m", "tests.bench.readers", str(server.port), run, "1", "8"], stdout=subprocess.PIPE
            )
            server.wait_for_step(run, 5000)
            first, began = server.step(run), time.monotonic()
            time.sleep(5)
            whole.append((server.step(run) - first) / (time.monotonic() - began))
            output, _ = reader.communicate()
            frames = json.loads(output)["frames"] / 8
            server.control(run, "stop")
            results[f"{prefix}frames a second"] = frames
        return results

    results: Results = {}
    serve(1, measure)
    results[f"{prefix}bare updates a second"] = statistics.median(bare)
    results[f"{prefix}stack updates a second"] = statistics.median(whole)
    results[f"{prefix}stack / bare (target >= 0.95)"] = statistics.median(whole) / statistics.median(bare)
    return results


def latency(server: Server, count: int) -> list[float]:
    """Milliseconds of so many instant frames, one after another, each with another parameter."""
    times = []
    for i in range(count):
        began = time.perf_counter()
        server.client.post(f"labs/{INSTANT}/frame", json={"params": {"z": -3 + 6 * i / count}}).raise_for_status()
        times.append((time.perf_counter() - began) * 1e3)
    return times


def many() -> Results:
    """Instant frames alone and beside 30 busy runs on 2 workers, and how evenly those runs go on."""

    def measure(server: Server) -> Results:
        latency(server, 20)
        alone = latency(server, 200)
        runs = [server.run(lab=LAB, seed=seed, play=True) for seed in range(30)]
        for run in runs:
            server.wait_for_step(run, 200, 120)
        before, began = [server.step(run) for run in runs], time.monotonic()
        beside = latency(server, 200)
        time.sleep(max(0.0, 12 - (time.monotonic() - began)))
        went = [server.step(run) - step for run, step in zip(runs, before, strict=True)]
        return {
            "instant frame alone, p50 ms (target <= 30)": statistics.median(alone),
            "instant frame beside 30 runs, p50 ms": statistics.median(beside),
            "instant frame beside 30 runs, p95 ms (target <= 80)": statistics.quantiles(beside, n=20)[-1],
            "30 runs: fastest / slowest (target <= 2)": max(went) / max(1, min(went)),
            "page served after the command, s (target <= 3)": server.served_after,
        }

    return serve(2, measure)


def crowd() -> Results:
    """200 readers of one run, reconnecting at random: faults, and the server's share of a core."""

    def measure(server: Server) -> Results:
        run = server.run(lab=LAB, seed=0, play=True)
        server.wait_for_step(run, 1000)
        reading = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.readers", str(server.port), run, "200", "30"], stdout=subprocess.PIPE
        )
        time.sleep(5)
        before, began = server.process.cpu_times(), time.monotonic()
        time.sleep(20)
        after, seconds = server.process.cpu_times(), time.monotonic() - began
        output, _ = reading.communicate()
        seen: dict[str, Any] = json.loads(output)
        used = after.user + after.system - before.user - before.system
        return {
            "200 readers: share of a core (target < 0.5)": used / seconds,
            "200 readers: metrics missing or doubled (target 0)": seen["faults"],
            "200 readers: frames a second each": seen["frames"] / 200 / 30,
            "200 readers: kB a frame": seen["bytes"] / max(1, seen["frames"]) / 1e3,
            "200 readers: connections": seen["connections"],
        }

    return serve(1, measure)


def soak() -> Results:
    """How the server's memory grows while one run goes on with a reader."""

    def measure(server: Server) -> Results:
        speed = 0.9e6 / (SOAK_SECONDS + 30)  # at full speed the run would reach its last step within a minute
        run = server.run(lab=LAB, seed=0, play=True, speed=speed)
        watching = threading.Thread(target=module, args=("readers", server.port, run, 1, SOAK_SECONDS + 15))
        watching.start()
        time.sleep(15)
        first = server.process.memory_info().rss
        time.sleep(SOAK_SECONDS)
        grown = (server.process.memory_info().rss - first) / 2**20
        watching.join()
        return {f"server memory grown in {SOAK_SECONDS:g} s, MiB": grown, "server memory, MiB": first / 2**20}

    return serve(1, measure)


def imports() -> Results:
    """Seconds that importing the API takes, the best of three."""
    code = "import time; t = time.perf_counter(); import lossland.api.application; print(time.perf_counter() - t)"
    command = [sys.executable, "-c", code]
    times = [float(subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout) for _ in range(3)]
    return {"import of the API, s (target <= 0.7)": min(times)}


PARTS: list[Callable[[], Results]] = [
    imports,
    stack,
    playground,
    learning_rate,
    race,
    landscape,
    nms,
    words,
    beam,
    cloud,
    own_classes,
    training,
    infer,
    large,
    page,
    many,
    crowd,
    soak,
]


def main() -> None:
    """Runs the parts, prints as they finish, writes bench.json."""
    wanted = os.environ.get("BENCH", "").split()
    results: Results = {}
    for part in PARTS:
        if wanted and part.__name__ not in wanted:
            continue
        found = part()
        for name, value in found.items():
            print(f"{name:78} {value:12.4g}", flush=True)
        results.update(found)
    Path("bench.json").write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
