"""Experiments that are worth repeating: the defaults of every lab, and those that it names in its own `cases.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from lossland.engine.session import Session
from lossland.export.script import Experiment
from lossland.registry import AnyLab, labs
from lossland.runs.messages import LogEntry, Upload
from tests.support.runs import STEPS, Change, Numbers, complete, driven, log_of, numbers, played, session


@dataclass(frozen=True)
class Case:
    """What is set, what is changed on the way, and how many steps are made."""

    params: Mapping[str, Any] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    steps: int = STEPS
    seed: int = 7
    uploads: Mapping[str, Upload] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Tried:
    """A case of a lab."""

    lab: AnyLab
    name: str
    case: Case

    def __str__(self) -> str:
        return f"{self.lab.slug}, {self.name}"

    @property
    def log(self) -> list[LogEntry]:
        return log_of(self.lab, self.case.params, self.case.changes)

    def session(self, **changes: Any) -> Session:
        """The run, opened."""
        return session(self.lab, self.case.seed, self.case.params, uploads=dict(self.case.uploads), **changes)

    def experiment(self) -> Experiment:
        """What its export is made of."""
        params = complete(self.lab, self.case.params)
        steps, uploads = self.case.steps, dict(self.case.uploads)
        return Experiment("r", self.lab, self.case.seed, params, self.log, steps, "torch", "cpu", uploads)


def folder_of(lab: AnyLab) -> str:
    """The package of a lab's own tests."""
    return f"tests.labs.{lab.part}.{lab.slug.replace('-', '_')}"


@cache
def cases() -> list[Tried]:
    """Of every lab that runs, its defaults first; where there is nothing to play with them, what can be played."""
    found = []
    for lab in labs().values():
        own: dict[str, Case] = {}
        if find_spec(folder_of(lab)) and find_spec(f"{folder_of(lab)}.cases"):
            own = import_module(f"{folder_of(lab)}.cases").CASES
        if not lab.instant:
            found += [Tried(lab, name, case) for name, case in {"defaults": Case(played(lab)), **own}.items()]
    return found


@cache
def undisturbed(tried: Tried) -> tuple[Numbers, bytes]:
    """The numbers of the run and its last frame: computed once."""
    run = tried.session()
    return numbers(*driven(run, tried.case.steps, tried.log, at_a_time=tried.case.steps)), run.draw()
