"""A layout as its graph, unrolled in time: inputs below, states in a row, answers and their losses above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.sequences.unrolled import Node, begins_to_write, unrolled
from lossland.lab import T
from lossland.lab.marks import axis, line, plot
from lossland.lab.views import Plot, painted
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.pictures.seen import Seen

HALF = 0.34
"""Of a box's side."""
HEIGHTS = {"input": -1.2, "start": 0.0, "state": 0.0, "answer": 1.2, "loss": 2.2}
LEAST_STEPS = 5
"""A shorter graph has room on both sides."""
GROUPS = {
    "x": (T("input x", "输入 x"), "class-2"),
    "zero": (T("0: nothing is fed", "0：没有输入"), "ink-3"),
    "before": (T("output before, fed", "输入前一步的输出"), "class-3"),
    "state": (T("state", "状态"), "class-0"),
    "decoder": (T("state of the decoder, with weights of its own", "解码器的状态 (另有权重)"), "class-1"),
    "answer": (T("answer ŷ", "输出 ŷ"), "accent"),
    "loss": (T("loss", "损失"), "bad"),
}
EXAMPLES: dict[str, tuple[dict[int, T], dict[int, T]]] = {
    "one_to_one": ({1: T("a picture", "一幅图像")}, {1: T("cat", "猫")}),
    "one_to_many": ({1: T("jazz", "爵士")}, {k: T(note, note) for k, note in enumerate("CEGA", 1)}),
    "many_to_one": (
        {
            k: T(*each)
            for k, each in enumerate([("nothing", "没有"), ("to", "什么"), ("like", "可"), ("here", "喜欢")], 1)
        },
        {4: T("1 star", "1 星")},
    ),
    "many_to_many": (
        {k: T(word, word) for k, word in enumerate(("said", "Teddy", "Roosevelt", "today"), 1)},
        {k: T(tag, tag) for k, tag in enumerate("0110", 1)},
    ),
    "encoder_decoder": (
        {k: T(word, word) for k, word in enumerate(("Jane", "visite", "l’Afrique"), 1)},
        {k: T(word, word) for k, word in enumerate(("Jane", "is", "visiting", "Africa"), 4)},
    ),
}
"""What is read below the steps and what is wanted above them, by step."""


def group_of(node: Node, label: str, p: RecurrentParams) -> str:
    """By what a box is painted."""
    if label == "0":
        return "zero"
    if node.kind == "input":
        return "x" if label.startswith("x") else "before"
    return "decoder" if node.kind == "state" and node.step >= begins_to_write(p.layout_shown) else node.kind


def middle(node: Node) -> tuple[float, float]:
    """Where its box stands."""
    return node.step - (node.kind == "start"), HEIGHTS[node.kind]


def arrow(source: Node, target: Node) -> list[tuple[float, float]]:
    """From box to box: upwards, along the states, or from an answer around to the next input."""
    (x, y), (to_x, to_y) = middle(source), middle(target)
    if x == to_x:
        return [(x, y + HALF), (x, y + HALF), (x, y + HALF), (to_x, to_y - HALF)]
    if y == to_y:
        return [(x + HALF, y), (x + HALF, y), (x + HALF, y), (to_x - HALF, to_y)]
    between = (x + to_x) / 2
    return [(x + HALF, y), (between, y), (between, to_y), (to_x - HALF, to_y)]


def across(points: list[tuple[float, float]]) -> dict[str, Tensor]:
    """x and y of points, as arrays."""
    x, y = torch.tensor(points, dtype=torch.float32).view(-1, 2).unbind(1)
    return {"x": x, "y": y}


def told(p: RecurrentParams) -> list[tuple[tuple[float, float], T]]:
    """The words of the example and where they stand."""
    below, above = EXAMPLES[p.layout_shown]
    bottom = HEIGHTS["input"] - 0.6
    top = HEIGHTS["loss" if p.mode == "learns" else "answer"] + 0.6
    return [((float(k), y), word) for y, row in ((bottom, below), (top, above)) for k, word in row.items()]


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Boxes and arrows, NaN between two of them, and the places of all words."""
    p = seen.p
    nodes, edges = unrolled(p.layout_shown, p.mode)
    marks: dict[str, list[tuple[float, float]]] = {}
    gap = (torch.nan, torch.nan)
    for node, label in nodes.items():
        x, y = middle(node)
        corners = [(x + HALF * a, y + HALF * b) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))]
        marks.setdefault(group_of(node, label, p), []).extend([*corners, gap])
    marks["arrows"] = [point for edge in edges for point in (*arrow(*edge), gap)]
    marks["labels"] = [middle(node) for node in nodes]
    marks["example"] = [place for place, _ in told(p)]
    return {f"{uid}.{name}": values for uid, points in marks.items() for name, values in across(points).items()}


def lettering(uid: str, texts: Sequence[str | T], role: str, size: int) -> go.Scatter:
    """Words, each in the middle of its place."""
    style = {"mode": "text", "textposition": "middle center", "textfont_size": size, "hoverinfo": "skip"}
    return go.Scatter(uid=uid, text=texts, showlegend=False, cliponaxis=False, meta=painted(textfont=role), **style)


def figure(p: RecurrentParams) -> Plot:
    """As wide as the graph is long."""
    nodes, edges = unrolled(p.layout_shown, p.mode)
    present = {group_of(node, label, p) for node, label in nodes.items()}
    last = max(node.step for node in nodes)
    spare = max(0, LEAST_STEPS - last) / 2
    hidden: dict[str, Any] = {"visible": False, "fixedrange": True}
    heads = {"symbol": ["circle", "circle", "circle", "arrow", "circle"] * len(edges), "angleref": "previous"}
    sizes = [0.1, 0.1, 0.1, 12, 0.1] * len(edges)
    return Plot(
        title=T("Unrolled in time", "按时间展开"),
        caption=T(
            "Each column is a step; along a row of states the weights are the same. The whole loss is the sum of all that stand there.",
            "每列是一步；同一行状态共用同样的权重。总损失是图中各损失之和。",
        ),
        alt=T(
            "The graph of the layout: inputs below, states from left to right, answers and losses above.",
            "该结构的图：输入在下，状态从左到右，输出与损失在上。",
        ),
        figure=plot(
            line(
                "arrows",
                None,
                "ink-3",
                mode="lines+markers",
                hoverinfo="skip",
                marker={**heads, "size": sizes},
                meta=painted(line="ink-3", marker="ink-3"),
            ),
            *(
                line(uid, name, role, fill="toself", hoverinfo="skip", meta=painted(line=role, fillcolor=f"{role}/20"))
                for uid, (name, role) in GROUPS.items()
                if uid in present
            ),
            lettering("labels", list(nodes.values()), "ink", 22),
            lettering("example", [word for _, word in told(p)], "ink-2", 17),
            x=axis(T("step", "步"), **hidden, range=[-0.6 - spare, last + 0.6 + spare]),
            y=axis(T("read upwards", "自下而上"), **hidden, range=[-2.2, 3.2]),
        ),
    )
