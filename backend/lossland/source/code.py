"""What students read of a lab."""

from __future__ import annotations

from typing import NamedTuple

from lossland.registry import AnyLab
from lossland.source.module import PACKAGE, module

DECLARED = ("params", "presets", "actions")
"""What the page shows in other ways."""


class CodeFile(NamedTuple):
    """A file to be read: its place, from the lab's folder or from the package, and its text."""

    name: str
    text: str


def code(lab: AnyLab) -> list[CodeFile]:
    """What students read: the experiment whole, the lab's own files that it is made of, then each algorithm they import."""
    experiment = next(kind for kind in type(lab).__mro__ if "start" in vars(kind)).__module__
    folder = experiment.rpartition(".")[0] + "."
    own, algorithms = [experiment], dict[str, None]()
    for name in own:  # which grows meanwhile
        for other in dict.fromkeys(imported.module for imported in module(name).imports.values()):
            if other.startswith(f"{PACKAGE}.algorithms."):
                algorithms[other] = None
            elif (
                other.startswith(folder)
                and other not in own
                and other.removeprefix(folder).split(".")[0] not in DECLARED
            ):
                own.append(other)
    return [
        CodeFile(name.removeprefix(folder).removeprefix(f"{PACKAGE}.").replace(".", "/") + ".py", module(name).text)
        for name in [*own, *algorithms]
    ]
