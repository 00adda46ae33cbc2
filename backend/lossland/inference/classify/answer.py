"""A batch of pictures in, their most probable classes out."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from lossland.algorithms.vision.efficientnet_lite import SIDE, normalised
from lossland.algorithms.vision.ink import ink
from lossland.algorithms.vision.resize import centre_square
from lossland.datasets.mnist import centred
from lossland.inference.ask import Ask
from lossland.inference.classify.types import ClassifyAnswer, ClassifyOptions, ClassProbability
from lossland.models.shipped import class_names, classifier, digit_reader


@torch.no_grad()
def answer(model: str, asks: Sequence[Ask[ClassifyOptions]]) -> list[ClassifyAnswer]:
    """What each picture shows. All are given to the network at once."""
    pictures = [ask.tensor() for ask in asks]
    scores = read_digits(pictures) if model == "digits" else see(pictures)
    names = class_names(model)
    answers = []
    for ask, row in zip(asks, scores.softmax(1), strict=True):
        probabilities, classes = row.topk(min(ask.options.top, len(names)))
        found = [
            ClassProbability(index=k, label=names[k], title=names[k], probability=p)
            for p, k in zip(probabilities.tolist(), classes.tolist(), strict=True)
        ]
        answers.append(ClassifyAnswer(model=model, classes=found))
    return answers


def see(pictures: Sequence[Tensor]) -> Tensor:
    """Scores (n, 1000) of ImageNet's classes for pictures (3, H, W), bytes."""
    scores: Tensor = classifier()(normalised(torch.stack([centre_square(picture, SIDE) for picture in pictures])))
    return scores


def read_digits(pictures: Sequence[Tensor]) -> Tensor:
    """Scores (n, 10) of the digit on each picture (3, H, W), bytes: dark on light or light on dark."""
    scores: Tensor = digit_reader()(torch.stack([centred(ink(picture)) for picture in pictures])[:, None])
    return scores
