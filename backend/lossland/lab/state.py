"""How a state's fields are marked."""

from __future__ import annotations

import dataclasses
from typing import Any


def constant(**kwargs: Any) -> Any:
    """A dataclass field that `start` computes anew (the data) and that therefore is not saved."""
    return dataclasses.field(metadata={"constant": True}, **kwargs)


def derived() -> Any:
    """A dataclass field that `adopt` computes from parameters and the rest of the state, and that is not saved."""
    return dataclasses.field(init=False, repr=False, metadata={"derived": True})
