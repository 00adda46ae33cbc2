"""The state of the unit that carries most, in the sentence and in its twin, and the verb that follows."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.datasets.agreement import as_words
from lossland.lab import T
from lossland.lab.views import Tokens
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.pictures.seen import Seen

START = "\u2581"


def draw(seen: Seen) -> dict[str, Tensor]:
    """Colours are the state over its largest amount in the two lines; the verb is the likelier one, with its probability."""
    passed, P = seen.read
    states = torch.stack(passed.states, 1)[:, :, int(seen.order[0])]  # (2, T)
    shares = states / states.abs().amax().clamp_min(1e-9)
    text, values, line = [], [], []
    for k, row in enumerate(seen.words):
        said = f"{('was', 'were')[int(P[k].argmax())]} {float(P[k].max()):.2f}"
        text += [START + word if word != "," else word for word in [*as_words(row), said]]
        values.append(torch.cat([shares[k].cpu(), torch.tensor([torch.nan])]))
        line += [k] * (len(row) + 1)
    return {"text": text_lines(text), "value": torch.cat(values), "line": torch.tensor(line, dtype=torch.int32)}


def figure(p: RecurrentParams) -> Tokens:
    """Always there."""
    return Tokens(
        title=T("What the top unit remembers", "排首位的单元记住了什么"),
        caption=T(
            "Its state after each word, in two sentences that differ in one letter; at the end the verb that the network says.",
            "两个只差一个字母的句子中，该单元读完每个词后的状态；末尾是网络说出的动词。",
        ),
        alt=T(
            "Two sentences, coloured by the state of one unit, and the verb said.",
            "两个句子按一个单元的状态着色，以及说出的动词。",
        ),
        value=T("state", "状态"),
        scale="signed",
        low=-1.0,
        lines=(T("sentence", "句子"), T("in the other number", "换成另一数")),
    )
