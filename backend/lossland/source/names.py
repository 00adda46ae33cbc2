"""The names in Python code: which a definition reads, which it binds, and a method as a plain function."""

from __future__ import annotations

import ast
from collections.abc import Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef
Scope = Function | ast.ClassDef | ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def without_self(text: str) -> tuple[str, list[str]]:
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


def names_read(node: ast.AST) -> Iterator[str]:
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
