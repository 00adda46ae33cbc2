"""Metrics as JSON are written in pieces that join to one document."""

from __future__ import annotations

import json

import numpy as np
import pytest

from lossland.api.metrics import json_pieces


@pytest.mark.parametrize("count", [0, 1, 9_999, 10_000, 10_001, 25_000])
def test_the_pieces_are_one_document(count: int) -> None:
    steps = np.arange(1, count + 1)
    loss = np.linspace(1, 0, count, dtype=np.float32)
    held = np.where(steps % 3 == 0, loss, np.nan).astype(np.float32)
    pieces = list(json_pieces(steps, {"loss": loss, "held out": held}))
    found = json.loads("".join(pieces))
    assert found["steps"] == steps.tolist()
    assert found["series"]["loss"] == loss.tolist()
    assert found["series"]["held out"] == [
        None if step % 3 else value for step, value in zip(steps, loss.tolist(), strict=True)
    ]
    assert max(map(len, pieces)) < 30 * 10_000
