"""What the network makes of a line: how probable each character is to it, and what it would have said."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.datasets.manual import ALPHABET
from lossland.lab import T
from lossland.lab.views import Tokens
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import LINK, Seen, given, shown, written
from lossland.labs.sequences.attention.reading import GONE, visible
from lossland.labs.sequences.attention.study_params import READ


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The line, and the most probable character at each place of it."""
    s, p = seen.s.reading, seen.p
    if s is None:
        return None
    x, y = given(p, s.text.device), written(p, s.text.device)  # (T,)
    with torch.no_grad():
        chances = s.net(x[None], visible(p, len(x), x.device))[0].softmax(-1)  # (T, V)
    if p.study == "next":
        chances = torch.cat(
            [torch.full_like(chances[:1], torch.nan), chances[:-1]]
        )  # what is said of each place before it
        said = chances[:, : len(ALPHABET)].argmax(-1)
        told = ["·", *(ALPHABET[k] for k in said[1:].tolist())]
        right, sure = chances.gather(1, y[:, None])[:, 0], chances.amax(-1)
    else:
        gone = x == GONE
        said = torch.where(gone, chances[:, : len(ALPHABET)].argmax(-1), y)
        told = [ALPHABET[k] for k in said.tolist()]
        right, sure = (
            value.masked_fill(~gone, torch.nan) for value in (chances.gather(1, y[:, None])[:, 0], chances.amax(-1))
        )
    places = torch.arange(len(x))
    return {
        "text": text_lines([*shown(x), *told]),
        "value": torch.cat([right, sure]),
        "line": torch.cat([torch.zeros_like(places), torch.ones_like(places)]),
        "key": torch.cat([places, places]),
    }


def figure(p: AttentionParams) -> Tokens | None:
    """Two lines, one above the other."""
    if p.study not in READ["study"]:
        return None
    first = (
        T("the line: probability of each character", "原句：每个字符的概率")
        if p.study == "next"
        else T("the line with blanks: probability of what stood there", "带空的句子：原字符的概率")
    )
    return Tokens(
        title=T("What it says", "它怎么说"),
        caption=T(
            "Deep colours are probable. Below, the most probable character at each place.",
            "颜色越深越可能。下方是每处最可能的字符。",
        ),
        alt=T(
            "The characters of the line with their probabilities, and the guesses.", "句中各字符及其概率，以及猜测。"
        ),
        linked=LINK,
        value=T("probability", "概率"),
        percent=True,
        lines=(first, T("its guess", "它的猜测")),
        max_rate=8,
    )
