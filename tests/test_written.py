"""Numbers that people read have a minus sign that is one, powers of ten that are ones, and one rule that writes them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lossland.registry import AnyLab, lesson
from tests.support.registry import every_lab

BACKEND = Path(__file__).parents[1] / "backend" / "lossland"
WRONG = re.compile(r"(?<![\w)\]}.…%-])-\.?\d|\d[eE][+-]?\d|[\w)\]}²] - [\w(]|[α-ωl]-[0-9α-ω]|\d-[α-ω]|[=(×·]-[a-zα-ω|]")
"""A hyphen before or between numbers, or a power of ten as programs print it."""

TYPED = {"algorithms/surfaces/formula.py", "uploads"}
"""What is typed is told as it is typed."""


def texts() -> Iterator[tuple[str, ast.expr]]:
    """What every `T(...)` of the backend is given, with its place."""
    for path in sorted(BACKEND.rglob("*.py")):
        place = str(path.relative_to(BACKEND))
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "T":
                for given in node.args:
                    yield f"{place}:{given.lineno}", given


def words(given: ast.expr) -> str:
    """The words of a text, with a place for what is put in."""
    if isinstance(given, ast.Constant):
        return str(given.value)
    if isinstance(given, ast.JoinedStr):
        return "".join(words(part) for part in given.values)
    return "{}"


def test_no_text_has_a_number_as_programs_print_it() -> None:
    plain = [(place, words(given)) for place, given in texts() if not place.startswith(tuple(TYPED))]
    found = [(place, said) for place, said in plain if WRONG.search(said)]
    assert found == []


def test_numbers_in_texts_are_written_by_the_one_rule() -> None:
    """`told`, not a format of Python's."""
    found = [
        place
        for place, given in texts()
        for part in ast.walk(given)
        if isinstance(part, ast.FormattedValue) and part.format_spec and words(part.format_spec)[-1] in "efgr%"
    ]
    assert found == []


def test_powers_of_ten_at_ticks_are_written_by_the_one_rule() -> None:
    """`raised`, which knows the minus sign."""
    wrong = re.compile(r"<sup>(\{|-)")
    named = [path.name for path in sorted(BACKEND.rglob("*.py")) if wrong.search(path.read_text())]
    assert named == ["numbers.py"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@every_lab
def test_no_lesson_has_a_number_as_programs_print_it(lab: AnyLab, lang: str) -> None:
    said = re.sub(r'"(answer|tolerance)": *("[^"]*"|[^,}]*)', "", lesson(lab, lang))
    said = re.sub(r"\$\$.*?\$\$|\$[^$\n]+\$|`[^`]*`|\]\([^)]*\)|https?://\S+", "", said, flags=re.DOTALL)
    assert [line for line in said.splitlines() if WRONG.search(line)] == []
