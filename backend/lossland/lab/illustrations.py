"""The pictures that a lesson shows: `![caption](?preset=diverges&view=fit&step=60)`, each line of them a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

IMAGE = re.compile(r"!\[(?P<caption>.*?)\]\((?P<address>[^()]*)\)")
ADDRESS = re.compile(r"\?(?:preset=(?P<preset>[\w-]+)&)?view=(?P<view>\w+)(?:&step=(?P<step>\d+))?")


@dataclass(frozen=True)
class Illustration:
    """A view after so many steps of a run with seed 0, under a preset's parameters or the defaults."""

    preset: str | None
    view: str
    step: int = 0

    @property
    def address(self) -> str:
        """As lessons write it: what is usual is left out."""
        preset = f"preset={self.preset}&" if self.preset else ""
        return f"?{preset}view={self.view}" + (f"&step={self.step}" if self.step else "")


def illustrations(text: str) -> list[Illustration]:
    """Those in a text of lessons, in its order."""
    return [illustration(found["address"]) for found in IMAGE.finditer(text)]


def illustration(address: str) -> Illustration:
    """The one at an address. Raises ValueError for another spelling than `address` has."""
    found = ADDRESS.fullmatch(address)
    made = Illustration(found["preset"], found["view"], int(found["step"] or 0)) if found else None
    if made is None or made.address != address:
        raise ValueError(f"{address!r} is no picture: ?preset=slug&view=name&step=60 is, without preset or step too")
    return made
