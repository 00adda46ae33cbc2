"""A state comes back from bytes exactly, in place, and nothing else is accepted."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
import torch

from lossland.engine import codec
from tests.support.noisy import Noisy, NoisyParams, State

CPU = torch.device("cpu")


def started(steps: int = 0) -> State:
    lab, p = Noisy(), NoisyParams()
    state = lab.start(p, torch.Generator().manual_seed(1), CPU)
    for _ in range(steps):
        lab.step(state, p)
    return state


def test_everything_comes_back() -> None:
    before = started(steps=7)
    after = started()
    codec.decode(codec.encode(before), after, CPU)
    saved, restored = (dict(codec.tensors(state)) for state in (before, after))
    for name in saved.keys() - {name for name in saved if name.endswith(".grad")}:
        assert torch.equal(saved[name], restored[name]), name
    assert after.rng.get_state().equal(before.rng.get_state())
    assert (after.seen, after.note, after.inner.names) == (7, None, {"a": 8})
    assert after.optimizer is not None
    assert before.optimizer is not None
    assert after.optimizer.state_dict()["state"][0]["step"] == before.optimizer.state_dict()["state"][0]["step"]


def test_a_view_of_a_buffer_stays_a_view() -> None:
    after = started()
    codec.decode(codec.encode(started(steps=3)), after, CPU)
    after.flat.fill_(5.0)
    assert after.part.tolist() == [5.0, 5.0]


def test_training_flags_are_kept() -> None:
    before, after = started(), started()
    before.net[2].eval()
    codec.decode(codec.encode(before), after, CPU)
    assert [m.training for m in after.net.modules()] == [m.training for m in before.net.modules()]
    assert not after.net[2].training


def test_a_grown_tensor_and_a_grown_list_come_back() -> None:
    before, after = started(), started()
    before.flat = torch.arange(9.0)
    before.inner.values.append(torch.ones(3))
    codec.decode(codec.encode(before), after, CPU)
    assert after.flat.tolist() == list(range(9))
    assert after.inner.values[1].tolist() == [1, 1, 1]


def test_constant_fields_are_not_saved() -> None:
    assert "X" not in codec.saved_fields(started())


@dataclass
class Odd:
    thing: object = field(default_factory=lambda: {1: [object()]})


def test_what_cannot_be_saved_is_named() -> None:
    with pytest.raises(codec.CodecError, match=r"thing\[1\]\[0\] is a object"):
        codec.encode(Odd())


def test_bytes_of_another_state_are_refused() -> None:
    with pytest.raises(codec.CodecError, match="thing"):
        codec.decode(codec.encode(Odd(thing=1)), started(), CPU)


def test_the_first_nonfinite_tensor_is_named() -> None:
    state = started(steps=1)
    assert codec.first_nonfinite(state) is None
    with torch.no_grad():
        state.net.get_parameter("3.weight")[0, 1] = float("inf")
    assert codec.first_nonfinite(state) == "net.3.weight"
