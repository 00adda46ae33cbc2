"""A batch of pictures in, their most probable classes out."""

from __future__ import annotations

from collections.abc import Sequence

from lossland.inference.ask import Ask
from lossland.inference.classify.types import ClassifyAnswer, ClassifyOptions, ClassProbability
from lossland.inference.networks import Network


def answer(network: Network, asks: Sequence[Ask[ClassifyOptions]]) -> list[ClassifyAnswer]:
    """What each picture shows. All are given to the network at once."""
    scores = network.read([ask.tensor() for ask in asks])
    names = network.classes
    answers = []
    for ask, row in zip(asks, scores.softmax(1), strict=True):
        probabilities, classes = row.topk(min(ask.options.top, len(names)))
        found = [
            ClassProbability(index=k, label=names[k], title=names[k], probability=p)
            for p, k in zip(probabilities.tolist(), classes.tolist(), strict=True)
        ]
        answers.append(ClassifyAnswer(model=network.name, classes=found))
    return answers
