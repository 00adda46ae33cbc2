"""The size of the output, with the numbers put in."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.convolution import extent
from lossland.lab import T
from lossland.lab.views import Formula
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.seen import Seen

COURSE = (
    r"\begin{aligned} f_\text{eff} &= f + (f - 1)\,z = @f@ + @rest@ \cdot @z@ = @reach@ \\[4pt] "
    r"n_H^{[l]} &= \left\lfloor \frac{n + 2p - f_\text{eff}}{s} \right\rfloor + 1 "
    r"= \left\lfloor \frac{@h@ + 2 \cdot @ph@ - @reachh@}{@s@} \right\rfloor + 1 = @outh@ \\[4pt] "
    r"n_W^{[l]} &= \left\lfloor \frac{@w@ + 2 \cdot @pw@ - @reach@}{@s@} \right\rfloor + 1 = @outw@ \end{aligned}"
)
LIBRARY = (
    r"\begin{aligned} d &= z + 1 = @d@ \\[4pt] "
    r"H_\text{out} &= \left\lfloor \frac{H + 2p - d\,(f - 1) - 1}{s} + 1 \right\rfloor "
    r"= \left\lfloor \frac{@h@ + 2 \cdot @ph@ - @d@ \cdot @resth@ - 1}{@s@} + 1 \right\rfloor = @outh@ \\[4pt] "
    r"W_\text{out} &= \left\lfloor \frac{@w@ + 2 \cdot @pw@ - @d@ \cdot @rest@ - 1}{@s@} + 1 \right\rfloor = @outw@ \end{aligned}"
)


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """What stands in the formula; on a line the height is 1."""
    layer = seen.s.layer
    if layer is None:
        return None
    f, (s, d) = layer.w.shape[-2:], layer.step
    h, w = (n - 2 * p for n, p in zip(layer.source.shape[1:], layer.p, strict=True))
    reach = [extent(one, d - 1) for one in f]
    numbers = {
        "f": f[1],
        "rest": f[1] - 1,
        "resth": f[0] - 1,
        "z": d - 1,
        "d": d,
        "reach": reach[1],
        "reachh": reach[0],
        "h": h,
        "w": w,
        "ph": layer.p[0],
        "pw": layer.p[1],
        "s": s,
        "outh": layer.a.shape[1],
        "outw": layer.a.shape[2],
    }
    return {name: torch.tensor([float(value)]) for name, value in numbers.items()}


def figure(p: ConvolutionParams) -> Formula | None:
    """Of a layer."""
    if p.study not in ("window", "channels", "shapes"):
        return None
    return Formula(
        title=T("Output size", "输出尺寸"),
        caption=T(
            "Cells that are left over when the window moves on by s are dropped: floor.",
            "窗口按 s 移动后剩下的格子被舍去：向下取整。",
        ),
        alt=T("The formula of the output's height and width with its numbers.", "输出高与宽的公式及其数值。"),
        tex=COURSE,
        library=LIBRARY,
        digits=6,
        explained=T(
            "n: size of the picture, p: ghost cells on each side, f: size of the filter, z: zeros between taps, s: stride. “Same” "
            "takes p = (f_eff − 1)/2. PyTorch's dilation is z + 1.",
            "n：图片尺寸，p：每边填充数，f：核大小，z：抽头间插零数，s：步幅。same 取 p = (f_eff − 1)/2。PyTorch 的 dilation 等于 z + 1。",
        ),
    )
