"""What a lab asks and tells its user: predictions, moments worth watching, and the guided first minute."""

from __future__ import annotations

from dataclasses import dataclass

from lossland.lab.text import T


@dataclass(frozen=True)
class Option:
    """One answer to a prediction: right if the best value reached is at least this."""

    text: T
    least: float | None
    """None, for the last option: whatever is left."""


@dataclass(frozen=True)
class Prediction:
    """A question to answer before Play, decided by the highest value that a metric reaches."""

    question: T
    metric: str
    steps: int
    """The answer is known after so many steps, or as soon as the first option has come true."""
    options: tuple[Option, ...]
    """From the highest `least` to the lowest."""
    because: T
    measured: T
    """What the run has shown: `{value}` is the highest value within `{steps}` steps, that of step `{step}`."""


@dataclass(frozen=True)
class Moment:
    """The first step at which a metric reaches a bound: worth slowing down for, and told in one line."""

    metric: str
    says: T
    """What happened, in the past, `{value}` being the metric at that step: true of the run for ever after."""
    mark: T
    """A word or two for the timeline."""
    least: float | None = None
    """It happens at the first value that is at least this ..."""
    most: float | None = None
    """... or at most this."""
    of_first: bool = False
    """Whether the bound is a multiple of the metric's first value: that of the start, where it is measured."""


@dataclass(frozen=True)
class Accident:
    """A change that breaks the run for certain, and why it does."""

    param: str
    times: float
    hint: T
    because: T


@dataclass(frozen=True)
class Lead:
    """A question that leads on to another lab or preset."""

    question: T
    lab: str
    preset: str | None


@dataclass(frozen=True)
class Tour:
    """The first minute: predict, play, break it, go back, fork; then lead on."""

    prediction: Prediction
    controls: tuple[str, ...]
    """The parameters that the page shows at first."""
    accident: Accident
    ending: T
    leads: tuple[Lead, ...]
