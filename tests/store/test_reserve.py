"""Deletions on a full disk: they find the room that is kept for them, and give back theirs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lossland.store import reserve
from lossland.store.reserve import Reserve

ROOT = Path(__file__).parents[2]


def test_runs_and_tables_are_deleted_on_a_full_disk_also_after_a_restart(tmp_path: Path) -> None:
    """On a file system of 48 MiB that only the child sees."""
    mounted = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=48m tmpfs "$0" && exec "$@"', str(tmp_path)]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*mounted, "true"], check=False, capture_output=True).returncode
    ):
        pytest.skip("mounting a file system of one's own is not allowed here")
    command = [*mounted, sys.executable, "-m", "tests.store.full_disk", str(tmp_path)]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_the_reserve_is_whole_again_once_there_is_room_for_twice_as_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    free = 2 * reserve.BYTES - 1
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=free))
    kept = Reserve(tmp_path / "reserve")
    kept.take()
    assert not kept.path.exists()
    free += 1
    kept.take()
    assert kept.path.stat().st_size == reserve.BYTES
    with kept.lent():
        assert not kept.path.exists()
    assert kept.path.stat().st_size == reserve.BYTES
