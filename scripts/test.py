"""Runs every check and every test, some suites at a time, and ends with one line: how many passed, failed, skipped.

    scripts/test.py [all] [style] [types] [page] [pytest]     all that proves a clone; with "all" the grids of the night too
    scripts/test.py check                                     what a change since main can have broken, in a minute

Names of groups, if any, leave the others out.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import NamedTuple
from xml.etree import ElementTree

ROOT = Path(__file__).parent.parent
BIN = ROOT / ".venv" / "bin"
NPM = ["npm", "--prefix", "frontend", "run", "--silent"]
LANES = 3
"""Suites at a time: one more than the cores of a small machine, since the clusters mostly wait."""
BROWSERS = 2
"""Browsers, each in a process with a server of its own; a lab, or a file about the page, goes to whichever is free."""
LAB_SECONDS = 25
"""A lab whose tests take longer is named."""


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
    after: str = ""
    """The suite that must be over first."""


def pytest(name: str, arguments: Iterable[str], after: str = "") -> Suite:
    """A pytest process of its own."""
    return Suite("pytest", name, [str(BIN / "pytest"), "--junitxml={report}", *arguments], after)


CHECKS = [
    Suite("types", "mypy", [str(BIN / "mypy"), "--no-error-summary"]),
    Suite("page", "svelte-check", [*NPM, "check"]),
    Suite("page", "vitest", [*NPM, "test", "--", "--reporter=default", "--reporter=junit", "--outputFile={report}"]),
    Suite("style", "prettier", [*NPM, "format:check"]),
    Suite("style", "ruff check", [str(BIN / "ruff"), "check", "--quiet", "."]),
    Suite("style", "ruff format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
]
CLUSTERS = ["tests/engine", "tests/server"]
"""Workers that are killed, stopped and waited for with the product's own time limits: no browser runs meanwhile."""


def everything(options: list[str]) -> list[Suite]:
    """All suites in the order in which they begin, the long ones first."""
    away = [f"--ignore={name}" for name in ("tests/page", "tests/grids", *CLUSTERS)]
    pages = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/**/test_page*.py"))
    plain = pytest("pytest", [*options, *away, "--ignore-glob=*/test_page*.py"])
    dealt = ["--numprocesses", str(BROWSERS), "--dist", "loadgroup", *options, "tests/page", *pages]
    browsers = pytest("browsers", dealt, after="clusters")
    grids = [pytest("grids", [*options, "tests/grids"])] if options else []
    return [pytest("clusters", [*options, *CLUSTERS]), plain, *CHECKS, browsers, *grids]


def check() -> list[Suite]:
    """Style, types, vitest, architecture, and the tests that the import graph ties to what has changed since main."""
    command = [str(BIN / "python"), "-m", "tests.support.affected"]
    done = subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE)
    chosen = [line.split("\t") for line in done.stdout.splitlines()]
    affected = [pytest(f"affected {i + 1} of {len(chosen)}", line) for i, line in enumerate(chosen)]
    return [*affected, pytest("architecture", ["tests/test_architecture.py"]), *CHECKS]


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
        *(part.replace("{report}", str(report)) for part in suite.command),
    ]  # as workers, which would starve
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


def seconds_of_labs(folder: Path) -> dict[str, float]:
    """How long the tests of each lab took, over all reports: its own, and those of the contract with its name."""
    slugs = {path.parent.name.replace("_", "-") for path in ROOT.glob("backend/lossland/labs/*/*/lab.py")}
    found: dict[str, float] = defaultdict(float)
    for report in folder.glob("*.xml"):
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            where = f"{case.get('classname', '')}[{case.get('name', '').partition('[')[2]}".replace("_", "-")
            for slug in slugs:
                if re.search(rf"(\.labs\.\w+\.|\[){slug}\b", where):
                    found[slug] += float(case.get("time", 0))
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def main() -> int:
    asked = sys.argv[1:]
    groups = [name for name in asked if name not in ("all", "check")] or ["pytest", "types", "page", "style"]
    planned = check() if "check" in asked else everything(["--nightly"] if "all" in asked else [])
    wanted = [suite for suite in planned if suite.group in groups]
    over = {suite.name: Event() for suite in wanted}

    def in_turn(suite: Suite) -> Count:
        if suite.after in over:
            over[suite.after].wait()
        try:
            return run(suite, Path(folder))
        finally:
            over[suite.name].set()

    total = Count()
    with tempfile.TemporaryDirectory() as folder:
        with ThreadPoolExecutor(LANES) as lanes:
            for count in lanes.map(in_turn, wanted):
                total.add(count)
        for slug, seconds in seconds_of_labs(Path(folder)).items():
            print(f"{slug}: {seconds:.0f} s" + (f", more than {LAB_SECONDS}" if seconds > LAB_SECONDS else ""))
    print(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped")
    return int(total.failed > 0 or total.passed == 0)


if __name__ == "__main__":
    sys.exit(main())
