"""Metrics against step."""

from __future__ import annotations

from typing import Literal

from lossland.lab.text import T
from lossland.lab.views.base import View


class Curves(View):
    """Metrics against step, drawn by the page from the metrics stream; a frame carries nothing for it.

    `roles` are palette tokens of the series, where they must have the colours of something in another picture.
    """

    kind: Literal["curves"] = "curves"
    series: tuple[str, ...]
    roles: tuple[str, ...] = ()
    names: tuple[T, ...] = ()
    """What the series are called in this picture; without them, by the titles of their metrics."""
    y_title: T
    log: bool = False
