"""What several pictures of the study `train` need of a state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from torch import Tensor

from lossland.fields.written import drawn
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.studies.train import TrainState, scores_of


@dataclass(frozen=True)
class Seen:
    """A state and the parameters in force."""

    s: TrainState
    p: CnnClassifierParams

    @cached_property
    def picture(self) -> Tensor:
        """(28, 28) uint8: what the network is given of the drawing."""
        return drawn(self.p.data, self.s.strokes)

    @cached_property
    def probabilities(self) -> Tensor:
        """(10,) of the drawing."""
        return scores_of(self.s.net, self.picture[None].to(self.s.x.device))[0].softmax(0)
