"""Formulas: values and gradients against Python's own arithmetic and finite differences, and hostile text."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable

import pytest
import torch
from hypothesis import example, given
from hypothesis import strategies as st

from lossland.algorithms.surfaces.formula import (
    FUNCTIONS_OF_ONE,
    LONGEST,
    FormulaError,
    formula_gradient,
    formula_value,
    parse,
)
from lossland.lab.text import T
from tests.support.examples import examples

NAMES: dict[str, float] = {"pi": math.pi, "e": math.e}
CALLS: dict[str, Callable[[float], float]] = {name: getattr(math, name) for name in FUNCTIONS_OF_ONE if name != "abs"}
CALLS["abs"] = abs
SLOPED = {**CALLS, "sqrt": lambda value: value / math.sqrt(value)}
"""The functions where they have a slope: a root has none at 0."""


def by_python(text: str, x: float, y: float, calls: dict[str, Callable[[float], float]] = CALLS) -> float:
    """Python's own value of the same text; NaN where Python has none."""

    def walk(node: ast.expr) -> float:
        if isinstance(node, ast.Constant):
            assert isinstance(node.value, int | float)
            return float(node.value)
        if isinstance(node, ast.Name):
            return {**NAMES, "x": x, "y": y}[node.id]
        if isinstance(node, ast.UnaryOp):
            value = walk(node.operand)
            return -value if isinstance(node.op, ast.USub) else value
        if isinstance(node, ast.Call):
            assert isinstance(node.func, ast.Name)
            return calls[node.func.id](walk(node.args[0]))
        assert isinstance(node, ast.BinOp)
        a, b = walk(node.left), walk(node.right)
        match node.op:
            case ast.Add():
                return a + b
            case ast.Sub():
                return a - b
            case ast.Mult():
                return a * b
            case ast.Div():
                return a / b
            case _:
                return math.pow(a, b)

    try:
        return walk(ast.parse(text.replace("^", "**"), mode="eval").body)
    except (ValueError, ZeroDivisionError, OverflowError):
        return math.nan


def at(x: float, y: float) -> torch.Tensor:
    return torch.tensor([x, y], dtype=torch.float64)


def formulas() -> st.SearchStrategy[str]:
    leaves = st.sampled_from(["x", "y", "2", "0.5", "pi", "e", "3e-1", ".25"])

    def grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.tuples(inner, st.sampled_from(["+", "-", "*", "/", " * "]), inner).map("".join),
            st.tuples(st.sampled_from(FUNCTIONS_OF_ONE), inner).map(lambda pair: f"{pair[0]}({pair[1]})"),
            inner.map(lambda text: f"({text})"),
            inner.map(lambda text: f"-{text}"),
            st.tuples(inner, st.sampled_from(["2", "3", "-1", "0"])).map(lambda pair: f"({pair[0]})^{pair[1]}"),
        )

    return st.recursive(leaves, grow, max_leaves=8).filter(lambda text: len(text) <= LONGEST)


place = st.floats(-3, 3).map(lambda value: round(value, 3))


@given(formulas(), place, place)
@examples(300)
def test_the_value_is_pythons(text: str, x: float, y: float) -> None:
    expected = by_python(text, x, y)
    found = float(formula_value(parse(text), at(x, y)))
    if math.isfinite(expected) and abs(expected) < 1e12:
        assert found == pytest.approx(expected, rel=1e-6, abs=1e-6)


@given(formulas(), place, place)
@example("-(-(x)^-1)^-1", 0.0, 0.0)
@example("sqrt(((x)^2)^2)", 0.0, 0.0)
@examples(300)
def test_the_gradient_is_that_of_finite_differences(text: str, x: float, y: float) -> None:
    """Where Python has a value and a slope at the point itself: a pole may be one that its neighbours do not show."""
    if not math.isfinite(by_python(text, x, y, SLOPED)):
        return
    tree, h = parse(text), 1e-5
    found = formula_gradient(tree, at(x, y)).tolist()
    for value, (a, b) in zip(found, ((h, 0.0), (0.0, h)), strict=True):
        behind, here, ahead = (float(formula_value(tree, at(x + k * a, y + k * b))) for k in (-1, 0, 1))
        left, right = (here - behind) / h, (ahead - here) / h
        # only where both sides agree: not at kinks and poles
        if math.isfinite(left) and math.isfinite(right) and abs(right - left) < 1e-3 * (1 + abs(left)) < 1:
            assert value == pytest.approx((left + right) / 2, rel=1e-2, abs=1e-2)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2^3^2", 512),
        ("-2^2", -4),
        ("2**3", 8),
        ("2^-1", 0.5),
        ("6/2*3", 9),
        ("8-3-2", 3),
        ("1e3 + .5", 1000.5),
        ("+-+2", -2),
        ("exp(log(x))*y^0", 3),
        ("x^y", 9),
        ("abs(-x)", 3),
    ],
)
def test_precedence_and_signs(text: str, value: float) -> None:
    assert float(formula_value(parse(text), at(3, 2))) == pytest.approx(value)


