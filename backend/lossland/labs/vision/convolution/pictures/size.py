"""The size of the output, with the numbers put in."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.convolution import extent
from lossland.lab import T
from lossland.lab.views import Formula
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.seen import Seen

REACH = r"f_\text{eff} &= f + (f - 1)\,z = @f@ + @rest@ \cdot @z@ = @reach@"
AXES = {"d": ("n_D^{[l]}", r"D_\text{out}"), "h": ("n_H^{[l]}", r"H_\text{out}"), "w": ("n_W^{[l]}", r"W_\text{out}")}
"""Slices, rows, columns: what each is called in the course and in the library."""


def course(axes: str) -> str:
    """The formula of every axis; how it reads without numbers stands with the first."""
    general = r"\left\lfloor \frac{n + 2p - f_\text{eff}}{s} \right\rfloor + 1 = "
    lines = [
        rf"{AXES[a][0]} &= {general if at == 0 else ''}\left\lfloor \frac{{@{a}@ + 2 \cdot @p{a}@ - @reach{a}@}}{{@s@}} \right\rfloor + 1 = @out{a}@"
        for at, a in enumerate(axes)
    ]
    return r"\begin{aligned} " + r" \\[4pt] ".join([REACH, *lines]) + r" \end{aligned}"


def library(axes: str) -> str:
    """As PyTorch writes it, with dilation d = z + 1."""
    general = r"\left\lfloor \frac{n + 2p - d\,(f - 1) - 1}{s} + 1 \right\rfloor = "
    lines = [
        rf"{AXES[a][1]} &= {general if at == 0 else ''}\left\lfloor \frac{{@{a}@ + 2 \cdot @p{a}@ - @dil@ \cdot @rest{a}@ - 1}}{{@s@}} + 1 \right\rfloor = @out{a}@"
        for at, a in enumerate(axes)
    ]
    return r"\begin{aligned} " + r" \\[4pt] ".join([r"d &= z + 1 = @dil@", *lines]) + r" \end{aligned}"


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """What stands in the formula; on a line the height is 1."""
    p, made, solid = seen.p, seen.s.layer, seen.s.solid
    f: tuple[int, ...]
    around: tuple[int, ...]
    if made is not None:
        axes, f, around = "hw", made.w.shape[-2:], made.p
        before, after = made.source.shape[1:], made.a.shape[1:]
    elif solid is not None:
        axes, f, around = "dhw", solid.w.shape, (solid.p,) * 3
        before, after = solid.source.shape, solid.a.shape
    else:
        return None
    z = p.dilation
    numbers = {"f": f[-1], "rest": f[-1] - 1, "z": z, "dil": z + 1, "s": p.stride, "reach": extent(f[-1], z)}
    for at, axis in enumerate(axes):
        numbers |= {
            axis: before[at] - 2 * around[at],
            f"p{axis}": around[at],
            f"rest{axis}": f[at] - 1,
            f"reach{axis}": extent(f[at], z),
            f"out{axis}": after[at],
        }
    return {name: torch.tensor([float(value)]) for name, value in numbers.items()}


def figure(p: ConvolutionParams) -> Formula | None:
    """Of a layer."""
    if p.study not in ("window", "channels", "shapes", "volume"):
        return None
    axes = "dhw" if p.study == "volume" else "hw"
    return Formula(
        title=T("Output size", "输出尺寸"),
        caption=T(
            "Cells that are left over when the window moves on by s are dropped: floor.",
            "窗口按 s 移动后剩下的格子被舍去：向下取整。",
        ),
        alt=T(
            "The formula of the output's size along every axis with its numbers.", "输出在各轴上尺寸的公式及其数值。"
        ),
        tex=course(axes),
        library=library(axes),
        digits=6,
        explained=T(
            "n: size of the picture along an axis, p: ghost cells on each side, f: size of the filter, z: zeros between taps, s: "
            "stride. “Same” takes p = (f_eff − 1)/2. PyTorch's dilation is z + 1.",
            "n：图片沿一个轴的尺寸，p：每边填充数，f：核大小，z：抽头间插零数，s：步幅。same 取 p = (f_eff − 1)/2。PyTorch 的 dilation 等于 z + 1。",
        ),
    )
