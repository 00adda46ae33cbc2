"""Finds the labs: every `lossland/labs/<part>/<lab>/lab.py`. A broken or doubled lab fails loudly, naming its file."""

from __future__ import annotations

import importlib
import inspect
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
    for path in sorted(Path(lossland.labs.__path__[0]).glob("*/*/lab.py")):
        part, folder = path.parts[-3:-1]
        module = importlib.import_module(f"lossland.labs.{part}.{folder}.lab")
        own = [
            value
            for value in vars(module).values()
            if inspect.isclass(value) and issubclass(value, Lab) and value.__module__ == module.__name__
        ]
        if len(own) != 1:
            raise RegistryError(f"{module.__file__}: a lab file defines exactly one Lab, this one {len(own)}")
        lab = own[0]()
        if folder != lab.slug.replace("-", "_"):
            raise RegistryError(f"{module.__file__}: the folder of {lab.slug!r} is {folder!r}")
        if lab.slug in found:
            raise RegistryError(f"{module.__file__}: the slug {lab.slug!r} is taken by {type(found[lab.slug])}")
        if lab.part != part:
            raise RegistryError(f"{module.__file__}: part {lab.part!r} is not the folder {part!r}")
        if part not in PARTS:
            raise RegistryError(f"{module.__file__}: part {part!r} is not in PARTS: add it in labs/__init__.py")
        found[lab.slug] = lab
    order = list(PARTS)
    return dict(sorted(found.items(), key=lambda item: (order.index(item[1].part), item[0])))


def source_file(lab: AnyLab) -> Path:
    """The file that defines `lab`."""
    return Path(inspect.getfile(type(lab)))


def lesson(lab: AnyLab, lang: str) -> str:
    """The lab's lesson in Markdown; `lang` is "en" or "zh"."""
    path = source_file(lab).with_name(f"lesson.{lang}.md")
    if not path.is_file():
        raise RegistryError(f"{path}: the lesson is missing")
    return path.read_text(encoding="utf-8")
