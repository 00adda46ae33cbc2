"""What an exported experiment works on: written into the script where it is little, else a file beside it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from lossland.datasets.embedded import Loaded
from lossland.export.literals import literal

MOST_BYTES = 2**20
"""Of tensors that a script holds in its own text."""
FILE = "data.pt"

READ = f"""\
BESIDE = Path(globals().get("__file__", "notebook"))  # where this lies: a notebook is called from there
DATA = torch.load(BESIDE.with_name({FILE!r}), weights_only=True)
"""


class Carried:
    """The data of one experiment: what its loaders returned, the pictures that were sent and the models that were kept."""

    def __init__(self, loaded: Sequence[Loaded], heavy: Mapping[str, Tensor | dict[str, Tensor]]) -> None:
        self._calls = {(call.name, call.args, call.kwargs): call for call in loaded}
        self._heavy = heavy
        size = sum(_bytes(call.result) for call in self._calls.values()) + sum(map(_bytes, heavy.values()))
        self.apart = size > MOST_BYTES
        """Whether it lies in a file."""

    def loader(self, name: str) -> str:
        """A function that returns what the loader of that name returned, by its arguments."""
        calls = [call for call in self._calls.values() if call.name == name]
        if self.apart:
            return f"def {name}(*args, **kwargs):\n    return DATA[{name!r}][repr((args, sorted(kwargs.items())))]\n"
        entries = "".join(f"    {_asked(call)!r}: {literal(call.result)},\n" for call in calls)
        return (
            f"{name.upper()} = {{  # arguments -> data\n{entries}}}\n\n\n"
            f"def {name}(*args, **kwargs):\n    return {name.upper()}[repr((args, sorted(kwargs.items())))]\n"
        )

    def heavy(self, name: str) -> str:
        """The expression of a picture that was sent, of labelled ones, or of the tensors of a model."""
        return f"DATA['uploads'][{name!r}]" if self.apart else literal(self._heavy[name])

    def file(self) -> bytes | None:
        """The content of the file; None where there is none."""
        if not self.apart:
            return None
        data: dict[str, dict[str, Any]] = {"uploads": dict(self._heavy)}
        for call in self._calls.values():
            data.setdefault(call.name, {})[_asked(call)] = call.result
        out = io.BytesIO()
        torch.save(data, out)
        return out.getvalue()


def _asked(call: Loaded) -> str:
    return repr((call.args, list(call.kwargs)))


def _bytes(value: Any) -> int:
    if isinstance(value, Tensor):
        return value.nbytes
    if isinstance(value, dict):
        return sum(map(_bytes, value.values()))
    return sum(map(_bytes, value)) if isinstance(value, list | tuple) else 0
