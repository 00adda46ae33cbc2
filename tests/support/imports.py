"""The import graph of the back end and of the tests, read from their text: nothing is executed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import lossland

PACKAGE = Path(lossland.__file__).parent
ROOT = PACKAGE.parent.parent
TREES = {"lossland": PACKAGE, "tests": ROOT / "tests"}


@cache
def files() -> dict[str, Path]:
    """Every module and its file; a package is its `__init__.py`."""
    found = {}
    for name, tree in TREES.items():
        for path in sorted(tree.rglob("*.py")):
            parts = path.relative_to(tree).with_suffix("").parts
            found[".".join([name, *parts]).removesuffix(".__init__")] = path
    return found


def imported(path: Path) -> Iterator[str]:
    """Absolute names of what a file imports, inside functions and for the type checker too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in files() else node.module or ""


@cache
def graph() -> dict[str, frozenset[str]]:
    """Of every module those that it imports."""
    return {name: frozenset(imported(path)) & files().keys() - {name} for name, path in files().items()}


@cache
def reached(name: str) -> frozenset[str]:
    """Every module that one imports, directly or not."""
    found: set[str] = set()
    ahead = set(graph()[name])
    while ahead:
        found |= ahead
        ahead = set().union(*(graph()[one] for one in ahead)) - found
    return frozenset(found)


def circles() -> list[list[str]]:
    """Modules that import each other, directly or not."""
    found = {
        frozenset(one for one in reached(name) if name in reached(one)) for name in graph() if name in reached(name)
    }
    return sorted(sorted(circle) for circle in found)
