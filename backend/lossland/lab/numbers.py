"""How numbers are written in what people read: names, chips and ticks of pictures. The page writes its own the same way."""

from __future__ import annotations

import math

SMALLEST, LARGEST = 1e-4, 1e7
"""Smaller ones and larger ones are written with a power of ten."""


def told(number: float, digits: int = 3) -> str:
    """A number with at most `digits` significant digits, a minus sign that is one, and powers of ten as people write them."""
    if not math.isfinite(number):
        return "–" if math.isnan(number) else "∞" if number > 0 else "−∞"
    size = abs(float(f"{number:.{digits - 1}e}"))
    if size == 0:
        return "0"
    if not SMALLEST <= size < LARGEST:
        mantissa, exponent = f"{number:.{digits - 1}e}".split("e")
        factor = signed(trimmed(mantissa))
        power = "10" + str(int(exponent)).translate(RAISED)
        return {"1": power, "−1": f"−{power}"}.get(factor, f"{factor}×{power}")
    decimals = max(0, digits - 1 - math.floor(math.log10(size)))
    return signed(trimmed(f"{number:,.{decimals}f}"))


def raised(power: int) -> str:
    """A power of ten at a tick of a picture."""
    return f"10<sup>{signed(str(power))}</sup>"


RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def signed(text: str) -> str:
    """With the minus sign, which a hyphen is not."""
    return text.replace("-", "−")


def trimmed(text: str) -> str:
    """Without zeros after the last digit of a fraction."""
    return text.rstrip("0").rstrip(".") if "." in text else text
