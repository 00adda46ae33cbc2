"""The product of many probabilities against the sum of their logarithms."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import line, plot
from lossland.lab.views import Note, Plot
from lossland.labs.sequences.beam_search.params import BeamParams
from lossland.labs.sequences.beam_search.pictures.seen import Seen

LONGEST = 400


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """In single precision, token by token."""
    if seen.p.study != "lengths":
        return None
    T_y = torch.arange(1, LONGEST + 1)
    product = torch.full((LONGEST,), seen.p.probability, dtype=torch.float32).cumprod(0)
    log10 = product.double().log10()
    gone = int((product > 0).sum())
    total = T_y * math.log(seen.p.probability)
    return {
        "product.x": T_y[:gone].double(),
        "product.y": log10[:gone],
        "sum.x": T_y.double(),
        "sum.y": total / math.log(10),
        "here.T": torch.tensor([float(gone + 1) if gone < LONGEST else math.nan], dtype=torch.float64),
        "there.sum": total[-1:].double(),
    }


def figure(p: BeamParams) -> Plot | None:
    """Both in powers of ten."""
    if p.study != "lengths":
        return None
    return Plot(
        title=T("Product and sum", "乘积与求和"),
        caption=T(
            "In single precision nothing below about 1.4·10⁻⁴⁵ exists: the product becomes 0, the sum of logarithms does not.",
            "单精度下小于约 1.4·10⁻⁴⁵ 的数不存在：乘积变为 0，而对数之和不会。",
        ),
        alt=T(
            "Log of the product and sum of logs against the number of tokens.", "乘积的对数与对数之和随词元数的变化。"
        ),
        figure=plot(
            line("sum", T("Σ log P", "Σ log P"), "class-0", dash="dash"),
            line("product", T("Π P, as the computer has it", "Π P (计算机中的值)"), "accent", width=4),
            x=T("tokens T", "词元数 T"),
            y=T("power of ten", "10 的次幂"),
        ),
        notes=(
            Note(uid="here", text=T("the product is 0 from T = {T} on", "从 T = {T} 起乘积为 0")),
            Note(uid="there", text=T("the sum at T = 400 is {sum}", "T = 400 时和为 {sum}")),
        ),
    )
