"""The lab of convolutional networks in each of its studies, with what may change on the way."""

from __future__ import annotations

from tests.support.cases import Case

ONE = [[[0.5, 0.1], [0.5, 0.9]]]
OWN = {"study": "own", "side": "96", "per_class": 5, "head_batch": 8}
CASES = {
    "drawn": Case(
        changes=[(3, "action", {"kind": "draw", "strokes": ONE}), (9, "params", {"rate": 0.02, "warp": 0.1})]
    ),
    "norms": Case({"network": "resnet", "count": 100, "batch": 50, "optimizer": "momentum", "mirror": True}, steps=10),
    "walk": Case({"study": "shapes", "classic": "lenet5"}, steps=4),
    "own": Case(OWN, changes=[(6, "params", {"head_rate": 0.1})], steps=10),
    "own_part": Case({**OWN, "frozen": "part"}, steps=8),
    "own_none": Case({**OWN, "frozen": "none"}, steps=3),
    "imagenet": Case({"study": "imagenet"}, changes=[(1, "params", {"answer": 2, "depth": 4})], steps=2),
}
