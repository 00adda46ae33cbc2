"""Whether the order of the tokens is seen at all."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Formula
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The largest difference over all outputs."""
    made = seen.s.headed
    if made is None:
        return None
    return {"apart": torch.tensor([made.apart if made.apart > 1e-12 else 0.0], dtype=torch.float64)}


def figure(p: AttentionParams) -> Formula | None:
    """For words that are exchanged."""
    if p.study != "heads":
        return None
    return Formula(
        title=T("Is order seen?", "看得见次序吗？"),
        alt=T(
            "The difference of exchanged outputs and outputs of exchanged words.", "互换后的输出与互换词的输出之差。"
        ),
        tex=r"\max \bigl|\, \text{out}(P X) - P\,\text{out}(X) \,\bigr| = @apart@",
        explained=T(
            "P puts the words in reverse order. Without positions the outputs are only exchanged alike: 0, so “dog bites man” and “man "
            "bites dog” are the same to it. Positions, or a causal mask, make it more.",
            "P 把词倒序排列。没有位置编码时，输出只是同样互换：差为 0，“狗咬人”与“人咬狗”没有区别。位置编码或因果掩码使差大于 0。",
        ),
    )
