"""The learning rate lab with the optimizer that looks ahead."""

from __future__ import annotations

from tests.support.cases import Case

CASES = {"nesterov": Case({"steps": 60, "optimizer": "nesterov"})}
