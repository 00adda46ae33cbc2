"""How a state's fields are marked, and the state of a lab that has none."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any


def constant(**kwargs: Any) -> Any:
    """A dataclass field that `start` computes anew (the data) and that therefore is not saved."""
    return dataclasses.field(metadata={"constant": True}, **kwargs)


@dataclass
class Frozen:
    """The state of an instant lab that has none."""
