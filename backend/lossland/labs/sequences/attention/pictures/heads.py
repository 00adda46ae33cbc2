"""Four heads whose weights are set by hand."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Attention
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import LINK, Seen


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """All heads, on the tokens in their order."""
    made = seen.s.headed
    if made is None:
        return None
    words = text_lines(made.words)
    return {"weights": made.alpha.float(), "rows": words, "columns": words}


def figure(p: AttentionParams) -> Attention | None:
    """Small maps of which a click opens one."""
    if p.study != "heads":
        return None
    return Attention(
        title=T("Four heads", "四个头"),
        caption=T(
            "Each head has a W_Q of its own and looks for something else. These are set by hand; trained heads find such patterns "
            "by themselves. Click a map; point at a row.",
            "每个头有自己的 W_Q，各找各的。这里的权重是人工设定的；训练出来的头会自己找到这类模式。点击一幅图，指向一行。",
        ),
        alt=T("Attention of four heads over the same tokens.", "四个头对同一组词元的注意力。"),
        linked=LINK,
        maps=(
            T("the token before", "前一个词元"),
            T("the token itself", "词元自身"),
            T("the token after", "后一个词元"),
            T("the same word", "相同的词"),
        ),
        across=2,
    )
