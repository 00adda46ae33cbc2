"""What several pictures of the study `train` need of a state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from lossland.algorithms.vision.classic.stages import Stages
from lossland.fields.written import drawn, form_of
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.params.train import MISTAKES
from lossland.labs.vision.cnn_classifier.studies.train import TrainState, as_input, scores_of


@contextmanager
def at_rest(net: Stages) -> Iterator[Stages]:
    """The network as it reads, not as it learns: batch norm takes its running statistics."""
    net.eval()
    try:
        yield net
    finally:
        net.train()


@dataclass(frozen=True)
class Seen:
    """A state and the parameters in force."""

    s: TrainState
    p: CnnClassifierParams

    @cached_property
    def drawing(self) -> Tensor:
        """(28, 28) uint8: what the network is given of the drawing."""
        return drawn(form_of(self.p.data), self.s.strokes).to(self.s.x.device)

    @cached_property
    def mistakes(self) -> Tensor:
        """(n,) places of the held-out pictures with the highest loss among those read wrong, the worst first; n <= 12."""
        loss = torch.nn.functional.cross_entropy(self.s.scores, self.s.y_test, reduction="none")  # (m,)
        wrong = self.s.scores.argmax(1) != self.s.y_test
        order = loss.masked_fill(~wrong, -1.0).argsort(descending=True, stable=True)
        return order[: min(MISTAKES, int(wrong.sum()))]

    @cached_property
    def picture(self) -> Tensor:
        """(28, 28) uint8: the drawing, or the mistake that is looked at; the drawing where there are fewer."""
        place = self.p.look - 1
        return self.s.x_test[self.mistakes[place]] if 0 <= place < len(self.mistakes) else self.drawing

    @cached_property
    def probabilities(self) -> Tensor:
        """(K,) of the drawing."""
        return scores_of(self.s.net, self.drawing[None])[0].softmax(0)

    @cached_property
    def x(self) -> Tensor:
        """(1, 1, 28, 28) the picture that is looked at."""
        return as_input(self.picture[None])

    @cached_property
    def outputs(self) -> dict[str, Tensor]:
        """What comes out of each stage for the picture that is looked at."""
        with torch.no_grad(), at_rest(self.s.net) as net:
            return net.outputs(self.x)

    @cached_property
    def read(self) -> int:
        """The class that it is taken for."""
        return int(list(self.outputs.values())[-1][0].argmax())

    @cached_property
    def last_maps(self) -> int:
        """Place of the last stage that gives maps with more than one place, from 0."""
        return max(k for k, out in enumerate(self.outputs.values()) if out.dim() == 4)
