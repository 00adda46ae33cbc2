"""A batch of questions in, translations out: all texts that are searched alike are searched at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from lossland.algorithms.sequences.beam_search import Found, Hypothesis
from lossland.algorithms.sequences.tokens import UNK
from lossland.algorithms.sequences.translate import Translator
from lossland.inference.ask import Ask, Unfit
from lossland.inference.networks import Network
from lossland.inference.translate.types import (
    MOST_TOKENS,
    Candidate,
    TranslateAnswer,
    Translated,
    TranslateRequest,
    Translation,
)
from lossland.lab.text import T


class Search(NamedTuple):
    """What has to be the same for texts to be searched together."""

    beam_width: int
    alpha: float
    max_length: int


def answer(network: Network, asks: Sequence[Ask[TranslateRequest]]) -> list[TranslateAnswer | Unfit]:
    """The translations of each question's texts, or why it is refused."""
    translator: Translator = network.read()
    refused: dict[int, Unfit] = {}
    together: dict[Search, list[tuple[int, str]]] = defaultdict(list)
    for k, ask in enumerate(asks):
        asked = ask.options
        try:
            for text in texts_of(asked):
                check(text, translator)
        except Unfit as error:
            refused[k] = error
        else:
            key = Search(asked.beam_width, asked.alpha, asked.max_length)
            together[key] += [(k, text) for text in texts_of(asked)]
    answers: dict[int, list[Translated]] = defaultdict(list)
    for search, asked_texts in together.items():
        found = translator.found([text for _, text in asked_texts], search.beam_width, search.alpha, search.max_length)
        for (k, text), each in zip(asked_texts, found, strict=True):
            answers[k].append(told(translator, text, each, asks[k].options))
    return [
        refused[k] if k in refused else TranslateAnswer(model=network.name, texts=answers[k]) for k in range(len(asks))
    ]


def texts_of(asked: TranslateRequest) -> list[str]:
    """The one or all."""
    return [asked.text] if isinstance(asked.text, str) else asked.text


def check(text: str, translator: Translator) -> None:
    """Raises `Unfit` where a text is too long for the network, or where it knows nothing of it."""
    tokens = translator.source.encode(text)
    if len(tokens) > MOST_TOKENS:
        en = f"{text[:40]!r}… has {len(tokens)} tokens; at most {MOST_TOKENS} are allowed"
        raise Unfit(T(en, f"{text[:40]!r}…有 {len(tokens)} 个词元；最多允许 {MOST_TOKENS} 个"))
    if not translator.knows(text):
        en = f"{text[:40]!r} has nothing that this network knows"
        raise Unfit(T(en, f"{text[:40]!r} 中没有该网络认识的内容"))


def told(translator: Translator, text: str, found: Found, asked: TranslateRequest) -> Translated:
    """One text's answer."""
    tokens = translator.read(text)
    best = found.best(asked.alpha, asked.n_best)
    return Translated(
        source=translator.source.pieces(tokens),
        unknown=unknown_parts(text, translator) if UNK in tokens else [],
        translations=[told_hypothesis(translator, text, each, asked.alpha) for each in best],
        tree=steps_of(translator, found) if asked.tree else None,
    )


def unknown_parts(text: str, translator: Translator) -> list[str]:
    """The characters of a text that the network does not know, each once."""
    return [sign for sign in dict.fromkeys(text) if UNK in translator.source.encode(sign)]


def told_hypothesis(translator: Translator, text: str, said: Hypothesis, alpha: float) -> Translation:
    """One translation, and where it looked."""
    attention = translator.attention(text, said.tokens)[-1].mean(0)  # (T, S)
    return Translation(
        text=translator.target.decode(said.tokens),
        tokens=translator.target.pieces(said.tokens),
        log_probabilities=list(said.log_ps),
        log_probability=said.log_p,
        score=said.score(alpha),
        finished=said.finished,
        attention=[[round(value, 4) for value in row] for row in attention.tolist()],
    )


def steps_of(translator: Translator, found: Found) -> list[list[Candidate]]:
    """The search, step by step."""
    return [
        [
            Candidate(
                parent=parent,
                token=translator.target.pieces(grown.tokens[-1:])[0],
                text=translator.target.decode(grown.tokens),
                log_probability=grown.log_ps[-1],
                total=grown.log_p,
                kept=step.kept.index(k) if k in step.kept else None,
                ended=k in step.ended,
            )
            for k, (parent, grown) in enumerate(zip(step.parent, step.grown, strict=True))
        ]
        for step in found.steps
    ]
