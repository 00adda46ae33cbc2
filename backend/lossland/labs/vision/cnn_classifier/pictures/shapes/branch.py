"""What a 1x1 convolution saves in front of the 5x5 of an Inception module."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Formula
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.shapes.seen import Seen
from lossland.labs.vision.cnn_classifier.studies.shapes import walked

TEX = (
    r"\begin{aligned} \text{5×5: } & @n@^2 \cdot @after@ \cdot 5^2 \cdot @before@ = @plain@ \cdot 10^6 \\[8pt] "
    r"\text{1×1: } & @n@^2 \cdot @squeeze@ \cdot @before@ = @one@ \cdot 10^6 \\[4pt] "
    r"\text{5×5: } & @n@^2 \cdot @after@ \cdot 5^2 \cdot @squeeze@ = @five@ \cdot 10^6 \\[4pt] "
    r"& @one@ + @five@ = @squeezed@ \\[8pt] & @plain@ : @squeezed@ = @ratio@ \end{aligned}"
)
MILLION = 1e6


def figure(p: CnnClassifierParams) -> Formula | None:
    """Of the course's module."""
    if not p.classic.startswith("inception"):
        return None
    return Formula(
        title=T("The 5×5 branch", "5×5 分支"),
        caption=T("Multiplications without and with a 1×1 convolution before it.", "不加与加 1×1 卷积时的乘法次数。"),
        alt=T("The multiplications of the 5x5 branch with their numbers.", "5×5 分支的乘法次数及其数值。"),
        tex=TEX,
        digits=4,
        explained=T(
            "All 192 channels would be seen by each of the 32 filters. Squeezed to 16 first, they cost about a tenth.",
            "32 个核中的每一个都要看全部 192 个通道。先压缩到 16 个，代价约为十分之一。",
        ),
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Counted by the walk through both modules."""
    if not seen.p.classic.startswith("inception"):
        return None
    plain = next(row for row in walked("inception_plain") if row.name == "inception.five.0")
    one, five = (row for row in walked("inception") if row.name.startswith("inception.five"))
    squeezed = one.multiplications + five.multiplications
    numbers = {
        "n": plain.shape[1],
        "after": plain.shape[0],
        "before": seen.s.given[0],
        "squeeze": one.shape[0],
        "plain": plain.multiplications / MILLION,
        "one": one.multiplications / MILLION,
        "five": five.multiplications / MILLION,
        "squeezed": squeezed / MILLION,
        "ratio": plain.multiplications / squeezed,
    }
    return {name: torch.tensor([float(value)], dtype=torch.float64) for name, value in numbers.items()}
