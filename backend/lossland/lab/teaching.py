"""What a lab asks its user: predictions that the run marks, and the guided first minute."""

from __future__ import annotations

from typing import NamedTuple

from lossland.lab.text import T


class Option(NamedTuple):
    """One answer to a prediction: right if the best value reached is at least this."""

    text: T
    least: float | None
    """None, for the last option: whatever is left."""


class Prediction(NamedTuple):
    """A question to answer before Play, decided by the highest value that a metric reaches."""

    question: T
    metric: str
    steps: int
    """The answer is known after so many steps, or as soon as the first option has come true."""
    options: tuple[Option, ...]
    """From the highest `least` to the lowest."""
    because: T


class Accident(NamedTuple):
    """A change that breaks the run for certain, and why it does."""

    param: str
    times: float
    hint: T
    because: T


class Lead(NamedTuple):
    """A question that leads on to another lab or preset."""

    question: T
    lab: str
    preset: str | None


class Tour(NamedTuple):
    """The first minute: predict, play, break it, go back, fork; then lead on."""

    prediction: Prediction
    controls: tuple[str, ...]
    """The parameters that the page shows at first."""
    accident: Accident
    ending: T
    leads: tuple[Lead, ...]
