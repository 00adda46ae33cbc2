"""Runs every check and every test, two suites at a time, and ends with one line: how many passed, failed, skipped.

Arguments, if any, are the names of the suites to run: style, types, page, pytest.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

ROOT = Path(__file__).parent.parent
BIN = ROOT / ".venv" / "bin"
NPM = ["npm", "--prefix", "frontend", "run", "--silent"]


@dataclass
class Count:
    """How many tests of a suite ended how."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: Count) -> None:
        """Takes in another suite's count."""
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped


class Suite(NamedTuple):
    """A command and, if it writes one, its JUnit report (`{report}` in the command)."""

    group: str
    name: str
    command: list[str]


def pytest(name: str, *arguments: str) -> Suite:
    """A pytest process of its own."""
    return Suite("pytest", name, [str(BIN / "pytest"), "--junitxml={report}", *arguments])


BROWSER = sorted(
    str(path.relative_to(ROOT)) for path in [*ROOT.glob("tests/page/test_*.py"), *ROOT.glob("tests/**/test_page.py")]
)
CLUSTERS = ["tests/engine", "tests/server"]
"""Workers that are killed, stopped and waited for with the product's own time limits: no browser runs meanwhile."""

FIRST = [  # beside workers that are killed and waited for, what nobody waits for
    pytest("clusters", *CLUSTERS),
    Suite("types", "mypy", [str(BIN / "mypy"), "--no-error-summary"]),
    Suite("page", "svelte-check", [*NPM, "check"]),
    Suite("page", "vitest", [*NPM, "test", "--", "--reporter=default", "--reporter=junit", "--outputFile={report}"]),
    Suite("style", "prettier", [*NPM, "format:check"]),
    Suite("style", "ruff check", [str(BIN / "ruff"), "check", "--quiet", "."]),
    Suite("style", "ruff format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
]
THEN = [  # the long ones first: both lanes then end together
    pytest("browser 1 of 3", *BROWSER[0::3]),
    pytest(
        "pytest", "--ignore=tests/page", "--ignore-glob=*/test_page.py", *(f"--ignore={folder}" for folder in CLUSTERS)
    ),
    pytest("browser 2 of 3", *BROWSER[1::3]),
    pytest("browser 3 of 3", *BROWSER[2::3]),
]
LANES = 2
"""Suites at a time."""


def counted(report: Path, status: int) -> Count:
    """The count in a JUnit report; a command without one is a single test; a crash beside a clean report is a failure."""
    if not report.exists():
        return Count(int(status == 0), int(status != 0))
    total = Count()
    root = ElementTree.parse(report).getroot()
    for suite in [root] if root.tag == "testsuite" else root.iter("testsuite"):
        tests, failures, errors, skipped = (int(suite.get(k, 0)) for k in ("tests", "failures", "errors", "skipped"))
        total.add(Count(tests - failures - errors - skipped, failures + errors, skipped))
    if status != 0 and total.failed == 0:
        total.failed += 1
    return total


def run(suite: Suite, folder: Path) -> Count:
    """Runs a suite and then shows its output as one piece."""
    report = folder / f"{suite.name}.xml"
    command = [
        "nice",
        *(part.format(report=report) for part in suite.command),
    ]  # as nice as workers, which would starve
    began = time.monotonic()
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PATH": path, "PYTHONHASHSEED": "0"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    count = counted(report, done.returncode)
    verdict = "ok" if done.returncode == 0 else "FAILED"
    seconds = time.monotonic() - began
    print(f"{done.stdout.rstrip()}\n--- {suite.name}: {verdict} in {seconds:.0f} s\n".lstrip("\n"), flush=True)
    return count


def main() -> int:
    groups = sys.argv[1:] or [suite.group for suite in (*FIRST, *THEN)]
    total = Count()
    for suites in (FIRST, THEN):
        wanted = [suite for suite in suites if suite.group in groups]
        with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(LANES) as pool:
            for count in pool.map(lambda suite, into=Path(folder): run(suite, into), wanted):
                total.add(count)
    print(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped")
    return int(total.failed > 0 or total.passed == 0)


if __name__ == "__main__":
    sys.exit(main())
