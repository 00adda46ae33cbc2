"""Annotations of pictures in the XML of Pascal VOC: the name and the box of each object."""

from __future__ import annotations

import re
from typing import NamedTuple

from lossland.lab.text import Refused, T

_OBJECT = re.compile(r"<object>(.*?)</object>", re.DOTALL)
_SIDES = ("xmin", "ymin", "xmax", "ymax")


class Annotated(NamedTuple):
    """One object: its class as written, and its corners in pixels."""

    name: str
    box: tuple[float, float, float, float]


def read_annotations(text: str) -> list[Annotated]:
    """All objects in the order of the file. Raises `Refused` where a name or a side is missing or no number.

    The elements are looked for by their names: entities and document types, which can be made to explode, mean nothing.
    """
    found = []
    for number, block in enumerate(_OBJECT.findall(text), 1):
        try:
            sides = [float(_element(block, side)) for side in _SIDES]
            name = _element(block, "name")
        except (LookupError, ValueError) as error:
            raise Refused(T(f"object {number}: {error}", f"第 {number} 个对象：{error}")) from None
        found.append(Annotated(name, (sides[0], sides[1], sides[2], sides[3])))
    return found


def _element(block: str, tag: str) -> str:
    inner = re.search(rf"<{tag}>\s*([^<]*?)\s*</{tag}>", block)
    if inner is None:
        raise LookupError(f"<{tag}> is missing")
    return inner[1]
