"""Weights on disk: safetensors, half precision, checked by hash, names and shapes before a network takes them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn

from lossland.lab.text import Refused, T


def packed(net: nn.Module) -> bytes:
    """The network's tensors as a safetensors file, floating ones in half precision."""
    tensors = {name: value.half() if value.is_floating_point() else value for name, value in net.state_dict().items()}
    return bytes(save({name: value.contiguous() for name, value in tensors.items()}))


def digest(content: bytes) -> str:
    """SHA-256 as the cards write it."""
    return hashlib.sha256(content).hexdigest()


def unpacked(content: bytes) -> dict[str, Tensor]:
    """The tensors of a safetensors file, floating ones in single precision. Raises `Refused` for anything else."""
    try:
        tensors = load(content)
    except (SafetensorError, ValueError, KeyError) as error:
        raise Refused(T(f"this is no safetensors file: {error}", f"这不是 safetensors 文件：{error}")) from None
    return {name: value.float() if value.is_floating_point() else value for name, value in tensors.items()}


def read_tensors(path: Path, sha256: str) -> dict[str, Tensor]:
    """The tensors of a file whose content has that hash. Raises `Refused` where it has not."""
    return unpacked(_checked(path, sha256))


def read_text(path: Path, sha256: str) -> str:
    """The text of a file whose content has that hash. Raises `Refused` where it has not."""
    return _checked(path, sha256).decode()


def _checked(path: Path, sha256: str) -> bytes:
    content = path.read_bytes()
    if digest(content) != sha256:
        en = f"{path.name} has SHA-256 {digest(content)}, its card says {sha256}"
        raise Refused(T(en, f"{path.name} 的 SHA-256 是 {digest(content)}，说明卡上写的是 {sha256}"))
    return content


def fill(net: nn.Module, tensors: Mapping[str, Tensor]) -> None:
    """Gives the network these tensors. Raises `Refused`, naming the first that is wrong, where they are not its own.

    Nothing is changed then.
    """
    own = net.state_dict()
    for name in own.keys() | tensors.keys():
        if name not in tensors:
            raise Refused(T(f"the weights lack {name}", f"权重缺少 {name}"))
        if name not in own:
            raise Refused(T(f"the network has no {name}", f"网络中没有 {name}"))
        given, wanted = tuple(tensors[name].shape), tuple(own[name].shape)
        if given != wanted:
            raise Refused(
                T(f"{name} has the shape {given}, expected {wanted}", f"{name} 的形状为 {given}，应为 {wanted}")
            )
        if not torch.isfinite(tensors[name]).all():
            raise Refused(T(f"{name} has numbers that are not finite", f"{name} 含有非有限的数"))
    net.load_state_dict(dict(tensors))
