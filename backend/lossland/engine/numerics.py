"""Device choice, and what decides the bits of a worker's numbers."""

from __future__ import annotations

import torch

from lossland.lab.text import Refused, T
from lossland.runs.messages import Device, Numerics


def choose(wanted: Device) -> torch.device:
    """The device of a run on this worker. Raises `Refused` if CUDA is asked for and absent."""
    if wanted == "cuda" and not torch.cuda.is_available():
        raise Refused(
            T(
                "device: 'cuda' was asked for, but no worker here has a CUDA device; allowed: 'auto', 'cpu'",
                "device：要求 'cuda'，但这里没有带 CUDA 设备的计算进程；可用：'auto'、'cpu'",
            )
        )
    return torch.device("cuda" if wanted != "cpu" and torch.cuda.is_available() else "cpu")


def numerics(device: torch.device) -> Numerics:
    """The numerics of `device` on this worker."""
    version, threads = str(torch.__version__), torch.get_num_threads()
    if device.type == "cuda":
        return Numerics(version, "cuda", torch.cuda.get_device_name(device), threads)
    return Numerics(version, "cpu", f"cpu {torch.backends.cpu.get_cpu_capability()}", threads)


def fix_numerics() -> None:
    """One thread and deterministic kernels: the same bits every time on the same numerics."""
    torch.set_num_threads(1)
    torch.set_deterministic_debug_mode("warn")  # `use_deterministic_algorithms` says the same and imports a compiler
    torch.backends.cudnn.benchmark = False


class GlobalRandomness:
    """A run's own copy of torch's global generators, swapped in around every call of its lab (dropout reads them)."""

    def __init__(self, seed: int, device: torch.device) -> None:
        self.device = device
        self._outside: tuple[torch.Tensor, torch.Tensor | None] | None = None
        outside = self._get()
        torch.default_generator.manual_seed(seed)  # `torch.manual_seed` takes half a millisecond for other devices
        if device.type == "cuda":
            torch.cuda.manual_seed_all(seed)
        self.inside = self._get()
        self._set(outside)

    def _get(self) -> tuple[torch.Tensor, torch.Tensor | None]:
        cuda = torch.cuda.get_rng_state(self.device) if self.device.type == "cuda" else None
        return torch.get_rng_state(), cuda

    def _set(self, state: tuple[torch.Tensor, torch.Tensor | None]) -> None:
        torch.set_rng_state(state[0])
        if state[1] is not None:
            torch.cuda.set_rng_state(state[1], self.device)

    def save(self) -> list[torch.Tensor]:
        """The run's generator states, CPU first."""
        return [state for state in self.inside if state is not None]

    def restore(self, saved: list[torch.Tensor]) -> None:
        """Takes over what `save` gave; a CUDA state is dropped where there is no such device."""
        cuda = saved[1].cpu() if len(saved) > 1 and self.device.type == "cuda" else self.inside[1]
        self.inside = (saved[0].cpu(), cuda)

    def __enter__(self) -> None:
        self._outside = self._get()
        self._set(self.inside)

    def __exit__(self, *_: object) -> None:
        self.inside = self._get()
        if self._outside is not None:
            self._set(self._outside)
