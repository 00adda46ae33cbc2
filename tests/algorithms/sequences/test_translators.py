"""Of both networks that translate: a step at a time is all at once, padding is nothing, hypotheses keep to themselves."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from lossland.algorithms.sequences.gru_translator import GruTranslator
from lossland.algorithms.sequences.tokens import BOS, PAD
from lossland.algorithms.sequences.transformer import Transformer

V = 23


def nets() -> dict[str, nn.Module]:
    torch.manual_seed(0)
    made: dict[str, nn.Module] = {
        f"norms {norms}": Transformer(V, width=16, heads=2, layers=2, hidden=24, norms=norms)
        for norms in ("before", "after")
    }
    return made | {kind: GruTranslator(V, width=12, n=16, scores=kind) for kind in ("none", "additive", "dot")}


@pytest.fixture(params=["norms before", "norms after", "none", "additive", "dot"])
def net(request: pytest.FixtureRequest) -> nn.Module:
    return nets()[request.param].eval()


def drawn(rows: int, length: int, seed: int = 1) -> torch.Tensor:
    return torch.randint(4, V, (rows, length), generator=torch.Generator().manual_seed(seed))


@torch.no_grad()
def test_a_step_at_a_time_is_all_at_once(net: nn.Module) -> None:
    source, target = drawn(3, 7), drawn(3, 9, 2)
    at = net.begin(source)  # type: ignore[operator]
    steps = torch.stack([net.step(target[:, t], at) for t in range(9)], 1)  # type: ignore[operator]
    torch.testing.assert_close(steps, net(source, target), atol=1e-5, rtol=1e-4)


@torch.no_grad()
def test_padding_is_nothing(net: nn.Module) -> None:
    source, target = drawn(2, 5), drawn(2, 6, 2)
    wide = torch.cat([source, torch.full((2, 4), PAD)], 1)
    torch.testing.assert_close(net(wide, target), net(source, target), atol=1e-5, rtol=1e-4)


@torch.no_grad()
def test_what_comes_later_changes_nothing_before_it(net: nn.Module) -> None:
    source, target = drawn(1, 5), drawn(1, 8, 2)
    other = torch.cat([target[:, :4], drawn(1, 4, 3)], 1)
    before, after = net(source, target), net(source, other)
    torch.testing.assert_close(before[:, :4], after[:, :4])
    assert not torch.allclose(before[:, 4:], after[:, 4:])


@torch.no_grad()
def test_chosen_hypotheses_go_on_by_themselves(net: nn.Module) -> None:
    source, target = drawn(3, 5), drawn(3, 4, 2)
    at = net.begin(source)  # type: ignore[operator]
    for t in range(3):
        net.step(target[:, t], at)  # type: ignore[operator]
    chosen = torch.tensor([2, 0, 0, 1])
    got = net.step(target[chosen, 3], at.rows(chosen))  # type: ignore[operator]
    torch.testing.assert_close(got, net(source, target)[chosen, 3], atol=1e-5, rtol=1e-4)


@torch.no_grad()
def test_attention_is_a_distribution_over_what_is_there(net: nn.Module) -> None:
    source = torch.cat([drawn(2, 5), torch.full((2, 3), PAD)], 1)
    alphas = net.alphas(source, drawn(2, 6, 2))  # type: ignore[operator]
    layers, h = (2, 2) if isinstance(net, Transformer) else (1, 1)
    assert alphas.shape == (layers, 2, h, 6, 8)
    assert (alphas[..., 5:] == 0).all()
    has = not (isinstance(net, GruTranslator) and net.kind == "none")
    torch.testing.assert_close(alphas.sum(-1), torch.full(alphas.shape[:-1], float(has)))


@torch.no_grad()
@pytest.mark.parametrize("name", ["additive", "dot", "norms before"])
def test_a_forced_step_looks_at_one_token_and_only_what_follows_changes(name: str) -> None:
    net, source, target = nets()[name].eval(), drawn(1, 5), drawn(1, 4, 2)
    free = net(source, target)
    at = net.begin(source)  # type: ignore[operator]
    at.forced = {2: 3}
    steps = torch.stack([net.step(target[:, t], at) for t in range(4)], 1)  # type: ignore[operator]
    torch.testing.assert_close(steps[:, :2], free[:, :2], atol=1e-5, rtol=1e-4)
    assert not torch.allclose(steps[:, 2], free[:, 2])
    again = net.begin(source)  # type: ignore[operator]
    again.forced = {2: 3}
    at_once = net.scores(net.hidden(target, again))  # type: ignore[operator]
    torch.testing.assert_close(at_once, steps, atol=1e-5, rtol=1e-4)
    if name in ("additive", "dot"):
        assert again.alphas[2][0].tolist() == [0, 0, 0, 1, 0]


@torch.no_grad()
def test_tokens_that_are_read_in_no_order_see_each_other() -> None:
    net, source, target = nets()["norms before"].eval(), drawn(1, 5), drawn(1, 6, 2)
    other = torch.cat([target[:, :5], drawn(1, 1, 3)], 1)
    assert isinstance(net, Transformer)
    first, second = (net.hidden(tokens, net.begin(source), in_order=False) for tokens in (target, other))
    assert not torch.allclose(first[:, 0], second[:, 0])


def test_dropout_is_drawn_while_training_only() -> None:
    for net in (Transformer(V, 16, 2, 1, 24, dropout=0.5), GruTranslator(V, 12, 16, dropout=0.5)):
        source, target = drawn(2, 4), torch.full((2, 3), BOS)
        assert torch.equal(net.eval()(source, target), net(source, target))
        assert not torch.equal(net.train()(source, target), net(source, target))
