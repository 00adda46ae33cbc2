"""The start of the local cluster on a machine that has other things to do."""

from __future__ import annotations

import asyncio

import pytest

from lossland.engine.cluster import CONFIGURATION, Cluster


def test_a_cluster_of_ones_own_is_waited_for_longer_than_a_lost_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing connects within a millisecond, as on a busy machine nothing does within seconds."""
    monkeypatch.setitem(CONFIGURATION, "distributed.comm.timeouts.connect", "1ms")

    async def begin() -> None:
        cluster = Cluster(None, 1)
        await cluster.start()
        await cluster.close()

    asyncio.run(begin())
