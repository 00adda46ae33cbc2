"""The detection lab by study, with what a hand may change on the way."""

from __future__ import annotations

from tests.support.cases import Case

CASES = {
    "stages": Case(steps=4),
    "jumped": Case(changes=[(2, "params", {"stage": 1, "overlap": 0.3})], steps=5),
    "boxes": Case({"study": "iou", "descent": "ciou"}, changes=[(2, "params", {"b": [3, 2, 5, 4]})], steps=5),
    "single": Case({"study": "single"}, changes=[(5, "params", {"as_zeros": True, "single_batch": 4})], steps=24),
    "single_mixed": Case({"study": "single", "loss_form": "mixed"}, steps=6),
    "landmarks": Case(
        {"study": "single", "task": "landmarks"}, changes=[(3, "params", {"swapped": True, "looked": 4})], steps=8
    ),
    "window": Case({"study": "window", "side": 18}, steps=5),
    "regions": Case({"study": "regions"}, steps=12),
    "grid": Case(
        {"study": "grid", "scenes": 8},
        changes=[(3, "params", {"rate": 0.01, "losses": "squared", "batch": 4})],
        steps=12,
    ),
}
