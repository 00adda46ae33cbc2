"""The lab of convolutional networks in each of its studies, with what may change on the way."""

from __future__ import annotations

import numpy as np

from lossland.runs.messages import Pictures
from lossland.uploads.pictures import kept_pictures
from tests.support.cases import Case
from tests.support.kept import kept_vgg
from tests.support.photos import idx_of, zip_of

ONE = [[[0.5, 0.1], [0.5, 0.9]]]
ID = "ab" * 32


def strokes_of_three() -> Pictures:
    """Thirty pictures of 20x20 in three classes, as IDX files: upright, level and slanting lines, jittered."""
    rng = np.random.default_rng(5)
    y = np.arange(30, dtype=np.uint8) % 3
    x = rng.integers(0, 40, (30, 20, 20)).astype(np.uint8)
    for picture, label in zip(x, y, strict=True):
        at = int(rng.integers(5, 15))
        if label == 2:
            np.fill_diagonal(picture, 250)
        else:
            picture[(slice(2, 18), at) if label == 0 else (at, slice(2, 18))] = 250
    return kept_pictures(zip_of({"x-idx3-ubyte": idx_of(x), "y-idx1-ubyte": idx_of(y)})).pictures


OWN = {"study": "own", "side": "96", "per_class": 3, "head_batch": 4}
CASES = {
    "drawn": Case(
        changes=[(3, "action", {"kind": "draw", "strokes": ONE}), (9, "params", {"rate": 0.02, "warp": 0.1})]
    ),
    "norms": Case({"network": "resnet", "count": 100, "batch": 50, "optimizer": "momentum", "mirror": True}, steps=10),
    "branches": Case({"network": "inception", "branches": "added", "count": 100, "batch": 50}, steps=4),
    "sent": Case(
        {"data": {"kind": "own", "pictures": ID}, "count": 100, "batch": 6}, steps=8, uploads={ID: strokes_of_three()}
    ),
    "kept": Case(
        {"begin": {"kind": "kept", "model": ID}, "network": "vgg", "count": 100, "batch": 50},
        steps=4,
        uploads={ID: kept_vgg()},
    ),
    "walk": Case({"study": "shapes", "classic": "lenet5"}, steps=4),
    "own": Case(OWN, changes=[(4, "params", {"head_rate": 0.1})], steps=7),
    "own_each": Case({**OWN, "frozen": "each"}, steps=5),
    "transfer": Case({"study": "transfer", "updates": 20, "draws": 1}, steps=6),
    "imagenet": Case({"study": "imagenet"}, changes=[(1, "params", {"answer": 2, "depth": 4})], steps=2),
}
