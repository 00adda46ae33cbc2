"""What the lesson of the attention lab says of networks that were trained for some time."""

from __future__ import annotations

import pytest

from lossland.labs.sequences.attention.lab import Attention
from tests.support.runs import advance, numbers, session

UPDATES = 400


def right(**params: object) -> float:
    """Share of right characters on text held out."""
    return numbers(advance(session(Attention(), 0, params), UPDATES))["read_right"][-1]


def test_the_next_character_is_learned_sooner_than_blanks_are() -> None:
    assert right(study="next") == pytest.approx(0.5, abs=0.06)
    assert right(study="blank") == pytest.approx(0.2, abs=0.06)


def test_nine_of_ten_blanks_leave_little_more_than_frequencies() -> None:
    assert right(study="blank", hidden=0.9) < 0.2
