"""The views of the learning rate lab. Colour is the logarithm of the rate; a diverged run is a cross at the ceiling."""

from __future__ import annotations

from lossland.lab.pictures import Picture
from lossland.labs.optimizers.learning_rate.params import LearningRateParams
from lossland.labs.optimizers.learning_rate.pictures import (
    averaging,
    race,
    range_test,
    sampling,
    schedule_losses,
    schedule_rates,
    valley,
)
from lossland.labs.optimizers.learning_rate.pictures.seen import Seen

VIEWS: dict[str, Picture[LearningRateParams, Seen]] = {
    "race": race,
    "valley": valley,
    "range_test": range_test,
    "sampling": sampling,
    "schedule_losses": schedule_losses,
    "schedule_rates": schedule_rates,
    "ewa": averaging,
}
