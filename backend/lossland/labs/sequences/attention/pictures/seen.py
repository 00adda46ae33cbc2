"""What the pictures of the attention lab have in common."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.datasets.manual import ALPHABET
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.read_params import LINES
from lossland.labs.sequences.attention.reading import GONE
from lossland.labs.sequences.attention.state import State

LINK = "row"
"""What the pictures of one study share: the query that is pointed at."""


@dataclass(frozen=True)
class Seen:
    """A state with the parameters that it was made under."""

    s: State
    p: AttentionParams


def written(p: AttentionParams, device: torch.device) -> Tensor:
    """The line that is shown (T,), as places in the alphabet."""
    return torch.tensor([ALPHABET.index(character) for character in LINES[p.line]], device=device)


def given(p: AttentionParams, device: torch.device) -> Tensor:
    """What the network is given of it (T,): every fifth character is blank where blanks are filled."""
    y = written(p, device)
    places = torch.arange(len(y), device=device)
    return y.masked_fill(places % 5 == 3, GONE) if p.study == "blank" else y


def shown(x: Tensor) -> list[str]:
    """Its characters, a box for each blank."""
    return ["□" if place == GONE else ALPHABET[place] for place in x.tolist()]
