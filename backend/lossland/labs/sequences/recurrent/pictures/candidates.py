"""What could come next, in words."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Tokens
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.pictures.seen import CHOICES, Seen
from lossland.labs.sequences.recurrent.pictures.written import shown


def draw(seen: Seen) -> dict[str, Tensor]:
    """The same tokens in both lines, the likeliest first."""
    tokens, said, drawn = seen.choice
    places = torch.arange(CHOICES, dtype=torch.int32)
    return {
        "text": text_lines(shown(token, seen.p) for token in [*tokens, *tokens]),
        "value": torch.cat([said, drawn]),
        "line": torch.arange(2, dtype=torch.int32).repeat_interleave(CHOICES),
        "key": places.repeat(2),
    }


def figure(p: RecurrentParams) -> Tokens:
    """Two lines, one above the other."""
    return Tokens(
        title=T("Candidates", "候选词元"),
        caption=T(
            "The likeliest tokens at the place looked at, by rank: as the network says it, and as it is drawn from.",
            "所看位置上最可能的词元，按排名：网络给出的概率，以及实际抽取所用的概率。",
        ),
        alt=T("The likeliest next tokens with their probabilities.", "最可能的下一个词元及其概率。"),
        value=T("probability", "概率"),
        percent=True,
        lines=(T("softmax(z)", "softmax(z)"), T("with temperature and top-k", "加上温度与 top-k")),
        linked="rank",
    )
