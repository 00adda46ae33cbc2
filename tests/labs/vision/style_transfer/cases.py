"""The style transfer lab with the paper's optimizer, from noise, with what may change on the way."""

from __future__ import annotations

from tests.support.cases import Case

SMALL = {"size": "96"}
CASES = {
    "defaults": Case(steps=6),
    "lbfgs": Case({**SMALL, "optimizer": "lbfgs", "begin": "noise"}, steps=3),
    "changed": Case({**SMALL, "begin": "style"}, changes=[(2, "params", {"ratio": 300.0, "variation": 1.0})], steps=5),
}
