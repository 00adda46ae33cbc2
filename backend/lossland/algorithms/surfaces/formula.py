"""A formula in x and y that a student typed: read by recursive descent, evaluated with its gradient, never executed.

    sum      = product { ("+" | "-") product }
    product  = sign { ("*" | "/") sign }
    sign     = ("+" | "-") sign | power
    power    = atom [ ("^" | "**") sign ]
    atom     = number | "x" | "y" | "pi" | "e" | name "(" sum ")" | "(" sum ")"

Where a formula has no finite value it gives inf or NaN. Its gradient is taken forwards, in dual numbers.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.surfaces.dual_numbers import FUNCTION, Dual
from lossland.lab.text import Refused, T

LONGEST = 200
"""Characters of a formula."""
DEEPEST = 24
"""Brackets, signs and powers inside of each other."""
LARGEST_NUMBER = 1e9
LARGEST_EXPONENT = 20
FUNCTIONS_OF_ONE = tuple(FUNCTION)
CONSTANTS = {"pi": math.pi, "e": math.e}
ALLOWED = T(
    "numbers, x, y, pi, e, + - * / ^, ( ), " + ", ".join(FUNCTIONS_OF_ONE),
    "数字、x、y、pi、e、+ - * / ^、( )、" + "、".join(FUNCTIONS_OF_ONE),
)
_DIGITS = frozenset("0123456789")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")


class FormulaError(Refused):
    """Says in both languages at which character (from 1) what was found and what is allowed there."""

    def __init__(self, at: int, found: str, allowed: T) -> None:
        shown = found if len(found) <= 20 else found[:20] + "…"
        what = T(f"'{shown}'", f"“{shown}”") if found else T("the end", "结尾")
        en = f"at character {at + 1}: found {what}; allowed here: {allowed}"
        super().__init__(T(en, f"第 {at + 1} 个字符：遇到{what.zh}；此处可用：{allowed.zh}"))
        self.at = at


class Token(NamedTuple):
    """A piece of the text: a number, a name, a sign, or the end ""."""

    kind: str
    text: str
    at: int


class Node(NamedTuple):
    """A piece of a formula: a number, "x", "y", an operator or a function of other pieces."""

    what: str
    number: float = 0.0
    parts: tuple[Node, ...] = ()


def tokens_of(text: str) -> list[Token]:
    """The tokens of a formula. Raises `FormulaError` at a character that none begins with."""
    found, at = [], 0
    while at < len(text):
        letter, end = text[at], at
        if letter in " \t":
            at += 1
            continue
        if letter in _DIGITS or letter == ".":
            if letter == "." and text[at + 1 : at + 2] not in _DIGITS:
                raise FormulaError(at, ".", ALLOWED)
            end = _end_of_number(text, at)
            found.append(Token("number", text[at:end], at))
        elif letter in _LETTERS:
            while end < len(text) and (text[end] in _LETTERS or text[end] in _DIGITS):
                end += 1
            found.append(Token("name", text[at:end], at))
        elif text.startswith("**", at):
            end = at + 2
            found.append(Token("^", "**", at))
        elif letter in "+-*/^()":
            end = at + 1
            found.append(Token(letter, letter, at))
        else:
            raise FormulaError(at, letter, ALLOWED)
        at = end
    return [*found, Token("end", "", len(text))]


def _end_of_number(text: str, at: int) -> int:
    """Where the number that begins at `at` ends: 12, 1.5, .5, 2e-3."""

    def digits(end: int) -> int:
        while end < len(text) and text[end] in _DIGITS:
            end += 1
        return end

    end = digits(at)
    if end < len(text) and text[end] == ".":
        end = digits(end + 1)
    if end < len(text) and text[end] in "eE":
        sign = end + 1 + (text[end + 1 : end + 2] in ("+", "-"))
        if digits(sign) > sign:
            end = digits(sign)
    return end


class Reader:
    """Reads one formula; each method takes what its line of the grammar says."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            allowed = T(f"at most {LONGEST} characters", f"最多 {LONGEST} 个字符")
            raise FormulaError(LONGEST, text[LONGEST], allowed)
        self.tokens = tokens_of(text)
        self.at = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        """The next token, which is then behind."""
        token = self.next
        self.at += 1
        return token

    def whole(self) -> Node:
        """The formula from its first to its last character."""
        node = self.sum()
        if self.next.kind != "end":
            allowed = T("+ - * / ^ or the end (write 2*x, not 2x)", "+ - * / ^ 或结尾 (写 2*x，不写 2x)")
            if self.next.kind == ")":
                allowed = T("+ - * / ^ or the end: no bracket is open", "+ - * / ^ 或结尾：没有未闭合的括号")
            raise FormulaError(self.next.at, self.next.text, allowed)
        return node

    def sum(self) -> Node:
        node = self.product()
        while self.next.kind in ("+", "-"):
            node = Node(self.take().kind, parts=(node, self.product()))
        return node

    def product(self) -> Node:
        node = self.sign()
        while self.next.kind in ("*", "/"):
            node = Node(self.take().kind, parts=(node, self.sign()))
        return node

    def sign(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            allowed = T(f"at most {DEEPEST} levels of brackets and signs", f"括号与正负号最多嵌套 {DEEPEST} 层")
            raise FormulaError(self.next.at, self.next.text, allowed)
        if self.next.kind in ("+", "-"):
            minus = self.take().kind == "-"
            node = self.sign()
            node = Node("negative", parts=(node,)) if minus else node
        else:
            node = self.power()
        self.depth -= 1
        return node

    def power(self) -> Node:
        base = self.atom()
        if self.next.kind != "^":
            return base
        self.take()
        at, text = self.next.at, self.next.text
        exponent = self.sign()
        number = constant_of(exponent)
        if number is None:
            return Node("^", parts=(base, exponent))
        if not abs(number) <= LARGEST_EXPONENT:
            allowed = T(
                f"exponents from -{LARGEST_EXPONENT} to {LARGEST_EXPONENT}",
                f"指数须在 -{LARGEST_EXPONENT} 到 {LARGEST_EXPONENT} 之间",
            )
            raise FormulaError(at, text, allowed)
        return Node("power", number, (base,))

    def atom(self) -> Node:
        token = self.take()
        if token.kind == "number":
            number = float(token.text)
            if not number <= LARGEST_NUMBER:
                raise FormulaError(token.at, token.text, T("numbers up to 1e9", "不超过 1e9 的数"))
            return Node("number", number)
        if token.kind == "(":
            return self.inside()
        if token.kind == "name":
            if token.text in ("x", "y"):
                return Node(token.text)
            if token.text in CONSTANTS:
                return Node("number", CONSTANTS[token.text])
            if token.text in FUNCTIONS_OF_ONE:
                if self.next.kind != "(":
                    allowed = T(f"( after {token.text}", f"{token.text} 之后须为 (")
                    raise FormulaError(self.next.at, self.next.text, allowed)
                self.take()
                return Node(token.text, parts=(self.inside(),))
        allowed = T("a number, x, y, pi, e, ( or a function: ", "数字、x、y、pi、e、( 或函数：")
        names = ", ".join(FUNCTIONS_OF_ONE)
        raise FormulaError(token.at, token.text, T(f"{allowed}{names}", f"{allowed.zh}{names}"))

    def inside(self) -> Node:
        """What follows an opening bracket, up to the closing one."""
        node = self.sum()
        if self.next.kind != ")":
            raise FormulaError(self.next.at, self.next.text, T("+ - * / ^ or )", "+ - * / ^ 或 )"))
        self.take()
        return node


def parse(text: str) -> Node:
    """The formula as a tree. Raises `FormulaError`."""
    return Reader(text).whole()


def constant_of(node: Node) -> float | None:
    """The number that a piece without x and y is, None for one with them; NaN or inf where it has no value."""
    if node.what in ("x", "y"):
        return None
    if any(constant_of(part) is None for part in node.parts):
        return None
    nothing = torch.zeros((), dtype=torch.float64)
    return float(dual(node, Dual(nothing), Dual(nothing)).value)


def dual(node: Node, x: Dual, y: Dual) -> Dual:
    """Value and derivatives of a formula where x and y are."""
    if node.what == "number":
        return Dual(node.number)
    if node.what in ("x", "y"):
        return x if node.what == "x" else y
    a = dual(node.parts[0], x, y)
    if node.what == "negative":
        return -a
    if node.what == "power":
        return a**node.number
    if node.what in FUNCTION:
        return a.through(*FUNCTION[node.what](torch.as_tensor(a.value, dtype=torch.float64)))
    b = dual(node.parts[1], x, y)
    if node.what == "^":
        return a**b
    if node.what == "+":
        return a + b
    if node.what == "-":
        return a - b
    return a * b if node.what == "*" else a / b


def formula_value(node: Node, theta: Tensor) -> Tensor:
    """The formula at theta (..., 2). (...,)"""
    x, y = theta[..., 0], theta[..., 1]
    return torch.zeros_like(x) + dual(node, Dual(x), Dual(y)).value


def formula_gradient(node: Node, theta: Tensor) -> Tensor:
    """Its derivatives by x and y at theta (..., 2). (..., 2)"""
    x, y = theta.unbind(-1)
    found = dual(node, Dual(x, 1.0), Dual(y, None, 1.0))
    parts = [torch.zeros_like(x) if d is None else torch.as_tensor(d, dtype=x.dtype) for d in (found.dx, found.dy)]
    return torch.stack([part.expand_as(x) for part in parts], -1)