def test_a_variable_in_the_exponent() -> None:
    by_x, by_y = formula_gradient(parse("x^y"), at(3, 2)).tolist()
    assert by_x == pytest.approx(2 * 3)
    assert by_y == pytest.approx(9 * math.log(3))


def test_division_by_zero_is_inf_or_nan_and_not_an_error() -> None:
    grid = torch.tensor([[0.0, 1.0], [2.0, 0.0], [0.0, 0.0]], dtype=torch.float64)
    assert formula_value(parse("1/x"), grid).tolist() == [math.inf, 0.5, math.inf]
    assert formula_value(parse("x/x"), grid)[0].isnan()
    assert formula_gradient(parse("1/x"), grid).shape == (3, 2)
    assert math.isinf(float(formula_value(parse("1/0"), at(1, 1))))


@pytest.mark.parametrize(
    ("text", "character", "found"),
    [
        ("x +* y", 4, "*"),
        ("", 1, "the end"),
        ("x + ", 5, "the end"),
        ("(x + y", 7, "the end"),
        ("x + y)", 6, ")"),
        ("2x", 2, "x"),
        ("x y", 3, "y"),
        ("foo(x)", 1, "foo"),
        ("z", 1, "z"),
        ("sin x", 5, "x"),
        ("x.__class__", 2, "."),
        ("x.real", 2, "."),
        ("__import__('os')", 12, "'"),
        ("__import__", 1, "__import__"),
        ("x if y else 0", 3, "if"),
        ("[x]", 1, "["),
        ("x; y", 2, ";"),
        ("lambda: 0", 7, ":"),
        ("lambda(x)", 1, "lambda"),
        ("x = 1", 3, "="),
        ("x ^ 99", 5, "99"),
        ("x ^ (9^9)", 5, "("),
        ("x^(0/0)", 3, "("),
        ("9^9^9^9", 5, "9"),
        ("1e400", 1, "1e400"),
        ("x²", 2, "²"),
        ("ｘ + 1", 1, "ｘ"),
        ("х + 1", 1, "х"),
        ("x\n+ y", 2, "\n"),
        ("x\x00", 2, "\x00"),
        ("٣ + x", 1, "٣"),
        ("x + 1" * 3000, LONGEST + 1, "x"),
        ("(" * 60 + "x" + ")" * 60, 25, "("),
        ("-" * 60 + "x", 25, "-"),
        ("x" + "^x" * 60, 49, "x"),
    ],
)
def test_what_is_wrong_is_said_at_its_character_in_both_languages(text: str, character: int, found: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    said = caught.value.args[0]
    assert isinstance(said, T)
    assert said.startswith(f"at character {character}: found ")
    assert found in said
    assert "allowed here: " in said
    assert said.zh.startswith(f"第 {character} 个字符：遇到")
    assert caught.value.at == character - 1


@given(st.text(max_size=LONGEST + 20))
@examples(500)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        tree = parse(text)
    except FormulaError:
        return
    formula_value(tree, torch.zeros(3, 2, dtype=torch.float64))


@given(st.text(alphabet="xy0123456789.e+-*/^() sincoexplgqrtabh", max_size=LONGEST))
@examples(500)
def test_any_text_of_its_own_letters_is_read_or_refused(text: str) -> None:
    try:
        tree = parse(text)
    except FormulaError:
        return
    assert formula_gradient(tree, torch.zeros(3, 2, dtype=torch.float64)).shape == (3, 2)
