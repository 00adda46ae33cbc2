"""Which tests the import graph ties to what has changed since main: `python -m tests.support.affected`.

Prints a line of pytest arguments for the test files that reach a changed module, and one for the contract of the labs
that do. Browser tests reach the page over a server, which no import shows: they are not among them unless changed.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.support.imports import ROOT, files, reached


def git(*arguments: str) -> list[str]:
    """Lines that a git command prints; none where there is no repository or no such branch."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, check=False, capture_output=True, text=True)
    return done.stdout.splitlines() if done.returncode == 0 else []


def changed() -> set[Path]:
    """Files that differ from where this branch left main, the uncommitted ones too."""
    base = git("merge-base", "main", "HEAD") or ["HEAD"]
    return {
        ROOT / name for name in git("diff", "--name-only", base[0]) + git("ls-files", "--others", "--exclude-standard")
    }


def in_browser(path: Path) -> bool:
    """Whether the tests of a file open pages."""
    return path.name.startswith("test_page") or "page" in path.parts


def main() -> None:
    here = changed()
    data = {path.parent for path in here if path.suffix != ".py"}
    modules = {name for name, path in files().items() if path in here or path.parent in data}
    touched = sorted(name for name in files() if name in modules or reached(name) & modules)
    tests = [files()[name] for name in touched if name.rpartition(".")[2].startswith("test_")]
    chosen = [str(path.relative_to(ROOT)) for path in tests if path in here or not in_browser(path)]
    if chosen:
        print(*chosen, sep="\t")
    slugs = [
        name.split(".")[-2].replace("_", "-")
        for name in touched
        if re.fullmatch(r"lossland\.labs(\.\w+){2}\.lab", name)
    ]
    if slugs and not any(name.startswith("tests/contract") for name in chosen):
        print("tests/contract", "--ignore=tests/contract/test_page.py", "-k", " or ".join(slugs), sep="\t")


if __name__ == "__main__":
    main()
