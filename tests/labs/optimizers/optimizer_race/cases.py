"""The race of nine optimizers whose start is dragged on the way."""

from __future__ import annotations

from lossland.registry import labs
from tests.support.cases import Case

NINE = next(preset.params for preset in labs()["optimizer-race"].presets if preset.slug == "nine")
MOVED = {**NINE.get("surface", {}), "start_x": 2.5}

CASES = {"dragged": Case(NINE, [(4, "params", {"surface": MOVED, "alpha": 0.1})], steps=12)}
