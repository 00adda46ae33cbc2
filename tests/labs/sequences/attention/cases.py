"""The two networks that are trained, with what a hand may change on the way."""

from __future__ import annotations

from tests.support.cases import Case

CASES = {
    "blanks": Case(
        {"study": "blank", "layers": 1, "heads": "2"},
        changes=[(3, "params", {"hidden": 0.3, "rate": 0.01}), (5, "params", {"line": "name"})],
        steps=22,
    ),
    "instant": Case(steps=2),
}
