"""What parameters refer to is sent to a worker once, when it says that it lacks it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import numpy as np
import pytest

from lossland.engine.actor import Workshop
from lossland.engine.cluster import Workplace
from lossland.engine.references import Assets
from lossland.registry import labs
from lossland.runs.errors import StartRefused
from lossland.runs.messages import Numerics, Opening, Order, Table, Upload
from lossland.runs.references import AssetsMissing

LAB = labs()["linear-regression"]
HASH = "0" * 64
TABLE = Table(("x", "y"), 12, np.arange(24, dtype="<f4").tobytes())
PARAMS = LAB.Params.model_validate({"data": {"kind": "table", "table": HASH, "x": "x", "y": "y"}}).model_dump(
    mode="json"
)


class Sender:
    """Hands out tables and remembers what was asked for."""

    def __init__(self, *there: str) -> None:
        self.there = there
        self.asked: list[tuple[str, ...]] = []

    async def uploads(self, names: Iterable[str]) -> dict[str, Upload]:
        self.asked.append(tuple(names))
        return {name: TABLE for name in self.asked[-1] if name in self.there}


def test_frames_and_runs_send_a_table_once() -> None:
    sender = Sender(HASH)

    async def ask() -> None:
        place = Workplace("here", Workshop(), Numerics("2", "cpu", "cpu", 1))
        frames = [await place.ask("frame", LAB.slug, PARAMS, 0, assets=sender.uploads) for _ in range(2)]
        assert frames[0] == frames[1]
        await place.ask("open", Opening("r", LAB.slug, 0, "cpu", PARAMS), assets=sender.uploads)
        assert (await place.call("advance", Order("r", 0, 60.0, 3))).block.n == 3

    asyncio.run(ask())
    assert sender.asked == [(HASH,)]


@pytest.mark.parametrize("method", ["frame", "open"])
def test_a_table_that_is_nowhere_is_refused(method: str) -> None:
    arguments = [LAB.slug, PARAMS, 0] if method == "frame" else [Opening("r", LAB.slug, 0, "cpu", PARAMS)]

    async def ask() -> None:
        place = Workplace("here", Workshop(), Numerics("2", "cpu", "cpu", 1))
        await place.ask(method, *arguments, assets=Sender().uploads)

    with pytest.raises(StartRefused, match=HASH):
        asyncio.run(ask())


def test_the_longest_unused_makes_room() -> None:
    assets = Assets(most_bytes=2 * len(TABLE.content))
    p = LAB.Params.model_validate(PARAMS)
    assets.keep({HASH: TABLE, "1" * 64: TABLE})
    assert HASH in assets.of(p, complete=False)
    assets.keep({"2" * 64: TABLE})
    assert HASH in assets.of(p, complete=False)
    assets.keep({"3" * 64: TABLE, "4" * 64: TABLE})
    with pytest.raises(AssetsMissing):
        assets.of(p, complete=False)
