"""One server a data directory: the second is refused in a line, and a killed one leaves nothing behind."""

from __future__ import annotations

import asyncio
import errno
import fcntl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lossland import cli
from lossland.store import StoreError, place
from lossland.store.store import Store

HOLD = "import sys, pathlib; from lossland.store.place import lock; f = lock(pathlib.Path(sys.argv[1])); print(flush=True); input()"


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the directory."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        process.kill()


def test_a_second_server_is_refused_in_one_line_until_the_first_is_gone(
    tmp_path: Path, holder: subprocess.Popen[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cli.main(["serve", "--port", "0", "--data-dir", str(tmp_path)])
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert f"{tmp_path} is in use by another server" in said.err
    holder.kill()
    holder.wait()
    asyncio.run(opened_and_closed(tmp_path))


def test_a_store_that_is_closed_or_could_not_be_opened_lets_go(tmp_path: Path) -> None:
    asyncio.run(opened_and_closed(tmp_path))
    (tmp_path / "lossland.db").write_bytes(b"not a database at all" * 100)
    for _ in range(2):
        with pytest.raises(StoreError, match="cannot be opened"):
            asyncio.run(opened_and_closed(tmp_path))


def test_two_stores_of_one_process_do_not_share_a_directory(tmp_path: Path) -> None:
    async def both() -> None:
        store = await Store.open(tmp_path)
        try:
            with pytest.raises(StoreError, match="in use"):
                await Store.open(tmp_path)
        finally:
            await store.close()

    asyncio.run(both())


def test_a_file_system_without_locks_is_named_as_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(StoreError, match=r"cannot be locked \(No locks available\); choose a local disk"):
        place.lock(tmp_path)


async def opened_and_closed(data_dir: Path) -> None:
    await (await Store.open(data_dir)).close()
