"""Cuts the code of an experiment out of the package: a lab's methods and every name they need, in a runnable order.

Annotations are not followed: an export postpones their evaluation. Comments and docstrings come along, because pieces
are cut out of the files as text.
"""

from __future__ import annotations

import ast
import builtins
import inspect
from collections.abc import Callable, Sequence
from types import ModuleType

from pydantic import BaseModel

from lossland.lab import T
from lossland.registry import AnyLab
from lossland.source.module import PACKAGE, ExportError, Imported, Module, Piece, module
from lossland.source.names import Function, names_read, without_self

_TEXT = '''\
class T(str):
    """English text; `zh` is the same in Chinese."""

    def __new__(cls, en, zh):
        self = super().__new__(cls, en)
        self.zh = zh
        return self
'''
"""What stands for `lab.text.T`, which knows pydantic."""


class Source:
    """Everything `methods` of a lab need: `pieces` in a runnable order, import statements, parameter classes.

    `loader` writes what stands for an embedded loader of that name; without one it is cut out like any function.
    """

    def __init__(self, lab: AnyLab, methods: Sequence[str], loader: Callable[[str], str] | None = None) -> None:
        self.lab = lab
        self.pieces: list[Piece] = []
        self.imports: set[str] = set()
        self.models: list[type[BaseModel]] = []
        self._loader = loader
        self._seen: set[tuple[str, str]] = set()
        for method in methods:
            self._attribute(method)

    def _attribute(self, name: str) -> None:
        """A method of the lab as a function, or a class attribute as a constant."""
        if ("self", name) in self._seen:
            return
        self._seen.add(("self", name))
        owner = next((kind for kind in type(self.lab).__mro__ if name in vars(kind)), None)
        if owner is None:
            raise ExportError(f"{inspect.getfile(type(self.lab))}: self.{name} is not on the class")
        source = module(owner.__module__)
        body = source.definitions[owner.__name__]
        assert isinstance(body, ast.ClassDef)
        node = next((item for item in body.body if isinstance(item, Function) and item.name == name), None)
        if node is None:
            value = getattr(self.lab, name)
            if not isinstance(value, str | int | float):
                raise ExportError(f"{inspect.getfile(owner)}: self.{name} is neither a method nor a plain constant")
            self._emit(Piece(owner.__module__, name, f"{name} = {value!r}\n"))
            return
        text, used = without_self(source.cut(node))
        for other in used:
            self._attribute(other)
        self._needs(source, node)
        self._emit(Piece(type(self.lab).__module__, name, text, node.lineno))

    def _needs(self, source: Module, node: ast.AST) -> None:
        for name in names_read(node):
            self._name(source, name)

    def _name(self, source: Module, name: str) -> None:
        if (source.name, name) in self._seen:
            return
        self._seen.add((source.name, name))
        imported = source.imports.get(name)
        if name in source.definitions:
            self._definition(source, name, source.definitions[name])
        elif imported is None:
            if not hasattr(builtins, name) and name != "__file__":  # of which every module has one
                raise ExportError(f"{source.live.__file__}: where {name!r} comes from cannot be told")
        elif imported.module.partition(".")[0] != PACKAGE:
            self.imports.add(imported.statement)
        elif imported.module.startswith(f"{PACKAGE}.assets."):
            return  # what was fetched is pinned by its hash: where it lies can move no number, and exports carry it
        else:
            self._imported(source, name, imported)

    def _imported(self, source: Module, name: str, imported: Imported) -> None:
        origin = imported.name
        if origin is None or isinstance(getattr(source.live, name), ModuleType):
            raise ExportError(f"{source.live.__file__}: import the names you use, not the module {name!r}")
        self._name(module(imported.module), origin)
        if origin != name:
            self._emit(Piece(source.name, name, f"{name} = {origin}\n"))

    def _definition(self, source: Module, name: str, node: ast.stmt) -> None:
        value = getattr(source.live, name)
        if inspect.isclass(value) and issubclass(value, BaseModel):
            self.models.append(value)
        elif value is T:
            self._emit(Piece(source.name, name, _TEXT, node.lineno))
        elif self._loader is not None and getattr(value, "embedded", False) is True:
            self._emit(Piece(source.name, name, self._loader(name), node.lineno))
        else:
            self._needs(source, node)
            self._emit(Piece(source.name, name, source.cut(node), node.lineno))

    def _emit(self, piece: Piece) -> None:
        if piece not in self.pieces:
            self.pieces.append(piece)

    def model(self, model: type[BaseModel]) -> None:
        """The validators and properties of a parameter model, and whatever they need."""
        source = module(model.__module__)
        body = source.definitions[model.__name__]
        assert isinstance(body, ast.ClassDef)
        for node in body.body:
            if isinstance(node, Function):
                self._needs(source, node)
                self._emit(Piece(source.name, f"{model.__name__}.{node.name}", source.cut(node), node.lineno))
