"""Gradient flow with everything that a layer may have, and its rate and clipping changed on the way."""

from __future__ import annotations

from tests.support.cases import Case

CASES = {
    "residual": Case(
        {"residual": "root2", "batch_norm": True, "depth": 6, "clip": 1.0}, [(9, "params", {"lr": 0.001, "clip": 0.1})]
    )
}
