"""A store that fails in the middle of a run: who looks or waits is told at once, and other runs go on."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from lossland.runs.messages import Slice
from lossland.runs.rows import RunRow
from lossland.store.errors import StoreDamaged
from tests.engine.near import Near, near
from tests.engine.running import until


@pytest.mark.parametrize("error", [StoreDamaged("lossland.db", "disk I/O error"), ZeroDivisionError("nobody knows")])
def test_readers_and_those_who_wait_are_told_and_other_runs_go_on(tmp_path: Path, error: Exception) -> None:
    async def work(here: Near) -> None:
        other, run = await here.create(play=True), await here.create()
        commit, update = here.store.commit, here.store.update

        async def fail_to_commit(slice: Slice, **columns: Any) -> RunRow:
            if slice.run == run.id:
                raise error
            return await commit(slice, **columns)

        async def fail_to_update(identity: str, **columns: Any) -> RunRow:
            if identity == run.id:
                raise error
            return await update(identity, **columns)

        stream = (await here.engine.hub(run.id)).subscribe()
        seen = [await anext(stream)]
        vars(here.store).update(commit=fail_to_commit, update=fail_to_update)
        async with asyncio.timeout(10):  # nobody waits until it is too long
            changed, stepped = await asyncio.gather(
                here.engine.change(run.id, {"lr": 0.1}), here.engine.control(run.id, "step"), return_exceptions=True
            )
            seen += [part async for part in stream]
        assert changed is error
        assert stepped is error
        assert seen[-1].startswith(b"event: end")
        assert b'"state":"failed"' in seen[-1]
        row = await here.engine.row(run.id)
        assert row.state == "failed"
        assert row.message is not None
        assert str(error) in row.message["en"] + row.message["zh"]
        for asked in ("stop", "pause"):
            with pytest.raises(type(error)):
                await here.engine.control(run.id, asked)
        assert here.cluster.places["near"].runs == {other.id}
        before = (await here.engine.row(other.id)).step

        async def goes_on() -> bool:
            return (await here.engine.row(other.id)).step > before

        await until(goes_on)

    near(tmp_path, work)
