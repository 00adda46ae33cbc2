"""The resident actor of a worker: it holds sessions and does all computing on one thread, the most urgent first.

The server imports this module to call the actor, so torch is imported by the jobs, on the compute thread.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import heapq
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from lossland.engine.preload import import_labs
from lossland.lab.text import T
from lossland.runs.errors import EngineError, LabFault, StartRefused, WorkerLost
from lossland.runs.messages import Control, Model, Numerics, Opening, Order, Slice, Upload
from lossland.runs.reasons import why
from lossland.runs.references import AssetsMissing

if TYPE_CHECKING:
    from lossland.engine.first_frame import FirstFrames
    from lossland.engine.kept import KeptNetworks
    from lossland.engine.references import Assets
    from lossland.engine.session import Session
    from lossland.inference.ask import Ask

logger = logging.getLogger(__name__)

R = TypeVar("R")

INTERACTIVE, SLICE = 0, 1


@dataclass(order=True)
class Job:
    """Work for the compute thread: smaller keys first."""

    key: tuple[int, float, int]
    work: Callable[[], Any] = field(compare=False)
    future: asyncio.Future[Any] = field(compare=False)
    loop: asyncio.AbstractEventLoop = field(compare=False)

    def do(self) -> None:
        """Works, and hands the result to the event loop that waits for it."""
        try:
            result, error = self.work(), None
        except BaseException as raised:  # noqa: BLE001 - handed to whoever waits for it
            result, error = None, raised
        with contextlib.suppress(RuntimeError):  # the worker has closed its event loop: nobody waits any more
            self.loop.call_soon_threadsafe(_settle, self.future, result, error)


def _settle(future: asyncio.Future[Any], result: Any, error: BaseException | None) -> None:
    if future.cancelled():
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(result)


class ComputeThread:
    """One thread that works off a heap of jobs."""

    def __init__(self) -> None:
        self._heap: list[Job] = []
        self._ready = threading.Condition()
        self._order = count()
        self._began: float | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name="compute", daemon=True)
        self._thread.start()
        atexit.register(self.stop)  # the interpreter must not end under a thread that computes

    def stop(self) -> None:
        """Lets the job in hand end, at most for a second; those that wait are never done."""
        with self._ready:
            self._stopping = True
            self._ready.notify()
        self._thread.join(1.0)

    @property
    def busy_seconds(self) -> float | None:
        """How long the job in hand has taken; None where there is nothing to do."""
        began = self._began
        if began is not None:
            return monotonic() - began
        return 0.0 if self._heap else None

    async def run(self, urgency: int, used: float, work: Callable[[], R]) -> R:
        """The result of `work`, done after everything more urgent and, at equal urgency, after who has used less."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[R] = loop.create_future()
        with self._ready:
            heapq.heappush(self._heap, Job((urgency, used, next(self._order)), work, future, loop))
            self._ready.notify()
        return await future

    def _work(self) -> None:
        while True:
            with self._ready:
                while not self._heap and not self._stopping:
                    self._ready.wait()
                if self._stopping:
                    return
                job = heapq.heappop(self._heap)
                self._began = monotonic()
            job.do()
            self._began = None


@cache
def compute_thread() -> ComputeThread:
    """The one of this process: a worker may be given a second actor while the first still holds runs."""
    return ComputeThread()


def guarded(lab: str, work: Callable[[], R]) -> R:
    """The result of `work`, which calls a lab. Whatever a lab raises, a refusal or a fault, becomes an `EngineError`.

    Dask reports a lost worker as a `RuntimeError`, an `OSError` or a `KeyError`; so no lab's may reach the server.
    """
    try:
        return work()
    except (EngineError, AssetsMissing):
        raise
    except ValueError as error:
        raise StartRefused(why(error)) from error
    except (Exception, SystemExit) as error:
        logger.exception("%s", lab)
        raise LabFault(
            T(f"{lab}: {type(error).__name__}: {error}", f"{lab}：{type(error).__name__}: {error}")
        ) from error


