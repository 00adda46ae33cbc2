"""Cuts the code of an experiment out of the package: a lab's methods and every name they need, in a runnable order.

Annotations are not followed: an export postpones their evaluation. Comments and docstrings come along, because pieces
are cut out of the files as text.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import inspect
import textwrap
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from types import ModuleType
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from lossland.lab import Experiment, T
from lossland.registry import AnyLab

PACKAGE = "lossland"
_TEXT = '''\
class T(str):
    """English text; `zh` is the same in Chinese."""

    def __new__(cls, en, zh):
        self = super().__new__(cls, en)
        self.zh = zh
        return self
'''
"""What stands for `lab.text.T`, which knows pydantic."""
Function = ast.FunctionDef | ast.AsyncFunctionDef
Scope = Function | ast.ClassDef | ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


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
        text, used = _without_self(source.cut(node))
        for other in used:
            self._attribute(other)
        self._needs(source, node)
        self._emit(Piece(type(self.lab).__module__, name, text, node.lineno))

    def _needs(self, source: Module, node: ast.AST) -> None:
        for name in _names(node):
            self._name(source, name)

    def _name(self, source: Module, name: str) -> None:
        if (source.name, name) in self._seen:
            return
        self._seen.add((source.name, name))
        imported = source.imports.get(name)
        if name in source.definitions:
            self._definition(source, name, source.definitions[name])
        elif imported is None:
            if not hasattr(builtins, name):
                raise ExportError(f"{source.live.__file__}: where {name!r} comes from cannot be told")
        elif imported.module.partition(".")[0] != PACKAGE:
            self.imports.add(imported.statement)
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
        elif self._loader is not None and getattr(value, "embedded", False):
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


def textbook(lab: AnyLab) -> str:
    """What students read: the state, `start`, `adopt`, `step` and the lab's own functions."""
    source = Source(lab, _defined(lab, "start", "adopt", "step"))
    folder = type(lab).__module__.removesuffix("lab")
    own = [piece for piece in source.pieces if piece.module.startswith(folder)]
    return "\n\n".join(piece.text for piece in sorted(own, key=lambda piece: piece.line))


@cache
def source_hash(lab: AnyLab) -> str:
    """Hash of the code that a run's numbers depend on, as an export would carry it, and of what its parameters check.

    Comments, docstrings, the layout of the text and the place of the files change nothing.
    """
    source = Source(lab, _defined(lab, "start", "adopt", "step", "act", "done"))
    for model in parameter_models(lab.Params, *lab.actions):
        source.model(model)
    return sha256(repr(sorted(_bare(piece.text) for piece in source.pieces)).encode()).hexdigest()[:16]


def _defined(lab: AnyLab, *methods: str) -> list[str]:
    """Those methods that the experiment has of its own."""
    return [name for name in methods if getattr(type(lab), name) is not getattr(Experiment, name)]


def parameter_models(*roots: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The given models, those that their fields hold, and the bases of each within Lossland, once each."""
    unread: list[Any] = list(roots)
    seen: set[Any] = set()
    while unread:
        kind = unread.pop()
        if inspect.isclass(kind) and issubclass(kind, BaseModel):
            if kind in seen or kind.__module__.partition(".")[0] != PACKAGE:
                continue
            seen.add(kind)
            yield kind
            unread += [*kind.__bases__, *(field.annotation for field in kind.model_fields.values())]
        else:
            unread += get_args(kind)


def _bare(text: str) -> str:
    """Python code without comments, docstrings and layout."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef | ast.Module) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)


def _without_self(text: str) -> tuple[str, list[str]]:
    """A method's text as a plain function, and the attributes of `self` that it uses as plain names."""
    node = ast.parse(text).body[0]
    lines = text.splitlines(keepends=True)
    uses = [
        leaf
        for leaf in ast.walk(node)
        if isinstance(leaf, ast.Attribute) and isinstance(leaf.value, ast.Name) and leaf.value.id == "self"
    ]
    for use in sorted(uses, key=lambda leaf: (leaf.lineno, leaf.col_offset), reverse=True):
        line = lines[use.lineno - 1].encode()  # columns count bytes
        end = use.col_offset + len(b"self.")
        lines[use.lineno - 1] = (line[: use.col_offset] + line[end:]).decode()
    assert isinstance(node, Function)
    first = node.args.args[0]
    head = lines[first.lineno - 1]
    lines[first.lineno - 1] = head[: first.col_offset] + head[first.end_col_offset :].lstrip(", ")
    return "".join(lines), [use.attr for use in uses]


def _names(node: ast.AST) -> Iterator[str]:
    """Global names that a definition reads, annotations left out, in the order of the text."""
    local = {name for leaf in ast.walk(node) for name in _bound(leaf)}
    yield from dict.fromkeys(name for name in _loads(node) if name not in local)


def bound_names(code: str) -> set[str]:
    """The names that Python code binds outside of its functions, classes and comprehensions."""
    names: set[str] = set()
    unread: list[ast.AST] = list(ast.parse(code).body)
    while unread:
        node = unread.pop()
        names.update(_bound(node))
        if not isinstance(node, Scope):
            unread += ast.iter_child_nodes(node)
    return names


def _bound(node: ast.AST) -> Iterator[str]:
    """Names that a node inside a definition binds there."""
    if isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, Function | ast.ClassDef | ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        yield node.name


def _loads(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield node.id
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _loads(child)
