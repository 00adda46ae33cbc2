"""The frame of a start state: all that an instant lab has, and what any lab shows before its run begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from lossland.engine.frames import encode_frame
from lossland.engine.numerics import GlobalRandomness, choose
from lossland.engine.trajectory import start
from lossland.lab import LabParams
from lossland.lab.params import structural_values
from lossland.lab.references import resolve
from lossland.registry import AnyLab


class Begun(NamedTuple):
    """A start state, what it was made of, and the parameters that it has adopted."""

    lab: str
    values: object
    """Those of the structural parameters: all that the `start` of an instant lab reads."""
    seed: int
    state: Any
    p: LabParams


class FirstFrames:
    """Draws them, and keeps the last start of an instant lab: a slider that needs none then costs `adopt` and `draw`."""

    def __init__(self) -> None:
        self._last: Begun | None = None

    def frame(self, lab: AnyLab, p: LabParams, seed: int, assets: Mapping[str, object]) -> bytes:
        """The first frame as JSON."""
        device = choose("auto")
        values, p = structural_values(p), resolve(p, assets)
        last, self._last = self._last, None  # what raises halfway is not kept
        with GlobalRandomness(seed, device):
            if lab.instant and last is not None and last[:3] == (lab.slug, values, seed):
                state, old = last.state, last.p
            else:
                state, old = start(lab, p, seed, device), None
            lab.adopt(state, p, old)
            frame = encode_frame(0, lab.draw(state, p), lab.measure(state, p))
        self._last = Begun(lab.slug, values, seed, state, p)
        return frame


def first_frame(lab: AnyLab, params: dict[str, Any], seed: int) -> bytes:
    """The first frame of a lab under parameters that refer to nothing."""
    return FirstFrames().frame(lab, lab.Params.model_validate(params), seed, {})
