"""Deletions on a full disk: they find the room that is kept for them, and give back theirs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lossland.store import reserve
from lossland.store.reserve import Reserve


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
