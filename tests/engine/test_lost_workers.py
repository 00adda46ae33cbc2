"""Runs are exact through killed and stopped workers and through a restart of the server."""

from __future__ import annotations

import logging
import os
import signal
from typing import Any

import psutil
import pytest

from tests.engine.running import (
    Running,
    create,
    defaults,
    stored,
    undisturbed,
    values,
    wait_for_step,
    worker_pids,
)


def test_a_killed_worker_changes_no_number(running: Running) -> None:
    run = create(running)
    running.do(running.engine.control(run.id, "step", 30))
    running.do(running.engine.change(run.id, defaults(lr=0.003)))
    running.do(running.engine.control(run.id, "step", 30))
    running.do(running.engine.act(run.id, {"kind": "set_weights", "a": 0.5, "b": -0.25}))
    running.do(running.engine.control(run.id, "play"))
    wait_for_step(running, run.id, 400)
    for pid in worker_pids():
        os.kill(pid, signal.SIGKILL)
    at = running.do(running.engine.row(run.id)).step
    running.do(running.engine.change(run.id, defaults(lr=0.02)))
    wait_for_step(running, run.id, at + 500)
    end = running.do(running.engine.control(run.id, "pause"))
    log = running.do(running.store.log(run.id))
    assert [entry.step for entry in log[:2]] == [30, 60]
    assert len(log) == 3
    assert values(stored(running, run.id)) == undisturbed(run, log, end.step)


def test_a_stopped_worker_is_replaced(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    run = create(running)
    running.do(running.engine.control(run.id, "step", 5))
    running.do(running.engine.control(run.id, "play"))
    wait_for_step(running, run.id, 200)
    with monkeypatch.context() as impatient:
        impatient.setattr("lossland.engine.seat.ANSWER_SECONDS", 1.0)
        stopped = [psutil.Process(pid) for pid in worker_pids()]
        for process in stopped:
            process.suspend()
        at = running.do(running.engine.row(run.id)).step
        assert psutil.wait_procs(stopped, timeout=60)[1] == []
    wait_for_step(running, run.id, at + 2000)
    end = running.do(running.engine.control(run.id, "pause"))
    assert values(stored(running, run.id)) == undisturbed(run, [], end.step)


def test_a_worker_whose_scheduler_is_gone_says_nothing_of_its_heartbeat(running: Running) -> None:
    async def heard(dask_worker: Any) -> list[str]:
        class Gone:
            async def heartbeat_worker(self, **_: object) -> None:
                raise OSError("stream is closed")

        messages: list[str] = []
        handler = logging.Handler()
        handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
        logger = logging.getLogger("distributed.worker")
        logger.addHandler(handler)
        scheduler, dask_worker.scheduler = dask_worker.scheduler, Gone()
        try:
            await dask_worker.heartbeat()
            logger.error("Something else.")
        finally:
            dask_worker.scheduler = scheduler
            logger.removeHandler(handler)
        return messages

    async def ask() -> list[list[str]]:
        return list((await running.engine._cluster._client.run(heard)).values())

    assert running.do(ask()) == [["Something else."]]


def test_a_restarted_server_resumes_its_runs(running: Running, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("again")
    first = Running(folder, workers=1)
    run = create(first, play=True)
    wait_for_step(first, run.id, 300)
    first.close()
    second = Running(folder, workers=1)
    at = second.do(second.engine.row(run.id)).step
    assert at >= 300
    wait_for_step(second, run.id, at + 300)
    end = second.do(second.engine.control(run.id, "pause"))
    assert values(stored(second, run.id)) == undisturbed(run, [], end.step)
    second.close()
