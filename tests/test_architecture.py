"""Imports run one way: api -> engine -> registry -> labs -> (algorithms, datasets, models)."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import lossland

PACKAGE = Path(lossland.__file__).parent
CONTRACT = {"lab", "runs"}
ALLOWED = {
    "lab": set(),
    "runs": set(),
    "algorithms": {"algorithms"},
    "datasets": {"datasets"},
    "uploads": {"uploads"},
    "fields": {"fields", "algorithms", "datasets", "uploads"},
    "labs": {"labs", "fields", "algorithms", "datasets", "uploads"},
    "registry": {"labs"},
    "source": {"registry"},
    "store": {"store"},
    "engine": {"engine", "source", "registry", "uploads", "store"},
    "settings": set(),
    "export": {"export", "engine", "source", "registry", "datasets", "uploads"},
    "catalogue": {"registry", "engine", "source", "labs"},
}
"""What each part may import besides the contract; `api` and `cli` may import everything below them."""

LABS_MAY_USE = {
    "__future__",
    "torch",
    "pydantic",
    "plotly",
    "math",
    "functools",
    "dataclasses",
    "typing",
    "collections",
    "lossland",
}


def modules() -> Iterator[Path]:
    yield from (path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


def imported(path: Path) -> Iterator[str]:
    """Absolute names of what a module imports, those inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def part_of(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_follow_the_arrows(path: Path) -> None:
    part = part_of(path)
    if part in ("api", "cli", "__init__"):
        return
    allowed = ALLOWED[part] | CONTRACT
    for name in imported(path):
        if not name.startswith("lossland."):
            continue
        inside = name.removeprefix("lossland.")
        fits = any(inside == one or inside.startswith(f"{one}.") for one in allowed)
        assert fits, f"{path.relative_to(PACKAGE)} imports {name}; {part} may import {sorted(allowed)}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "labs").rglob("*.py")), ids=lambda path: path.stem)
def test_labs_know_nothing_of_processes_sockets_and_files(path: Path) -> None:
    for name in imported(path):
        assert name.split(".")[0] in LABS_MAY_USE, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "algorithms").rglob("*.py")), ids=lambda path: path.stem)
def test_algorithms_are_plain_torch(path: Path) -> None:
    for name in imported(path):
        assert name.split(".")[0] in LABS_MAY_USE - {"pydantic", "plotly"}, f"{path.name} imports {name}"


def test_the_contract_is_short_enough_to_be_read() -> None:
    assert len((PACKAGE / "lab" / "lab.py").read_text(encoding="utf-8").splitlines()) <= 200


@pytest.mark.parametrize("module", ["torch", "sklearn", "plotly", "distributed", "pandas"])
def test_the_api_imports_without(module: str) -> None:
    code = f"import sys, lossland.api.application; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_module_says_what_it_is() -> None:
    for path in modules():
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path
