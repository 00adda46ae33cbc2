"""How the code is laid out: what may import what, how long a file may be. One test a rule, with a list of all faults."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tests.support.imports import PACKAGE, ROOT, circles, files, graph, imported

LEVELS = [
    {"cli"},
    {"api"},
    {"classroom", "export", "catalogue"},
    {"engine"},
    {"source"},
    {"registry"},
    {"labs"},
    {"fields", "models"},
    {"algorithms", "datasets", "uploads"},
    {"lab", "runs"},
]
"""Imports run from the top down: a part may use itself and what stands below it."""
BESIDE = {
    "cli": {"settings", "store", "assets"},
    "api": {"settings", "store", "assets", "inference"},
    "engine": {"store", "inference", "assets"},
    "inference": {"models", "uploads", "algorithms", "datasets", "lab"},
    "models": {"assets"},
    "assets": {"uploads", "lab"},
    "fields": {"assets"},
    "store": {"runs", "lab"},
    "runs": {"lab"},
}
"""And these."""

LIBRARY = set(sys.stdlib_module_names)
UNSUITED = {"os", "io", "socket", "subprocess", "threading", "multiprocessing", "asyncio", "pathlib", "time", "logging"}
"""Processes, sockets, files and clocks: nothing for a lab or an algorithm."""

STAGES = ("params", "presets", "actions", "state", "", "experiment", "pictures", "lab")
"""Of a lab's folder, from the bottom up; "" are algorithms of its own, which those below may use where no circle comes."""

LONGEST = 300


def backend() -> Iterator[tuple[str, Path]]:
    """Every module of the back end without the store's migrations, and its file."""
    for name, path in files().items():
        if name.startswith("lossland") and "migrations" not in path.parts:
            yield name, path


def part(name: str) -> str:
    """The part of the back end that a module belongs to; "" is the package itself."""
    return name.partition(".")[2].partition(".")[0]


def allowed(name: str) -> set[str]:
    """The parts that one may import."""
    level = next((i for i, parts in enumerate(LEVELS) if name in parts), None)
    below = set(chain.from_iterable(LEVELS[level + 1 :])) if level is not None else set()
    return {name, "", *below, *BESIDE.get(name, ())}


def lab_of(name: str) -> str:
    """The folder of the lab that a module belongs to; "" for all others."""
    found = re.match(r"lossland\.labs\.(\w+\.\w+)", name)
    return found[1] if found else ""


def stage(name: str) -> int:
    """Where a module of a lab's folder stands in it."""
    own = name.split(".")[4:5]
    return STAGES.index(own[0] if own and own[0] in STAGES else "")


def test_imports_run_one_way() -> None:
    wrong = [
        f"{name} imports {other}"
        for name, _ in backend()
        for other in sorted(graph()[name])
        if part(other) not in allowed(part(name)) and part(name)
    ]
    assert wrong == []


def test_no_two_files_import_each_other() -> None:
    assert circles() == []


def test_a_lab_imports_no_other_lab() -> None:
    wrong = [
        f"{name} imports {other}"
        for name, _ in backend()
        for other in sorted(graph()[name])
        if lab_of(name) and lab_of(other) not in ("", lab_of(name))
    ]
    assert wrong == []


def test_a_lab_is_written_from_its_parameters_up() -> None:
    """Nothing below the pictures knows of pictures."""
    wrong = []
    for name, path in backend():
        if lab_of(name) and len(name.split(".")) > 4:
            wrong += [
                f"{name} imports {other}"
                for other in sorted(graph()[name])
                if lab_of(other) == lab_of(name) and stage(other) > stage(name) and stage(other) != STAGES.index("")
            ]
            if stage(name) < STAGES.index("pictures"):
                drawn = {"plotly", "lossland.lab.views", "lossland.lab.marks"}
                wrong += [f"{name} imports {other}" for other in sorted(set(imported(path)) & drawn)]
    assert wrong == []


def test_labs_and_algorithms_know_nothing_of_processes_sockets_and_files() -> None:
    may = {"labs": {"torch", "pydantic", "plotly", "lossland"}, "algorithms": {"torch", "tokenizers", "lossland"}}
    wrong = [
        f"{name} imports {other}"
        for name, path in backend()
        if part(name) in may
        for other in sorted(set(imported(path)))
        if other.split(".")[0] not in may[part(name)] | (LIBRARY - UNSUITED)
    ]
    assert wrong == []


def test_algorithms_take_from_the_contract_its_texts_and_states_alone() -> None:
    contract = {"lossland.lab.text", "lossland.lab.state"}
    wrong = [
        f"{name} imports {other}"
        for name, _ in backend()
        if part(name) == "algorithms"
        for other in sorted(graph()[name] - contract)
        if part(other) != "algorithms"
    ]
    assert wrong == []


def test_the_api_imports_nothing_heavy() -> None:
    heavy = ("torch", "sklearn", "plotly", "distributed", "pandas", "sqlalchemy")
    code = f"import sys; from lossland.api import app; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_contract_is_short_enough_to_be_read() -> None:
    assert lines(PACKAGE / "lab" / "lab.py") <= 200


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_a_file_can_be_read_at_a_sitting() -> None:
    """Of the back end, of the page and of the tests; what is generated counts nothing."""
    page = [path for path in (ROOT / "frontend" / "src").rglob("*.*") if path.suffix in (".ts", ".svelte", ".css")]
    all_of_them = [*files().values(), *(path for path in page if path.name != "schema.d.ts")]
    assert {str(path.relative_to(ROOT)): lines(path) for path in all_of_them if lines(path) > LONGEST} == {}


def test_every_module_says_what_it_is() -> None:
    assert [
        name for name, path in backend() if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ] == []
