"""Linear regression on every kind of data, with weights set, points added and the penalty changed on the way."""

from __future__ import annotations

import numpy as np

from lossland.runs.messages import Table
from tests.support.cases import Case

HASH = "0" * 64
TABLE = Table(("x", "y"), 12, np.arange(24, dtype="<f4").tobytes())

CASES = {
    "diabetes, changed on the way": Case(
        {"data": {"kind": "diabetes", "feature": "s5"}},
        [
            (0, "params", {"lr": 0.01}),
            (7, "action", {"kind": "set_weights", "a": 1.0, "b": -0.5}),
            (7, "params", {"penalty": "ridge"}),
        ],
    ),
    "own points": Case(
        {"data": {"kind": "points"}, "basis": "polynomial"}, [(3, "action", {"kind": "add_point", "x": 1, "y": 2})]
    ),
    "uploaded": Case(
        {"data": {"kind": "table", "table": HASH, "x": "x", "y": "y"}, "basis": "radial", "order": 3},
        uploads={HASH: TABLE},
    ),
}
