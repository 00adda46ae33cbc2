"""Unrolled graphs against edges written out by hand, as the course defines each layout."""

from __future__ import annotations

from typing import get_args

import pytest

from lossland.algorithms.sequences.unrolled import UNROLLINGS, Mode, Node, Unrolling, begins_to_write, unrolled

SHORT = {"start": "a0", "input": "x", "state": "a", "answer": "y", "loss": "L"}
CHAIN = "a0>a1 a1>a2 a2>a3 a3>a4"
FED = "x1>a1 x2>a2 x3>a3 x4>a4"
SAID = "a1>y1 a2>y2 a3>y3 a4>y4"
LOSSES = "y1>L1 y2>L2 y3>L3 y4>L4"
LEARNS: dict[Unrolling, str] = {
    "one_to_one": "x1>a1 a1>y1 y1>L1",
    "one_to_many": f"{CHAIN} {FED} {SAID} {LOSSES}",
    "many_to_one": f"{CHAIN} {FED} a4>y4 y4>L4",
    "many_to_many": f"{CHAIN} {FED} {SAID} {LOSSES}",
    "encoder_decoder": f"{CHAIN} a4>a5 a5>a6 a6>a7 {FED} x5>a5 x6>a6 x7>a7 "
    "a4>y4 a5>y5 a6>y6 a7>y7 y4>L4 y5>L5 y6>L6 y7>L7",
}
BACK: dict[Unrolling, str] = {"one_to_many": "y1>x2 y2>x3 y3>x4", "encoder_decoder": "y4>x5 y5>x6 y6>x7"}
"""Answers that are fed to the next step while the network writes."""


def plain(node: Node) -> str:
    return SHORT[node.kind] if node.kind == "start" else f"{SHORT[node.kind]}{node.step}"


def edges(layout: Unrolling, mode: Mode) -> list[str]:
    return sorted(f"{plain(one)}>{plain(other)}" for one, other in unrolled(layout, mode).edges)


@pytest.mark.parametrize("layout", get_args(Unrolling))
def test_edges_are_those_of_the_layout(layout: Unrolling) -> None:
    assert edges(layout, "learns") == sorted(LEARNS[layout].split())
    without = [edge for edge in LEARNS[layout].split() if "L" not in edge]
    assert edges(layout, "writes") == sorted([*without, *BACK.get(layout, "").split()])


@pytest.mark.parametrize(
    ("layout", "mode", "wanted"),
    [
        ("one_to_one", "learns", ["x"]),
        ("one_to_many", "learns", ["x", "y1", "y2", "y3"]),
        ("one_to_many", "writes", ["x", "ŷ1", "ŷ2", "ŷ3"]),
        ("many_to_one", "writes", ["x1", "x2", "x3", "x4"]),
        ("many_to_many", "learns", ["x1", "x2", "x3", "x4"]),
        ("encoder_decoder", "learns", ["x1", "x2", "x3", "0", "y1", "y2", "y3"]),
        ("encoder_decoder", "writes", ["x1", "x2", "x3", "0", "ŷ1", "ŷ2", "ŷ3"]),
    ],
)
def test_what_each_step_is_fed(layout: Unrolling, mode: Mode, wanted: list[str]) -> None:
    nodes = unrolled(layout, mode).nodes
    fed = [label for node, label in nodes.items() if node.kind == "input"]
    assert [label.replace("<sup>⟨", "").replace("⟩</sup>", "") for label in fed] == wanted


@pytest.mark.parametrize("layout", get_args(Unrolling))
@pytest.mark.parametrize("mode", get_args(Mode))
def test_every_edge_joins_nodes_and_no_node_is_alone_nor_comes_before_what_it_needs(
    layout: Unrolling, mode: Mode
) -> None:
    nodes, joined = unrolled(layout, mode)
    assert {node for edge in joined for node in edge} == set(nodes)
    assert len(set(joined)) == len(joined)
    order = ["start", "input", "state", "answer", "loss"]
    for one, other in joined:
        assert (one.step, order.index(one.kind)) < (other.step, order.index(other.kind))


def test_only_the_decoder_has_weights_of_its_own() -> None:
    for layout, (fed, _) in UNROLLINGS.items():
        assert begins_to_write(layout) == (4 if layout == "encoder_decoder" else len(fed) + 1)
