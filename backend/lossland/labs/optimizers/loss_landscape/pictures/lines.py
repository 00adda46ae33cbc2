"""One number of every training against step."""

from __future__ import annotations

from dataclasses import dataclass

from lossland.lab import T
from lossland.lab.views import Curves
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams, chosen, networks, row_names
from lossland.labs.optimizers.loss_landscape.pictures.names import ROLES, short_names


@dataclass(frozen=True)
class Lines:
    """Curves of a family of metrics: as many as there are trainings."""

    prefix: str
    title: T
    caption: T
    alt: T
    y_title: T
    log: bool = False

    def figure(self, p: LossLandscapeParams) -> Curves:
        """The two or three trainings of each network, in the colours of their balls."""
        return Curves(
            title=self.title,
            caption=self.caption,
            alt=self.alt,
            series=tuple(f"{self.prefix}_{name}" for name in row_names(p)),
            y_title=self.y_title,
            log=self.log,
            names=short_names(p),
            roles=ROLES[: len(chosen(p))] * len(networks(p)),
        )

    def draw(self, seen: object) -> None:
        """Nothing: the page has the metrics."""
