"""A network as a row of named stages, so that what comes out of any of them can be looked at."""

from __future__ import annotations

from collections import OrderedDict

from torch import Tensor, nn


class Stages(nn.Sequential):
    """Stages by name, one after another: `Stages(conv1=nn.Conv2d(1, 6, 5), pool1=nn.AvgPool2d(2), ...)`."""

    def __init__(self, **stages: nn.Module) -> None:
        super().__init__(OrderedDict(stages))

    def outputs(self, x: Tensor) -> dict[str, Tensor]:
        """What comes out of each stage, by its name; the last are the scores."""
        found = {}
        for name, stage in self.named_children():
            x = stage(x)
            found[name] = x
        return found

    def after(self, k: int) -> nn.Sequential:
        """The stages that come after the first k."""
        return nn.Sequential(*list(self)[k:])
