"""Deletions on a disk that is really full: a small file system that only the child process sees."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_runs_and_tables_are_deleted_also_after_a_restart(tmp_path: Path) -> None:
    mounted = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=48m tmpfs "$0" && exec "$@"', str(tmp_path)]
    command = [*mounted, sys.executable, "-m", "tests.store.full_disk", str(tmp_path)]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
