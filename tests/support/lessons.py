"""What a file of lessons holds: its lessons, the presets they lead to, and their questions with answers."""

from __future__ import annotations

import ast
import json
import math
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from lossland.lab.illustrations import IMAGE
from lossland.registry import AnyLab, lesson

QUESTION = re.compile(r"```question\n(.*?)\n```", re.DOTALL)
LINK = re.compile(r"\[([^\]]*)\]\(\?preset=([^)]*)\)")


class Link(NamedTuple):
    """A preset that a lesson leads to, `[title](?preset=slug)`."""

    title: str
    slug: str


class Lesson(NamedTuple):
    """What stands under one heading of level one."""

    title: str
    text: str

    @property
    def links(self) -> list[Link]:
        return [Link(*found) for found in LINK.findall(IMAGE.sub("", self.text))]

    @property
    def questions(self) -> list[dict[str, Any]]:
        return [json.loads(found) for found in QUESTION.findall(self.text)]


def lessons(lab: AnyLab, lang: str) -> list[Lesson]:
    """The lessons of a lab, in their order."""
    parts = re.split(r"^# (.+)\n", lesson(lab, lang), flags=re.MULTILINE)
    assert not parts[0], f"{lab.slug}: something stands before the first lesson"
    return [Lesson(title.strip(), text) for title, text in zip(parts[1::2], parts[2::2], strict=True)]


def linked(lab: AnyLab, lang: str = "en") -> list[str]:
    """The presets that the lessons of a lab lead to, by their slugs."""
    return [link.slug for one in lessons(lab, lang) for link in one.links]


def questions(lab: AnyLab, lang: str) -> list[dict[str, Any]]:
    """All questions of a lab."""
    return [question for one in lessons(lab, lang) for question in one.questions]


OPERATIONS: dict[type[ast.operator | ast.unaryop], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
}
FUNCTIONS: dict[str, Callable[..., float]] = {
    "ceil": math.ceil,
    "floor": math.floor,
    "min": min,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "sqrt": math.sqrt,
}


def answer(question: Mapping[str, Any], settings: Mapping[str, Any]) -> float:
    """The answer to a question of numbers with these settings, as the page works it out: a list counts as its length."""

    def value(node: ast.expr) -> Any:
        match node:
            case ast.Constant():
                return node.value
            case ast.Name(id="p"):
                return settings
            case ast.Attribute():
                return value(node.value)[node.attr]
            case ast.BinOp():
                return OPERATIONS[type(node.op)](number(node.left), number(node.right))
            case ast.UnaryOp():
                return OPERATIONS[type(node.op)](number(node.operand))
            case ast.Call(func=ast.Name(id=name)):
                return FUNCTIONS[name](*map(number, node.args))
        raise AssertionError(ast.unparse(node))

    def number(node: ast.expr) -> float:
        found = value(node)
        return len(found) if isinstance(found, list) else float(found)

    return number(ast.parse(question["answer"].replace("^", "**"), mode="eval").body)
