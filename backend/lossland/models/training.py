"""The loop that every recipe goes through: seeded, kept at checkpoints, taken up again where it was cut off."""

from __future__ import annotations

import copy
import math
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Generic, NamedTuple, TypeVar

import torch
from torch import Tensor, nn

from lossland.lab.text import Refused, T
from lossland.models.card import Architecture

CHECKPOINT_SECONDS = 60.0


N = TypeVar("N", bound=nn.Module)


@dataclass(frozen=True)
class About:
    """What a card tells of a recipe before anything is trained."""

    title: T
    data: T
    licence: str
    measured: T
    architecture: Architecture
    classes: tuple[T, ...] = ()
    size: tuple[int, ...] = ()
    """Height and width of the pictures; nothing where it reads none."""
    languages: tuple[str, ...] = ()
    shape: Mapping[str, int] = field(default_factory=dict)
    threshold: float = 0.0


class Resumable(ABC, Generic[N]):
    """What is trained a step at a time, kept, and taken up again where it was cut off."""

    name: ClassVar[str]
    about: ClassVar[About]
    net: N
    average: N
    """What ships."""

    def __init__(self, steps: int, seed: int) -> None:
        self.steps, self.seed = steps, seed
        self.rng = torch.Generator().manual_seed(seed)
        self.done = 0

    @abstractmethod
    def step(self) -> float:
        """One update; returns the loss before it."""

    @abstractmethod
    def quality(self) -> dict[str, float]:
        """What `average` reaches on held-out data."""

    def beside(self) -> Mapping[str, str]:
        """Texts that ship beside the weights, by the names of their files."""
        return {}

    def state(self) -> dict[str, object]:
        """All that a later process needs to go on."""
        return {"rng": self.rng.get_state(), "done": self.done, "steps": self.steps, "seed": self.seed}

    def restore(self, state: dict[str, object]) -> None:
        """Goes on from `state`. Raises `Refused` where it is of another training."""
        if (state["steps"], state["seed"]) != (self.steps, self.seed):
            was = state["steps"], state["seed"]
            en = f"the checkpoint is of {was[0]} steps with seed {was[1]}, wanted are {self.steps} with {self.seed}"
            raise Refused(
                T(en, f"检查点属于 {was[0]} 步、种子 {was[1]} 的训练，而要求的是 {self.steps} 步、种子 {self.seed}")
            )
        self.rng.set_state(state["rng"])  # type: ignore[arg-type]
        self.done = int(state["done"])  # type: ignore[call-overload]


class Stage(NamedTuple):
    """A training of which the rate rises and falls once: its highest rate, updates done, updates in all."""

    rate: float
    done: int
    steps: int


class Recipe(Resumable[N]):
    """How one network came to be: its data, its loss, its schedule.

    AdamW with a rate that rises along a line over `warm` of the steps and falls along half a cosine, and the running
    average of the weights, which is what ships: it lies nearer to the middle of the valley than any single step.
    """

    rate: ClassVar[float] = 2e-3
    decay: ClassVar[float] = 0.02
    warm: ClassVar[float] = 0.05
    memory: ClassVar[float] = 0.998
    """Of the running average: about 1 / (1 - memory) steps are in it."""

    def __init__(self, net: N, steps: int, seed: int) -> None:
        super().__init__(steps, seed)
        self.net = net
        self.average = copy.deepcopy(net)
        self.average.requires_grad_(False)
        self.optimizer = self.new_optimizer()

    def new_optimizer(self) -> torch.optim.AdamW:
        """One that has no memory of gradients yet."""
        return torch.optim.AdamW(self.net.parameters(), lr=self.rate, weight_decay=self.decay)

    @abstractmethod
    def loss(self) -> Tensor:
        """The mean loss of the next batch; all randomness comes from `self.rng`."""

    def stage(self) -> Stage:
        """Where the next update stands."""
        return Stage(self.rate, self.done, self.steps)

    def step(self) -> float:
        rate, done, steps = self.stage()
        for group in self.optimizer.param_groups:
            group["lr"] = rate * schedule(done, steps, self.warm)
        self.net.train()
        loss = self.loss()
        self.optimizer.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.optimizer.step()
        self.done += 1
        keep = min(self.memory, (done + 1) / (done + 11))  # the first steps are forgotten fast
        with torch.no_grad():
            for mean, now in zip(self.average.state_dict().values(), self.net.state_dict().values(), strict=True):
                if mean.is_floating_point():
                    mean.lerp_(now, 1 - keep)
                else:
                    mean.copy_(now)
        return float(loss.detach())

    def state(self) -> dict[str, object]:
        parts: dict[str, nn.Module | torch.optim.Optimizer] = {
            "net": self.net,
            "average": self.average,
            "optimizer": self.optimizer,
        }
        return super().state() | {name: part.state_dict() for name, part in parts.items()}

    def restore(self, state: dict[str, object]) -> None:
        super().restore(state)
        self.net.load_state_dict(state["net"])  # type: ignore[arg-type]
        self.average.load_state_dict(state["average"])  # type: ignore[arg-type]
        self.optimizer.load_state_dict(state["optimizer"])  # type: ignore[arg-type]


def quick_products() -> torch.autocast:
    """Products in bfloat16 where the processor multiplies it itself: twice as fast there, ten times slower elsewhere."""
    able = torch.cpu.get_capabilities()
    return torch.autocast("cpu", torch.bfloat16, enabled=bool(able.get("amx_bf16") or able.get("avx512_bf16")))


def schedule(done: int, steps: int, warm: float) -> float:
    """The share of the rate after `done` of `steps` steps: a line up to 1 at `warm`, half a cosine down to 0."""
    start = max(1.0, warm * steps)
    if done < start:
        return (done + 1) / (start + 1)
    return 0.5 * (1 + math.cos(math.pi * (done - start) / max(1.0, steps - start)))


def train(recipe: Resumable[N], checkpoint: Path | None, say: Callable[[str], None]) -> None:
    """Takes all steps of the recipe that are left. With a `checkpoint`, goes on from it and keeps it fresh."""
    if checkpoint is not None and checkpoint.exists():
        recipe.restore(torch.load(checkpoint, weights_only=True))
        say(f"{recipe.name}: goes on after step {recipe.done} of {recipe.steps}")
    mean, said, kept, began, first = 0.0, time.monotonic(), time.monotonic(), time.monotonic(), recipe.done
    while recipe.done < recipe.steps:
        loss = recipe.step()
        mean = loss if recipe.done == first + 1 else 0.98 * mean + 0.02 * loss
        now = time.monotonic()
        if now - said > 10:
            left = (now - began) / (recipe.done - first) * (recipe.steps - recipe.done)
            say(f"{recipe.name}: step {recipe.done} of {recipe.steps}, loss {mean:.4f}, {left / 60:.1f} minutes left")
            said = now
        if checkpoint is not None and (now - kept > CHECKPOINT_SECONDS or recipe.done == recipe.steps):
            fresh = checkpoint.with_suffix(".new")
            torch.save(recipe.state(), fresh)
            fresh.replace(checkpoint)
            kept = now
