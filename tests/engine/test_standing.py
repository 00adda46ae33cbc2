"""How a run stands where nothing can be stored."""

from __future__ import annotations

from pathlib import Path

from lossland.engine.standing import Standing
from lossland.runs.reasons import STOPPED
from lossland.store import Store
from lossland.store.errors import DiskFull
from tests.store.made import run_row, with_store


def test_a_run_that_is_stopped_while_it_waits_for_room_waits_no_longer(tmp_path: Path) -> None:
    """Who waits for room would have it go on."""

    async def work(store: Store) -> None:
        await store.create(run_row(state="playing"))
        standing = Standing(run_row(state="playing"), store)
        standing.suspend(DiskFull())
        assert standing.row.state == "paused"
        await standing.end("done", STOPPED)
        assert standing.full is None
        assert standing.over

    with_store(tmp_path, work)
