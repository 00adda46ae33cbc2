"""The loss landscape with every kind of plane and network, moved and changed on the way."""

from __future__ import annotations

from tests.support.cases import Case

LONG = 75
"""Beyond 64 updates the trail keeps every other point, and not every step measures the loss."""

CASES = {
    "sharpness": Case({"sharpness": True}),
    "changed on the way": Case(
        {"trainings": "three", "starts": "own"},
        [
            (5, "action", {"kind": "centre_on", "training": 1}),
            (9, "params", {"plane": "pca", "batch_sizes": {"first": 7, "second": 300, "third": 32}}),
            (30, "action", {"kind": "move_centre", "panel": 0, "a": 1.5, "b": -0.5}),
            (70, "params", {"plane": "random", "first": {"optimizer": "adam", "lr": 0.1}}),
        ],
        steps=LONG,
    ),
    "both networks": Case({"plane": "pca", "skips": "both", "batch_norm": True, "depth": 3, "count": 50}, steps=LONG),
    "convolutions": Case(
        {"data": "digits", "network": "cnn", "skips": "residual", "plane": "random", "count": 50, "grid": 13},
    ),
}
