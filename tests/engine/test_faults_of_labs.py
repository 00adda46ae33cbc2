"""A fault in a lab's own code ends what was asked for, with the reason, and never costs a worker."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest
import torch
from torch import Tensor

from lossland import registry
from lossland.engine.actor import Workshop
from lossland.engine.cluster import LONGEST_SECONDS, Workplace
from lossland.runs.errors import LabFault, StartRefused, WorkerLost, WorkerSilent
from lossland.runs.messages import Numerics, Opening, Order
from tests.support.noisy import Noisy, NoisyParams, State

NUMERICS = Numerics("2", "cpu", "cpu", 1)
FAULTS = [RuntimeError("the matrix is singular"), KeyError("no such row"), OSError("no"), SystemExit(3)]
every_fault = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)


class Faulty(Noisy):
    """Raises `fault` in the method `where`."""

    slug = "faulty"

    def __init__(self, where: str, fault: BaseException) -> None:
        self.where, self.fault = where, fault

    def _may_raise(self, where: str) -> None:
        if where == self.where:
            raise self.fault

    def start(self, p: NoisyParams, rng: torch.Generator, device: torch.device) -> State:
        self._may_raise("start")
        return super().start(p, rng, device)

    def step(self, s: State, p: NoisyParams) -> dict[str, Tensor]:
        self._may_raise("step")
        return super().step(s, p)

    def draw(self, s: State, p: NoisyParams) -> dict[str, Any]:
        self._may_raise("draw")
        return super().draw(s, p)


@dataclass
class Local:
    """A workplace without Dask: the actor is called as it is."""

    workshop: Workshop

    @property
    def place(self) -> Workplace:
        return Workplace("here", self.workshop, NUMERICS)


def asked(monkeypatch: pytest.MonkeyPatch, lab: Faulty, method: str) -> Any:
    """What a workplace answers that has such a lab."""
    monkeypatch.setattr(registry, "labs", lambda: {"faulty": lab})
    plain = NoisyParams().model_dump(mode="json")

    async def ask() -> Any:
        place = Local(Workshop()).place
        if method == "frame":
            return await place.call("frame", "faulty", plain, 0)
        await place.call("open", Opening("r", "faulty", 0, "cpu", plain))
        return await place.call("advance", Order("r", 0, 1.0, 3))

    return asyncio.run(ask())


@every_fault
@pytest.mark.parametrize("where", ["start", "draw"])
def test_a_frame_says_what_the_lab_raised(where: str, fault: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LabFault, match=f"faulty: {type(fault).__name__}"):
        asked(monkeypatch, Faulty(where, fault), "frame")


@every_fault
def test_a_run_that_cannot_start_says_why(fault: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LabFault, match=type(fault).__name__):
        asked(monkeypatch, Faulty("start", fault), "advance")


@every_fault
@pytest.mark.parametrize("where", ["step", "draw"])
def test_a_run_ends_with_the_reason(where: str, fault: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    if isinstance(fault, SystemExit):
        with pytest.raises(LabFault, match="SystemExit"):
            asked(monkeypatch, Faulty(where, fault), "advance")
        return
    failure = asked(monkeypatch, Faulty(where, fault), "advance").failure
    assert failure.kind == "failed"
    assert type(fault).__name__ in failure.detail


def test_a_refusal_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StartRefused, match=r"^not these$"):
        asked(monkeypatch, Faulty("start", ValueError("not these")), "frame")


class Actor:
    """Raises what Dask raises; is at work on a frame until it was asked so many times whether it lives."""

    def __init__(self, raised: Exception | None = None, *, lives: int = 0, at_work: float | None = None) -> None:
        self.raised, self.lives, self.at_work = raised, lives, at_work
        self.asked = asyncio.Semaphore(0)

    async def post(self) -> None:
        assert self.raised is not None
        raise self.raised

    async def alive(self) -> float | None:
        if not self.lives:
            await asyncio.get_running_loop().create_future()
        self.asked.release()
        return self.at_work

    async def frame(self) -> str:
        for _ in range(self.lives or 1):
            await self.asked.acquire()
        return "a picture"


@pytest.mark.parametrize("raised", [OSError("closed"), RuntimeError("actor is gone"), KeyError("actor-1")])
def test_what_dask_raises_is_a_lost_worker(raised: Exception) -> None:
    with pytest.raises(WorkerLost) as lost:
        asyncio.run(Workplace("here", Actor(raised), NUMERICS).call("post"))
    assert not isinstance(lost.value, WorkerSilent)


def test_a_worker_that_does_not_answer_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lossland.engine.cluster.ANSWER_SECONDS", 0.001)
    with pytest.raises(WorkerSilent, match="has not answered"):
        asyncio.run(Workplace("here", Actor(), NUMERICS).call("frame", seconds=0.001))


def test_a_worker_that_is_slow_but_lives_is_waited_for() -> None:
    place = Workplace("here", Actor(lives=3, at_work=LONGEST_SECONDS), NUMERICS)
    assert asyncio.run(place.call("frame", seconds=0.001)) == "a picture"


@pytest.mark.parametrize("at_work", [LONGEST_SECONDS + 1, None], ids=["at one job", "idle"])
def test_a_worker_that_lives_but_never_comes_back_is_silent(at_work: float | None) -> None:
    with pytest.raises(WorkerSilent, match="has not answered"):
        asyncio.run(Workplace("here", Actor(lives=10**9, at_work=at_work), NUMERICS).call("frame", seconds=0.001))


def test_a_run_that_is_not_held_is_lost() -> None:
    async def ask() -> None:
        await Local(Workshop()).place.call("advance", Order("r", 0, 1.0, 3))

    with pytest.raises(WorkerLost, match="not held"):
        asyncio.run(ask())
