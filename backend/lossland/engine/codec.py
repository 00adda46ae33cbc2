"""A lab's state as bytes and back: one form for checkpoints, forks and recovery.

Each field is reduced to plain values (`state_dict()` and training flags, generator states, tensors) and restored *in
place* into a state that `start` has just made, so that views of a flat buffer stay views and tied parameters stay tied.
"""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn

Plain = Any
"""dict, list, number, string, bool, None or tensor: what `torch.load(weights_only=True)` accepts."""


class CodecError(TypeError):
    """A state holds something that cannot be saved, or bytes that do not fit the state."""


def saved_fields(state: Any) -> list[str]:
    """Names of the fields of a state dataclass that are saved: all but those marked `constant` or `derived`."""
    return [f.name for f in dataclasses.fields(state) if not f.metadata.keys() & {"constant", "derived"}]


def encode(state: Any) -> bytes:
    """`state` (a dataclass) as bytes."""
    buffer = io.BytesIO()
    torch.save({name: _reduce(getattr(state, name), name) for name in saved_fields(state)}, buffer)
    return buffer.getvalue()


def decode(data: bytes, into: Any, device: torch.device) -> None:
    """Loads bytes from `encode` into the freshly started state `into`."""
    saved = torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)
    names = saved_fields(into)
    if set(saved) != set(names):
        raise CodecError(f"the checkpoint holds {sorted(saved)}, the state {sorted(names)}")
    for name in names:
        setattr(into, name, _restore(getattr(into, name), saved[name], device))


def _reduce(value: Any, where: str) -> Plain:
    if isinstance(value, nn.Module):
        return {"module": value.state_dict(), "training": [m.training for m in value.modules()]}
    if isinstance(value, torch.optim.Optimizer):
        return {"optimizer": value.state_dict()}
    if isinstance(value, torch.Generator):
        return {"generator": value.get_state()}
    if isinstance(value, Tensor):
        return value.detach().clone() if value._is_view() else value.detach()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list):
        return [_reduce(item, f"{where}[{i}]") for i, item in enumerate(value)]
    if isinstance(value, dict):
        return {"dict": [[key, _reduce(item, f"{where}[{key!r}]")] for key, item in value.items()]}
    if dataclasses.is_dataclass(value):
        return {"dataclass": {n: _reduce(getattr(value, n), f"{where}.{n}") for n in saved_fields(value)}}
    raise CodecError(f"{where} is a {type(value).__name__}, which a state cannot hold")


def _restore(current: Any, saved: Plain, device: torch.device) -> Any:
    if isinstance(current, nn.Module):
        current.load_state_dict(saved["module"])
        for module, training in zip(current.modules(), saved["training"], strict=True):
            module.training = training
        return current
    if isinstance(current, torch.optim.Optimizer):
        current.load_state_dict(saved["optimizer"])
        return current
    if isinstance(current, torch.Generator):
        current.set_state(saved["generator"])
        return current
    if isinstance(saved, Tensor):
        same = isinstance(current, Tensor) and current.shape == saved.shape and current.dtype == saved.dtype
        if not same:
            return saved.to(device)
        with torch.no_grad():
            current.copy_(saved)
        return current
    if isinstance(saved, list):
        items = current if isinstance(current, list) else []
        return [_restore(items[i] if i < len(items) else None, item, device) for i, item in enumerate(saved)]
    if isinstance(saved, dict) and "dict" in saved:
        old = current if isinstance(current, dict) else {}
        return {key: _restore(old.get(key), item, device) for key, item in saved["dict"]}
    if isinstance(saved, dict) and "dataclass" in saved:
        for name, item in saved["dataclass"].items():
            setattr(current, name, _restore(getattr(current, name), item, device))
        return current
    return saved


def weights(state: Any) -> dict[str, Tensor]:
    """The saved floating tensors of a state by path, without gradients and what optimizers remember."""
    found: dict[str, Tensor] = {}
    for name in saved_fields(state):
        value = getattr(state, name)
        if not isinstance(value, torch.optim.Optimizer) and not _holds_optimizers(value):
            found |= {
                where: tensor
                for where, tensor in _tensors(value, name)
                if tensor.is_floating_point() and not where.endswith(".grad")
            }
    return found


def _holds_optimizers(value: Any) -> bool:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(isinstance(item, torch.optim.Optimizer) for item in items)


def tensors(state: Any, prefix: str = "") -> Iterator[tuple[str, Tensor]]:
    """All saved tensors of a state with their paths, e.g. `("net.0.weight", ...)`; gradients as `net.0.weight.grad`."""
    for name in saved_fields(state):
        yield from _tensors(getattr(state, name), f"{prefix}{name}")


def _tensors(value: Any, where: str) -> Iterator[tuple[str, Tensor]]:
    if isinstance(value, nn.Module):
        for name, parameter in value.named_parameters():
            yield f"{where}.{name}", parameter.detach()
            if parameter.grad is not None:
                yield f"{where}.{name}.grad", parameter.grad
        for name, buffer in value.named_buffers():
            yield f"{where}.{name}", buffer
    elif isinstance(value, torch.optim.Optimizer):
        for index, slots in enumerate(value.state.values()):
            for name, slot in slots.items():
                yield from _tensors(slot, f"{where}[{index}].{name}")
    elif isinstance(value, Tensor):
        yield where, value.detach()
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _tensors(item, f"{where}[{index}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _tensors(item, f"{where}[{key!r}]")
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from tensors(value, f"{where}.")


def first_nonfinite(state: Any) -> str | None:
    """Path of the first saved floating tensor that holds NaN or infinity."""
    for where, tensor in tensors(state):
        if tensor.is_floating_point() and not bool(torch.isfinite(tensor).all()):
            return where
    return None
