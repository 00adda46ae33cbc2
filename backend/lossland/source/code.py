"""What students read of a lab."""

from __future__ import annotations

from typing import NamedTuple

from lossland.registry import AnyLab
from lossland.source.module import PACKAGE, module


class CodeFile(NamedTuple):
    """A file to be read: its place, from the lab's folder or from the package, and its text."""

    name: str
    text: str


def code(lab: AnyLab) -> list[CodeFile]:
    """What students read: the experiment whole, then each algorithm that it imports."""
    experiment = next(kind for kind in type(lab).__mro__ if "start" in vars(kind)).__module__
    folder = experiment.rpartition(".")[0] + "."
    declared = {folder + name for name in ("params", "presets", "actions")}
    names = dict.fromkeys(imported.module for imported in module(experiment).imports.values())
    algorithms = [
        name for name in names if name.startswith((f"{PACKAGE}.algorithms.", folder)) and name not in declared
    ]
    return [
        CodeFile(name.removeprefix(folder).removeprefix(f"{PACKAGE}.").replace(".", "/") + ".py", module(name).text)
        for name in [experiment, *algorithms]
    ]
