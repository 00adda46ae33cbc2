"""Numbers in names and chips of pictures are written as the page writes its own."""

from __future__ import annotations

import math

import pytest

from lossland.lab.numbers import raised, told


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (0, "0"),
        (-0.0, "0"),
        (1.00001, "1"),
        (0.9996, "1"),
        (0.0683, "0.0683"),
        (0.0001, "0.0001"),
        (-0.5, "−0.5"),
        (-1234.5, "−1,234"),
        (12345, "12,345"),
        (7.9e-11, "7.9×10⁻¹¹"),
        (-1e-7, "−10⁻⁷"),
        (1.5e9, "1.5×10⁹"),
        (math.nan, "–"),
        (-math.inf, "−∞"),
    ],
)
def test_a_number_is_written(number: float, text: str) -> None:
    assert told(number) == text


def test_a_tick_has_a_real_minus() -> None:
    assert [raised(-3), raised(2)] == ["10<sup>−3</sup>", "10<sup>2</sup>"]
