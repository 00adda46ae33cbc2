"""The real application, engine, driver and workshop in one process: only Dask is left out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from lossland.api.application import create_app
from lossland.engine.actor import Workshop
from lossland.engine.batches import Batches
from lossland.engine.cluster import Cluster, Workplace
from lossland.engine.engine import Engine
from lossland.runs.messages import Device, Numerics
from lossland.settings import Settings
from lossland.store import Store


class OneWorkshop(Cluster):
    """A cluster of one workshop that lives in this process."""

    async def start(self) -> None:
        workshop = Workshop()
        self.places["inside"] = Workplace("inside", workshop, await workshop.warm())

    async def close(self) -> None:
        self.places.clear()

    async def pick(self, device: Device, numerics: Numerics | None = None, *, seconds: float = 60.0) -> Workplace:
        return self.places["inside"]

    async def settle(self, seconds: float = 5.0) -> None:
        return


def make_engine(settings: Settings, store: Store) -> Engine:
    engine = Engine(store)
    engine._cluster = OneWorkshop(None, 1)
    engine.batches = Batches(engine._cluster, engine.uploads)
    return engine


__all__ = ["TestClient", "server"]


@contextmanager
def server(data_dir: Path, **settings: Any) -> Iterator[TestClient]:
    """A client of a running application. Its host name is one that a server beyond loopback answers to as well."""
    app = create_app(Settings(data_dir=data_dir, **settings), make_engine)
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client
