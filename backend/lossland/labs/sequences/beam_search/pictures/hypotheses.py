"""What the search ended with, word by word."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Tokens
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.beam_search.params import BeamParams
from lossland.labs.sequences.beam_search.pictures.seen import Seen
from lossland.labs.sequences.beam_search.state import Line


def of_lines(lines: list[Line]) -> dict[str, Tensor]:
    """Tokens of several hypotheses, each in a line of its own, coloured by P."""
    counts = torch.tensor([len(line.pieces) for line in lines])
    return {
        "text": text_lines([piece for line in lines for piece in line.pieces]),
        "line": torch.arange(len(lines)).repeat_interleave(counts).to(torch.int32),
        "value": torch.cat([line.p for line in lines]),
    }


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Greedy search first, then the best of the beam; or the person and the network."""
    if seen.s.searched is not None and seen.p.study == "sentence":
        return of_lines([seen.s.searched.greedy, *seen.s.searched.best])
    if seen.s.blamed is not None:
        return of_lines([seen.s.blamed.human, seen.s.blamed.machine])
    return None


def figure(p: BeamParams) -> Tokens | None:
    """Of a sentence, or of what is judged."""
    match p.study:
        case "sentence":
            lines = (T("greedy", "贪心"), *(T(f"beam, {k}", f"束搜索，第 {k}") for k in range(1, 6)))
        case "errors":
            lines = (T("the person, y*", "人工译文 y*"), T("the network, ŷ", "网络译文 ŷ"))
        case _:
            return None
    return Tokens(
        title=T("Word by word", "逐词查看"),
        caption=T(
            "P of each token, given the source and the tokens before it.", "每个词元在给定源句与前文时的概率 P。"
        ),
        alt=T("Hypotheses in lines, each token coloured by its probability.", "逐行列出假设，每个词元按概率着色。"),
        value=T("P(y<t> | x, y<1> … y<t-1>)", "P(y<t> | x, y<1> … y<t-1>)"),
        lines=lines,
    )
