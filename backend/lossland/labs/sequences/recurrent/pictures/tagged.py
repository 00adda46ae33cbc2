"""Two sentences that begin alike, and what both networks say of each word."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.datasets.named import NAMED_LENGTH, both_ways_on, encoded
from lossland.lab import T
from lossland.lab.views import Tokens
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.recurrent.naming import named
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.pictures.seen import Seen
from lossland.labs.sequences.recurrent.study_params import WAYS

WORD = "\u2581"
"""What the page shows as a blank before a word."""
REST = ("roosevelt", "was a great president", "are on sale today")


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """First the sentence with the name, by either network, then the other."""
    s = seen.s.naming
    if s is None:
        return None
    pair = both_ways_on("he said", seen.p.first, REST)
    with torch.no_grad():
        P = torch.stack([named(s.taggers[way].net, encoded(pair).to(s.new_words.device)) for way in WAYS], 1).sigmoid()
    lines = len(pair) * len(WAYS)
    return {
        "text": text_lines(WORD + word for sentence in pair for _ in WAYS for word in sentence.split()),
        "value": P.flatten(),  # (sentence, way, word)
        "line": torch.arange(lines, dtype=torch.int32).repeat_interleave(NAMED_LENGTH),
        "key": torch.arange(NAMED_LENGTH, dtype=torch.int32).repeat(lines),
    }


def figure(p: RecurrentParams) -> Tokens:
    """Four lines."""
    return Tokens(
        title=T("Is it a name?", "是人名吗？"),
        caption=T(
            "P(name) of each word. Up to the ambiguous word both sentences are the same: reading forwards nothing can tell them apart.",
            "每个词是人名的概率。直到有歧义的词，两句完全相同：只从前往后读，无从区分。",
        ),
        alt=T(
            "Two sentences, each coloured by the probability of a name that two networks give its words.",
            "两个句子，各按两个网络给出的人名概率着色。",
        ),
        value=T("P(name)", "P(人名)"),
        percent=True,
        lines=(
            T("a name, forwards", "人名，单向"),
            T("a name, both ways", "人名，双向"),
            T("a thing, forwards", "物品，单向"),
            T("a thing, both ways", "物品，双向"),
        ),
        linked="word",
    )
