"""The views of the beam search lab: those of the study that is chosen are there."""

from __future__ import annotations

from lossland.lab.pictures import Picture
from lossland.labs.sequences.beam_search.params import BeamParams
from lossland.labs.sequences.beam_search.pictures import (
    blame,
    candidates,
    counted,
    grams,
    hypotheses,
    looked,
    score,
    scores,
    tree,
    underflow,
)
from lossland.labs.sequences.beam_search.pictures.seen import Seen

VIEWS: dict[str, Picture[BeamParams, Seen]] = {
    "tree": tree,
    "scores": scores,
    "blame": blame,
    "counted": counted,
    "hypotheses": hypotheses,
    "looked": looked,
    "candidates": candidates,
    "underflow": underflow,
    "grams": grams,
    "score": score,
}
