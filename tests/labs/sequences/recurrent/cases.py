"""Runs of the recurrent lab whose exports must give the same numbers."""

from __future__ import annotations

from tests.support.cases import Case

CASES = {
    "library": Case(
        {"form": "library", "units": 8}, changes=[(5, "params", {"rate": 0.003, "clip": 0.0, "others": 0.0})]
    ),
    "language": Case(
        {"study": "language", "learns": "rnn", "known": 100, "units": 8, "batch": 4},
        changes=[(3, "params", {"temperature": 1.4, "top_k": 5}), (5, "params", {"rate": 0.003})],
        steps=22,
    ),
    "names": Case(
        {"study": "names", "learns": "lstm", "units": 6, "batch": 8}, changes=[(5, "params", {"rate": 0.02})]
    ),
    "adding": Case(
        {"study": "adding", "length": 9, "units": 6, "batch": 8}, changes=[(5, "params", {"rate": 0.02, "clip": 0.0})]
    ),
}
