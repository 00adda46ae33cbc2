"""Detection: what is where on a picture. One study at a time; each has a module of its own beside this one.

Sources: Redmon et al. 2016, "You only look once"; Neubeck and Van Gool 2006, "Efficient non-maximum suppression".
"""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import Experiment
from lossland.labs.vision.detection.grid import EVERY, begun, tested, updated
from lossland.labs.vision.detection.overlap import areas, moved, placed
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.regions import proposed, regions
from lossland.labs.vision.detection.single import improved, reached, untrained
from lossland.labs.vision.detection.state import State
from lossland.labs.vision.detection.suppression import counted, offered, suppressed
from lossland.labs.vision.detection.window import costs, windows


class Detecting(Experiment[DetectionParams, State]):
    """Boxes that are found, compared, suppressed and learned."""

    slug = "detection"
    Params = DetectionParams

    def start(self, p: DetectionParams, rng: torch.Generator, device: torch.device) -> State:
        match p.study:
            case "suppression":
                return State(t=p.stage, offered=offered(p))
            case "iou":
                return State(t=0, b=placed(p.b))
            case "window":
                return State(t=0, windows=windows(p, rng))
            case "regions":
                return State(t=0, regions=regions(p))
            case "grid":
                return State(t=0, learning=begun(p, rng, device))
            case "single":
                return State(t=0, single=untrained(p, rng, device))

    def adopt(self, s: State, p: DetectionParams, old: DetectionParams | None) -> None:
        s.suppressed = None if s.offered is None else suppressed(s.offered, p)
        if old is not None and s.offered is not None and p.stage != old.stage:
            s.t = p.stage  # a hand leads to a stage, steps go on from there
        if old is not None and s.b is not None and p.b != old.b:
            s.b = placed(p.b)
        if s.learning is not None:
            s.learning.optimizer.param_groups[0]["lr"] = p.rate
        if s.single is not None:
            s.single.optimizer.param_groups[0]["lr"] = p.single_rate

    def step(self, s: State, p: DetectionParams) -> dict[str, Tensor]:
        s.t += 1
        if s.b is not None:
            s.b = moved(s.b, p)
        if s.learning is not None:
            made = updated(s.learning, p)
            return made if s.t % EVERY else made | tested(s.learning, p)
        if s.single is not None:
            return improved(s.single, p)
        return self.measure(s, p)

    def measure(self, s: State, p: DetectionParams) -> dict[str, Tensor]:
        if s.suppressed is not None:
            return counted(s.suppressed, s.t)
        if s.b is not None:
            return {"iou": areas(placed(p.a), s.b)["iou"]}
        if s.windows is not None:
            return costs(s.windows, p.side, s.t)
        if s.regions is not None:
            return proposed(s.regions, s.t)
        if s.learning is not None:
            return tested(s.learning, p)
        if s.single is not None:
            return reached(s.single, p)
        return {}

    def done(self, s: State, p: DetectionParams) -> bool:
        if s.windows is not None:
            return s.t >= s.windows.slid.numel() - 1
        if s.regions is not None:
            return s.t >= len(s.regions.merges.parts)
        return s.suppressed is not None and s.t >= len(s.suppressed.stages) - 1
