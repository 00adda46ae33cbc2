"""An engine shared by the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import dask
import pytest

from tests.engine.running import Running


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    quick = dask.config.set({"distributed.deploy.lost-worker-timeout": "50ms"})  # no setting of Dask's costs a worker
    with quick, pytest.MonkeyPatch.context() as patch:
        # a machine that computes beside the tests may need longer for a new worker than a user should wait
        patch.setattr("lossland.engine.driver.EFFECT_SECONDS", 150.0)
        patch.setattr("lossland.engine.seat.REOPEN_SECONDS", 150.0)
        running = Running(tmp_path_factory.mktemp("data"), workers=1)
        yield running
        running.close()
