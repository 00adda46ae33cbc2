"""What every head of the network looks at on a line, while it is trained."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Attention
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import LINK, Seen, given, shown
from lossland.labs.sequences.attention.reading import visible
from lossland.labs.sequences.attention.study_params import READ


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Layer by layer, head by head."""
    s, p = seen.s.reading, seen.p
    if s is None:
        return None
    x = given(p, s.text.device)
    with torch.no_grad():
        maps = s.net.maps(x[None], visible(p, len(x), x.device))  # (layers, 1, h, T, T)
    words = text_lines(shown(x))
    return {"weights": maps.flatten(0, 2), "rows": words, "columns": words}


def figure(p: AttentionParams) -> Attention | None:
    """A row of small maps for each layer."""
    if p.study not in READ["study"]:
        return None
    heads = int(p.heads)
    return Attention(
        title=T("Heads while they learn", "学习中的各头"),
        caption=T(
            "At first every head looks everywhere alike. Then some find the character before, others blanks between words. Rows are "
            "queries. Click a map to open it; point at a row to mark it in all.",
            "起初每个头处处一样看。随后有的头找到前一个字符，有的找到词间空格。行是查询。点击一幅图将其打开；指向一行，各图同时标出。",
        ),
        alt=T("Attention of every head on the line shown.", "各头在所示句子上的注意力。"),
        linked=LINK,
        maps=tuple(
            T(f"block {layer}, head {head}", f"模块 {layer}，头 {head}")
            for layer in range(1, p.layers + 1)
            for head in range(1, heads + 1)
        ),
        across=heads,
        max_rate=8,
    )
