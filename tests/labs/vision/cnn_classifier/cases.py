"""Both studies, every kind of network that keeps numbers of its own, and what a hand does meanwhile."""

from __future__ import annotations

from tests.support.cases import Case

ONE = [[[0.5, 0.1], [0.5, 0.9]]]
CASES = {
    "drawn": Case(
        changes=[(3, "action", {"kind": "draw", "strokes": ONE}), (9, "params", {"rate": 0.02, "warp": 0.1})]
    ),
    "norms": Case({"network": "resnet", "count": 100, "batch": 50, "optimizer": "momentum", "mirror": True}, steps=10),
    "walk": Case({"study": "shapes", "classic": "lenet5"}, steps=4),
}
