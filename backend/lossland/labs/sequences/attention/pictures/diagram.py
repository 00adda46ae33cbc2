"""Which parts stand together: a block as boxes and paths, by the switches."""

from __future__ import annotations

from dataclasses import dataclass, field

import plotly.graph_objects as go
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, plot
from lossland.lab.views import Plot, painted
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import Seen

WIDE, TALL, STEP = 2.6, 0.62, 1.0
ATTENTION = {
    "encoder": T("self-attention", "自注意力"),
    "decoder": T("causal self-attention", "因果自注意力"),
    "cross": T("attention", "注意力"),
    "recurrent": T("attention", "注意力"),
}
ASKED = {"encoder": "q, k, v", "decoder": "q, k, v", "cross": "q", "recurrent": "q"}
"""What comes from below."""
BELOW = {
    "encoder": T("all tokens x", "全部词元 x"),
    "decoder": T("tokens so far x", "已有的词元 x"),
    "cross": T("decoder’s tokens x", "解码器的词元 x"),
    "recurrent": T("decoder RNN’s state", "解码器 RNN 的状态"),
}
BESIDE = {"cross": T("encoder’s output", "编码器的输出"), "recurrent": T("encoder RNN’s states", "编码器 RNN 各状态")}
"""What keys and values come from where that is another sequence."""


@dataclass
class Drawing:
    """Marks from the bottom up."""

    marks: list[go.Scatter] = field(default_factory=list)
    y: float = 0.0

    def box(self, text: T, role: str, x: float = 0.0) -> None:
        """A box with a text in it, at the present height."""
        left, right, low, high = x - WIDE, x + WIDE, self.y - TALL / 2, self.y + TALL / 2
        xs, ys = [left, right, right, left, left], [low, low, high, high, low]
        style = {"mode": "lines", "fill": "toself", "hoverinfo": "skip", "showlegend": False, "line_width": 2}
        colours = painted(line=role, fillcolor=f"{role}/20")
        self.marks.append(go.Scatter(uid=self.uid("box"), x=xs, y=ys, meta=colours, **style))
        self.text(text, x, self.y)

    def text(self, text: T, x: float, y: float, place: str = "middle center") -> None:
        """A text at a place."""
        self.marks.append(
            go.Scatter(
                uid=self.uid("text"),
                x=[x],
                y=[y],
                mode="text",
                texttemplate=text,
                textfont_size=14,
                textposition=place,
                hoverinfo="skip",
                showlegend=False,
                meta=painted(textfont="ink"),
            )
        )

    def path(self, *points: tuple[float, float], role: str = "ink-3") -> None:
        """A line with an arrow's head at its end."""
        symbols = ["circle"] * (len(points) - 1) + ["arrow"]
        sizes = [0.1] * (len(points) - 1) + [11]
        self.marks.append(
            go.Scatter(
                uid=self.uid("path"),
                x=[x for x, _ in points],
                y=[y for _, y in points],
                mode="lines+markers",
                marker={"symbol": symbols, "size": sizes, "angleref": "previous"},
                line_width=2,
                hoverinfo="skip",
                showlegend=False,
                meta=painted(line=role, marker=role),
            )
        )

    def uid(self, kind: str) -> str:
        return f"{kind}{len(self.marks)}"

    def up(self) -> None:
        """An arrow to the next box."""
        self.path((0, self.y + TALL / 2), (0, self.y + STEP - TALL / 2))
        self.y += STEP


def sublayer(to: Drawing, text: T, p: AttentionParams, role: str) -> None:
    """A part with its norm and its path around it."""
    bottom = to.y + TALL / 2 + 0.12
    if p.norm == "before":
        to.up()
        to.box(T("layer norm", "层归一化"), "class-2")
    to.up()
    if role == "accent":
        asked = ASKED[p.joins]
        to.text(T(asked, asked), 0.15, to.y - STEP / 2, "middle right")
    to.box(text, role)
    if p.joins in BESIDE and role == "accent":
        beside = 2.55 * WIDE
        to.box(BESIDE[p.joins], "class-3", beside)
        to.path((beside - WIDE, to.y), (WIDE, to.y), role="class-3")
        to.text(T("k, v", "k, v"), beside / 2, to.y + 0.05, "top center")
    if p.residual:
        to.up()
        to.box(T("add: x + f(x)", "相加：x + f(x)"), "class-0")
        out = -WIDE - 0.7
        to.path((0, bottom), (out, bottom), (out, to.y), (-WIDE, to.y), role="class-0")
    if p.norm == "after":
        to.up()
        to.box(T("layer norm", "层归一化"), "class-2")


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Nothing: it stands in the figure."""
    return {} if seen.p.study == "block" else None


def figure(p: AttentionParams) -> Plot | None:
    """From the tokens at the bottom to the output."""
    if p.study != "block":
        return None
    to = Drawing()
    to.box(BELOW[p.joins], "ink-3")
    sublayer(to, ATTENTION[p.joins], p, "accent")
    if p.feed:
        sublayer(to, T("feed-forward", "前馈"), p, "class-1")
    to.path((0, to.y + TALL / 2), (0, to.y + STEP))
    right = 3.7 * WIDE if p.joins in BESIDE else WIDE + 0.6
    hidden = {"visible": False, "fixedrange": True}
    return Plot(
        title=T("What stands together", "怎样组合"),
        caption=T(
            "A block from the bottom up. Encoder-decoder attention takes queries from the decoder, keys and values from the encoder; "
            "self-attention takes all three from one sequence; a decoder hides what comes later.",
            "自下而上的一个模块。编码器-解码器注意力的查询来自解码器，键与值来自编码器；自注意力三者来自同一序列；解码器遮住之后的词元。",
        ),
        alt=T("Boxes of a block and the paths between them.", "模块的各部分及其间的路径。"),
        figure=plot(
            *to.marks,
            x=axis(T("sequences side by side", "序列并排"), **hidden, range=[-WIDE - 1.1, right]),
            y=axis(T("read upwards", "自下而上"), **hidden, range=[-0.6, to.y + STEP + 0.1]),
        ),
    )
