"""How many numbers a layer learns, and how many a fully connected one would."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.convolution import output_size, parameters
from lossland.lab import T
from lossland.lab.views import Formula
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.seen import Seen

SHARED = r"\begin{aligned} f^2\,C_i\,C_o + C_o &= @f@^2 \cdot @before@ \cdot @after@ + @after@ = @weights@ + @biases@ = @all@"
DENSE = (
    r" \\[6pt] \text{dense: } (n^2 C_i)(n'^2 C_o) &= (@n@^2 \cdot @before@)\,(@out@^2 \cdot @after@) = @dense@ "
    r"\\[6pt] \text{seen: } f^2 C_i &= @seen@ \text{ of } n^2 C_i = @inputs@"
)


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Of the layer that the controls describe, or of the one that is shown."""
    p, layer = seen.p, seen.s.layer
    if p.study == "channels" and layer is not None:
        (after, before), f = layer.w.shape[:2], layer.w.shape[-1]
        n = out = 0
    elif p.study == "why":
        before, after, f, n = p.before, p.after, p.layer_f, p.layer_side
        out = output_size(n, f)
    else:
        return None
    weights, biases = parameters(f, before, after)
    numbers = {
        "f": f,
        "before": before,
        "after": after,
        "weights": weights,
        "biases": biases,
        "all": weights + biases,
        "n": n,
        "out": out,
        "dense": n**2 * before * out**2 * after,
        "seen": f**2 * before,
        "inputs": n**2 * before,
    }
    return {name: torch.tensor([float(value)], dtype=torch.float64) for name, value in numbers.items()}


def figure(p: ConvolutionParams) -> Formula | None:
    """With the dense layer beside it where reasons are asked for."""
    if p.study not in ("channels", "why"):
        return None
    tex = SHARED + (DENSE if p.study == "why" else "") + r" \end{aligned}"
    return Formula(
        title=T("Parameters", "参数个数"),
        caption=T(
            "Weights: course C_i × C_o × K × K, PyTorch C_o × C_i × K × K. One bias a filter.",
            "权重：课程写法 C_i × C_o × K × K，PyTorch 写法 C_o × C_i × K × K。每个核一个偏置。",
        ),
        alt=T("The number of weights and biases with its numbers.", "权重与偏置个数的公式及其数值。"),
        tex=tex,
        digits=9,
        explained=T(
            "The size of the picture does not enter: the same numbers are used at every place (parameter sharing), and each output sees "
            "f² C_i inputs only (sparse connections).",
            "与图片尺寸无关：各处使用同样的数 (参数共享)，且每个输出只看到 f² C_i 个输入 (稀疏连接)。",
        ),
    )
