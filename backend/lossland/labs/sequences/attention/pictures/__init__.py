"""The views of the attention lab: those of the study that is chosen are there."""

from __future__ import annotations

from lossland.lab.pictures import Picture
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures import (
    alike,
    cost,
    counts,
    curves,
    diagram,
    every_head,
    filled,
    gradients,
    guesses,
    heads,
    order,
    positions,
    reads,
    sample,
    saturation,
    slopes,
    spread,
    steps,
    triangle,
    weights,
    worked,
)
from lossland.labs.sequences.attention.pictures.seen import Seen

VIEWS: dict[str, Picture[AttentionParams, Seen]] = {
    "triangle": triangle,
    "saturation": saturation,
    "heads": heads,
    "diagram": diagram,
    "cost": cost,
    "reads": reads,
    "every_head": every_head,
    "filled": filled,
    "steps": steps,
    "weights": weights,
    "slopes": slopes,
    "worked": worked,
    "spread": spread,
    "sample": sample,
    "positions": positions,
    "order": order,
    "alike": alike,
    "gradients": gradients,
    "counts": counts,
    "guesses": guesses,
    "losses": curves.LOSSES,
    "right": curves.RIGHT,
}
