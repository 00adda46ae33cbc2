"""The playground on every kind of data, with noise, edited weights and points, and early stopping."""

from __future__ import annotations

from typing import Any

from lossland.uploads.csv import parse_csv
from tests.support.cases import Case

HASH = "0" * 64
TABLE = parse_csv(b"cm,g,kind\n" + b"".join(b"%d,%d,%s\n" % (i, i * i % 7, [b"cat", b"dog"][i % 2]) for i in range(12)))

DATA: dict[str, dict[str, Any]] = {
    **{kind: {"kind": kind, "count": 40} for kind in ("circle", "xor", "gauss", "spiral", "moons")},
    "blobs": {"kind": "blobs", "count": 40, "classes": 4},
    "iris": {"kind": "iris"},
    "digits": {"kind": "digits", "classes": 3, "count": 60},
    "points": {"kind": "points"},
    "table": {"kind": "table", "table": HASH, "x1": "cm", "x2": "g", "label": "kind"},
}

CASES = {
    **{name: Case({"data": data, "batch_size": 8}, steps=12, uploads={HASH: TABLE}) for name, data in DATA.items()},
    "edited": Case(
        {"data": {"kind": "points"}, "held_out": 0.25},
        [
            (0, "params", {"lr": 0.1, "optimizer": "adam"}),
            (3, "action", {"kind": "set_weight", "layer": 1, "unit": 2, "input": 0, "value": 1.5}),
            (4, "action", {"kind": "set_bias", "layer": 3, "unit": 0, "value": -1}),
            (5, "action", {"kind": "add_point", "x": 1, "y": -2}),
            (6, "action", {"kind": "move_point", "index": 3, "x": 0.5, "y": 0.5}),
            (7, "action", {"kind": "remove_point", "index": 0}),
            (9, "params", {"optimizer": "adadelta", "dropout": 0.2}),
        ],
    ),
    "noise and norm": Case(
        {
            "data": {"kind": "blobs", "count": 40},
            "layer_activations": {"layer_1": "gelu", "layer_2": "leaky_relu"},
            "features": {"product": True, "sin_x1": True},
            "batch_norm": True,
            "dropout": 0.3,
            "dropconnect": 0.2,
            "schedule": "cosine",
            "loss": "squared_error",
            "l1": 0.001,
            "form": "library",
        }
    ),
    "stopped early": Case({"data": {"kind": "moons", "count": 20, "noise": 1.0}, "patience": 2, "lr": 5.0}),
}
