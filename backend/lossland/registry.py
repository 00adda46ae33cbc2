"""Finds the labs: every module under `lossland/labs/<part>/` but those whose name begins with `_`, which hold parts of a
large lab (`_<lab>_pictures.py`). A broken or doubled lab fails loudly, naming its file."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache
from pathlib import Path
from typing import Any

import lossland.labs
from lossland.lab import Lab
from lossland.labs import PARTS

AnyLab = Lab[Any, Any, Any]


class RegistryError(Exception):
    """A lab that cannot be served."""


@cache
def labs() -> dict[str, AnyLab]:
    """All labs by slug, in the order of the course's parts, then by slug."""
    found: dict[str, AnyLab] = {}
    for module_info in pkgutil.walk_packages(lossland.labs.__path__, "lossland.labs."):
        if module_info.ispkg or module_info.name.rpartition(".")[2].startswith("_"):
            continue
        module = importlib.import_module(module_info.name)
        own = [
            value
            for value in vars(module).values()
            if inspect.isclass(value) and issubclass(value, Lab) and value.__module__ == module.__name__
        ]
        if len(own) != 1:
            raise RegistryError(f"{module.__file__}: a lab file defines exactly one Lab, this one {len(own)}")
        lab = own[0]()
        part = module_info.name.split(".")[-2]
        if lab.slug in found:
            raise RegistryError(f"{module.__file__}: the slug {lab.slug!r} is taken by {type(found[lab.slug])}")
        if lab.part != part or part not in PARTS:
            raise RegistryError(f"{module.__file__}: part {lab.part!r} is not the folder {part!r} or not in PARTS")
        found[lab.slug] = lab
    order = list(PARTS)
    return dict(sorted(found.items(), key=lambda item: (order.index(item[1].part), item[0])))


def source_file(lab: AnyLab) -> Path:
    """The file that defines `lab`."""
    return Path(inspect.getfile(type(lab)))


def lesson(lab: AnyLab, lang: str) -> str:
    """The lab's lesson in Markdown; `lang` is "en" or "zh"."""
    path = source_file(lab).with_name(f"{lab.slug}.{lang}.md")
    if not path.is_file():
        raise RegistryError(f"{path}: the lesson is missing")
    return path.read_text(encoding="utf-8")
