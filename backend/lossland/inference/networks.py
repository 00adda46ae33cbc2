"""The networks that can be asked, by name, each in one form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import torch
from torch import Tensor

from lossland.algorithms.vision.efficientnet_lite import SIDE, normalised
from lossland.algorithms.vision.ink import ink
from lossland.algorithms.vision.resize import centre_square
from lossland.datasets.mnist import centred
from lossland.lab.text import T
from lossland.models.shipped import card_of, class_names, classifier, detector, digit_reader, translator


@dataclass(frozen=True)
class Network:
    """A trained network: what its answers mean by number, and how it is given pictures (see `lab.trained.Reader`).

    Of one that translates `read` gives its `Translator`.
    """

    name: str
    classes: Sequence[T]
    read: Callable[..., Any]
    threshold: float = 0.0
    """Score from which a detection is told, where nobody says otherwise."""


@cache
def network(name: str) -> Network:
    """The network of that name. Raises `Refused` where there is none, or where its file has to be fetched first."""
    card = card_of(name)
    if card.task == "translate":
        return Network(name, (), partial(translator, name))
    read: Callable[..., Any] = detector(name) if card.task == "detect" else {"digits": read_digits}.get(name, see)
    return Network(name, class_names(name), read, card.threshold)


def see(pictures: Sequence[Tensor]) -> Tensor:
    """Scores (n, 1000) of ImageNet's classes for pictures (3, H, W), bytes."""
    scores: Tensor = classifier()(normalised(torch.stack([centre_square(picture, SIDE) for picture in pictures])))
    return scores


def read_digits(pictures: Sequence[Tensor]) -> Tensor:
    """Scores (n, 10) of the digit on each picture (3, H, W), bytes: dark on light or light on dark."""
    scores: Tensor = digit_reader()(torch.stack([centred(ink(picture)) for picture in pictures])[:, None])
    return scores
