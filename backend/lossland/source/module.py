"""A parsed module of the package: what it defines, what it imports, and the text of each."""

from __future__ import annotations

import ast
import importlib
import inspect
import textwrap
from functools import cache
from types import ModuleType
from typing import NamedTuple

from lossland.source.names import Function

PACKAGE = "lossland"


class ExportError(Exception):
    """A lab uses something that cannot be cut out; the message names the file and the name."""


class Piece(NamedTuple):
    """A definition with all its text."""

    module: str
    name: str
    text: str
    line: int = 0


class Imported(NamedTuple):
    """`from module import name`, or `import module` where `name` is None."""

    module: str
    name: str | None
    statement: str


class Module:
    """A parsed module: what it defines and what it imports at its top level."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.live: ModuleType = importlib.import_module(name)
        self.text = inspect.getsource(self.live)
        self.lines = self.text.splitlines()
        self.definitions: dict[str, ast.stmt] = {}
        self.imports: dict[str, Imported] = {}
        for node in ast.parse(self.text).body:
            self._read(node)

    def _read(self, node: ast.stmt) -> None:
        if isinstance(node, Function | ast.ClassDef):
            self.definitions[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for name in (leaf.id for target in targets for leaf in ast.walk(target) if isinstance(leaf, ast.Name)):
                self.definitions[name] = node
        elif isinstance(node, ast.Import):
            for alias in node.names:
                local = alias.asname or alias.name.partition(".")[0]
                self.imports[local] = Imported(alias.name, None, ast.unparse(ast.Import([alias])))
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                statement = ast.unparse(ast.ImportFrom(node.module, [alias], node.level))
                self.imports[alias.asname or alias.name] = Imported(str(node.module), alias.name, statement)

    def cut(self, node: ast.stmt) -> str:
        """The text of a statement with its decorators."""
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
        return textwrap.dedent("\n".join(self.lines[first - 1 : node.end_lineno])) + "\n"


@cache
def module(name: str) -> Module:
    """The parsed module of that name."""
    return Module(name)
