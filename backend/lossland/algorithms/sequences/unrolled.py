"""Five layouts of a recurrent network, unrolled in time: what each step is fed, which steps answer, and which way all goes.

Sources: Karpathy 2015, "The unreasonable effectiveness of recurrent neural networks" (the layouts); Sutskever, Vinyals and
Le 2014 (encoder and decoder); Williams and Zipser 1989 (the true output before is fed while it learns).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Unrolling = Literal["one_to_one", "one_to_many", "many_to_one", "many_to_many", "encoder_decoder"]
Mode = Literal["learns", "writes"]
UNROLLINGS: dict[Unrolling, tuple[str, str]] = {
    "one_to_one": ("x", "y"),
    "one_to_many": ("xyyy", "yyyy"),
    "many_to_one": ("xxxx", "...y"),
    "many_to_many": ("xxxx", "yyyy"),
    "encoder_decoder": ("xxx0yyy", "...yyyy"),
}
"""What each step is fed: the next of the sequence x, nothing (0), or the output before (y); and whether it answers."""


class Node(NamedTuple):
    """Of the graph: the state 0 before the first step, an input, a state, an answer or its loss, at a step from 1 on."""

    kind: Literal["start", "input", "state", "answer", "loss"]
    step: int


class Unrolled(NamedTuple):
    """A graph: its nodes with what stands in each, and its edges."""

    nodes: dict[Node, str]
    edges: list[tuple[Node, Node]]


def begins_to_write(layout: Unrolling) -> int:
    """The first step of the decoder, which has weights of its own; beyond the last step where there is none."""
    fed = UNROLLINGS[layout][0]
    return fed.index("0") + 1 if "0" in fed else len(fed) + 1


def at_time(symbol: str, t: int) -> str:
    """The course's superscript."""
    return f"{symbol}<sup>⟨{t}⟩</sup>"


def unrolled(layout: Unrolling, mode: Mode) -> Unrolled:
    """While it learns, y⟨t-1⟩ is fed and each answer has a loss; while it writes, its own answer goes back in."""
    fed, asked = UNROLLINGS[layout]
    nodes: dict[Node, str] = {}
    edges: list[tuple[Node, Node]] = []
    if len(fed) > 1:
        nodes[Node("start", 1)] = "0"
        edges.append((Node("start", 1), Node("state", 1)))
    decodes, read, written = begins_to_write(layout), 0, 0
    for step, (given, answers) in enumerate(zip(fed, asked, strict=True), 1):
        into, state, out, loss = (Node(kind, step) for kind in ("input", "state", "answer", "loss"))
        read += given == "x"
        before = at_time("y" if mode == "learns" else "ŷ", written)
        nodes[into] = {"x": at_time("x", read) if fed.count("x") > 1 else "x", "0": "0", "y": before}[given]
        nodes[state] = at_time("a", step) if step < decodes else at_time("s", step - decodes + 1)
        edges.append((into, state))
        if step > 1:
            edges.append((Node("state", step - 1), state))
        if given == "y" and mode == "writes":
            edges.append((Node("answer", step - 1), into))
        if answers == "y":
            written += 1
            one = asked.count("y") == 1
            nodes[out] = "ŷ" if one else at_time("ŷ", written)
            edges.append((state, out))
            if mode == "learns":
                nodes[loss] = "ℒ" if one else at_time("ℒ", written)
                edges.append((out, loss))
    return Unrolled(nodes, edges)
