"""The face of the attention lab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from lossland.lab import Arrays, Lab, Metric, T, sweep
from lossland.lab.pictures import arrays_of, figures_of
from lossland.lab.views import Figure
from lossland.labs.sequences.attention.experiment import Attending
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures import VIEWS
from lossland.labs.sequences.attention.pictures.seen import Seen
from lossland.labs.sequences.attention.presets import PRESETS
from lossland.labs.sequences.attention.state import State
from lossland.labs.sequences.attention.study_params import READ, STUDIES


class Attention(Attending, Lab[AttentionParams, State]):
    """A query, its keys, and the mean of the values."""

    part = "sequences"
    title = T("Attention", "注意力")
    summary = T(
        "Type a query or drag a value: scores, mask, softmax, and the output that never leaves the triangle.",
        "键入查询或拖动一个值：得分、掩码、softmax，以及永远不离开三角形的输出。",
    )
    question = T("How does a token choose what to read?", "一个词元如何选择读什么？")
    topics = (
        T("Attention", "注意力"),
        T("Self-attention", "自注意力"),
        T("Masks", "掩码"),
        T("Multi-head attention", "多头注意力"),
        T("Positional encoding", "位置编码"),
        T("The Transformer block", "Transformer 模块"),
        T("Self-supervised: next token, blanks", "自监督：下一个词元、填空"),
    )
    metrics: ClassVar[Mapping[str, Metric]] = {
        "read_held_loss": Metric(T("Held-out loss", "留出损失"), headline=True, better="less", when=READ),
        "read_right": Metric(T("Held-out right", "留出正确率"), headline=True, percent=True, better="more", when=READ),
        "read_loss": Metric(T("Training loss", "训练损失"), better="less"),
    }
    layout = (
        (
            ("triangle", "saturation", "heads", "diagram", "cost", "reads", "every_head"),
            (
                "steps",
                "weights",
                "slopes",
                "worked",
                "spread",
                "sample",
                "positions",
                "order",
                "alike",
                "gradients",
                "counts",
                "guesses",
                "filled",
                "losses",
                "right",
            ),
        ),
    )
    reel = sweep("times", [0.0, 0.5, 1.0, 2.0, 4.0, 8.0])
    drives = "times"
    at_once: ClassVar[Mapping[str, list[str]]] = {"study": [name for name in STUDIES if name not in READ["study"]]}
    presets = PRESETS

    def figures(self, p: AttentionParams) -> dict[str, Figure]:
        return figures_of(VIEWS, p)

    def draw(self, s: State, p: AttentionParams) -> dict[str, Arrays]:
        return arrays_of(VIEWS, Seen(s, p))