class Workshop:
    """The actor. Its methods are coroutines on the worker's event loop; whatever computes goes to the compute thread."""

    def __init__(self) -> None:
        self._compute = compute_thread()
        self._sessions: dict[str, Session] = {}
        self._asked: dict[str, Opening] = {}
        """The last request to open each run that has not been closed since."""
        self._floor = 0.0
        self._first: FirstFrames | None = None
        self._kept: Assets | None = None
        self._networks: KeptNetworks | None = None

    async def alive(self) -> float | None:
        """Answers at once: how many seconds the job in hand has taken, None where there is nothing to do."""
        return self._compute.busy_seconds

    async def warm(self) -> Numerics:
        """Imports every lab and says on what numerics this worker computes."""

        def work() -> Numerics:
            import_labs()
            from lossland.engine.numerics import choose, fix_numerics, numerics

            fix_numerics()
            return numerics(choose("auto"))

        return await self._compute.run(INTERACTIVE, 0.0, work)

    async def open(self, opening: Opening, *, complete: bool = False) -> Numerics:
        """Holds a run from now on; a session of the same run that was held before is dropped.

        Raises `AssetsMissing` for what its parameters refer to and nobody has sent yet, unless the caller says that what
        exists of it was sent (`complete`).
        """

        def work() -> tuple[Session, Numerics]:
            from lossland.engine.numerics import numerics
            from lossland.engine.session import Session
            from lossland.registry import labs

            lab = labs()[opening.lab]
            assets = self._assets().of(lab.Params.model_validate(opening.start_params), complete=complete)
            session = Session(lab, opening, assets)
            session.used = self._floor
            return session, numerics(session.device)

        self._asked[opening.run] = opening
        session, found = await self._compute.run(INTERACTIVE, 0.0, lambda: guarded(opening.lab, work))
        if self._asked.get(opening.run) is opening:  # else it was closed, or asked for again, while it was made
            self._sessions[opening.run] = session
        return found

    async def close(self, run: str) -> None:
        """Forgets a run, also one that is being opened."""
        self._asked.pop(run, None)
        self._sessions.pop(run, None)

    async def post(self, run: str, controls: tuple[Control, ...], generation: int) -> None:
        """Leaves controls in a run's mailbox; a running slice takes them before its next step."""
        self._session(run).post(controls, generation)

    async def advance(self, order: Order) -> Slice:
        """One slice of a run. Runs that have computed least go first."""
        session = self._session(order.run)
        session.used = max(session.used, self._floor)

        def work() -> Slice:
            self._floor = max(self._floor, session.used)
            return session.advance(order)

        return await self._compute.run(SLICE, session.used, lambda: guarded(session.lab.slug, work))

    async def frame(self, slug: str, params: dict[str, Any], seed: int, *, complete: bool = False) -> bytes:
        """The first frame of a lab under these parameters. Raises `AssetsMissing` as in `open`."""

        def work() -> bytes:
            from lossland.engine.first_frame import FirstFrames
            from lossland.registry import labs

            self._first = self._first or FirstFrames()
            lab = labs()[slug]
            p = lab.Params.model_validate(params)
            return self._first.frame(lab, p, seed, self._assets().of(p, complete=complete))

        return await self._compute.run(INTERACTIVE, 0.0, lambda: guarded(slug, work))

    async def model(self, name: str, opening: Opening, *, complete: bool = False) -> Model:
        """What a run has trained at its checkpoint. Raises `AssetsMissing` as in `open`."""

        def work() -> Model:
            from lossland.engine.kept import model_of
            from lossland.registry import labs

            p = labs()[opening.lab].Params.model_validate(opening.start_params)
            return model_of(name, opening, self._assets().of(p, complete=complete))

        return await self._compute.run(INTERACTIVE, 0.0, lambda: guarded(opening.lab, work))

    async def infer(self, task: str, model: str, asks: list[Ask[Any]], *, complete: bool = False) -> list[Any]:
        """Answers to a batch of questions to a network: its name, or the id of one that was kept.

        Raises `AssetsMissing` as in `open`.
        """

        def work() -> list[Any]:
            from lossland.engine.kept import KeptNetworks
            from lossland.inference.tasks import answers

            networks = self._networks = self._networks or KeptNetworks(self._assets())
            return answers(task, asks, lambda: networks.network(model, complete=complete))

        return await self._compute.run(INTERACTIVE, 0.0, lambda: guarded(f"{task} {model}", work))

    async def keep(self, uploads: dict[str, Upload]) -> None:
        """Takes in what parameters refer to."""
        await self._compute.run(INTERACTIVE, 0.0, lambda: self._assets().keep(uploads))

    def _assets(self) -> Assets:
        from lossland.engine.references import Assets

        self._kept = self._kept or Assets()
        return self._kept

    def _session(self, run: str) -> Session:
        if run not in self._sessions:
            raise WorkerLost(f"run {run} is not held here")
        return self._sessions[run]
