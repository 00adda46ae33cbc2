"""What the engine refuses, in words that the API passes on."""

from __future__ import annotations

from lossland.lab.text import T


class EngineError(Exception):
    """Base of what a caller may have caused; `said` is fit to be shown."""

    def __init__(self, said: T) -> None:
        super().__init__(said)
        self.said = said


class UnknownRun(EngineError):
    """There is no run of this id."""


class UnknownKeyframe(EngineError):
    """The run has no keyframe there to fork at."""


class RunEnded(EngineError):
    """The run is over: it can be viewed and forked, not driven on."""


class NotResumable(EngineError):
    """The lab or the numerics have changed since the run began, so going on would not give the same numbers."""


class StartRefused(EngineError):
    """The lab could not start from these parameters, in its own words."""


class ActionRefused(EngineError):
    """The lab could not apply the action or the parameters."""


class NoWorker(EngineError):
    """No worker can take the run now."""


class LabFault(EngineError):
    """A lab's own code raised what is no refusal; the worker that met it is well."""


class WorkerLost(Exception):
    """A worker died, or holds the run no more; the driver reopens the run elsewhere."""


class WorkerSilent(WorkerLost):
    """A worker does not answer: it is stopped rather than dead, and has to be restarted."""
