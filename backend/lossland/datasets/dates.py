"""Dates as people write them, in English, French and Chinese, and as ISO 8601 has them."""

from __future__ import annotations

from datetime import date, timedelta
from string import Formatter
from typing import Literal, NamedTuple

import torch

FIRST, LAST = date(1900, 1, 1), date(2099, 12, 31)
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
FRENCH = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
WEEKDAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "zh": ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"],
}
DIGITS = "〇一二三四五六七八九"


Part = Literal["", "year", "month", "day"]
Piece = tuple[str, Part]
"""A piece of text, and which part of the date it tells; "" where none."""
ISO: tuple[Part, ...] = ("year",) * 4 + ("",) + ("month",) * 2 + ("",) + ("day",) * 2
"""What each character of the ISO date tells."""


class WrittenDate(NamedTuple):
    """A date as somebody wrote it, what each of its characters tells, and the same in ISO."""

    source: str
    parts: tuple[Part, ...]
    target: str


def written(day: date, form: int) -> WrittenDate:
    """The date in one of the `WAYS`."""
    texts, pieces = _texts(day), list[Piece]()
    for literal, name, _, _ in Formatter().parse(WAYS[form]):
        pieces += [(literal, "")] if literal else []
        pieces += [texts[name]] if name else []
    parts = [part for text, part in pieces for _ in text]
    return WrittenDate("".join(text for text, _ in pieces), tuple(parts), day.isoformat())


def true_characters(found: WrittenDate) -> list[list[int]]:
    """For each character of the ISO date the source's characters that tell it; none for the hyphens.

    Where both write the same number of digits, each is told by its own; else all of the part tell it.
    """
    told: list[list[int]] = []
    for k, part in enumerate(ISO):
        there = [i for i, each in enumerate(found.parts) if part and each == part]
        own = ISO[:k].count(part)
        alike = "".join(found.source[i] for i in there) == "".join(
            sign for sign, each in zip(found.target, ISO, strict=True) if each == part
        )
        told.append([there[own]] if alike and part else there)
    return told


def _ordinal(d: int) -> str:
    ending = "th" if 10 < d < 20 else {1: "st", 2: "nd", 3: "rd"}.get(d % 10, "th")
    return f"{d}{ending}"


def _chinese(n: int) -> str:
    """Numbers to 31 as they are spoken."""
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (
        DIGITS[ones] if ones or not tens else ""
    )


def _texts(day: date) -> dict[str, Piece]:
    """What the names in `WAYS` stand for."""
    d, m, y, w = day.day, day.month, day.year, day.weekday()
    return {
        "y": (str(y), "year"),
        "年": ("".join(DIGITS[int(sign)] for sign in str(y)), "year"),
        "m": (str(m), "month"),
        "mm": (f"{m:02}", "month"),
        "Month": (ENGLISH[m - 1], "month"),
        "Mon": (ENGLISH[m - 1][:3], "month"),
        "mon": (ENGLISH[m - 1][:3].lower(), "month"),
        "mois": (FRENCH[m - 1], "month"),
        "月": (_chinese(m), "month"),
        "d": (str(d), "day"),
        "dd": (f"{d:02}", "day"),
        "dth": (_ordinal(d), "day"),
        "jour": ("1er" if d == 1 else str(d), "day"),
        "日": (_chinese(d), "day"),
        "Weekday": (WEEKDAYS["en"][w], ""),
        "semaine": (WEEKDAYS["fr"][w], ""),
        "星期": (WEEKDAYS["zh"][w], ""),
    }


WAYS = (
    "{Month} {d}, {y}",
    "{d} {Month} {y}",
    "{Mon} {d} {y}",
    "the {dth} of {Month} {y}",
    "{Weekday}, {Month} {dth}, {y}",
    "{dd}.{mm}.{y}",
    "{d}-{mon}-{y}",
    "{jour} {mois} {y}",
    "le {semaine} {jour} {mois} {y}",
    "{dd}/{mm}/{y}",
    "{y}年{m}月{d}日",
    "{年}年{月}月{日}日",
    "{y}年{m}月{d}日{星期}",
)
"""With slashes the day comes first, as in French."""


def dates(count: int, rng: torch.Generator) -> list[WrittenDate]:
    """So many, drawn evenly over days and ways."""
    days = torch.randint((LAST - FIRST).days + 1, (count,), generator=rng).tolist()
    forms = torch.randint(len(WAYS), (count,), generator=rng).tolist()
    return [written(FIRST + timedelta(days=day), form) for day, form in zip(days, forms, strict=True)]
