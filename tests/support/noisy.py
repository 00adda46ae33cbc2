"""A lab that uses everything a state may hold and every source of randomness: dropout, an optimizer, shared buffers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

import torch
from pydantic import Field
from torch import Tensor, nn

from lossland.lab import Action, Arrays, Lab, LabParams, Metric, T, constant, live, structural
from lossland.lab.views import Figure


class NoisyParams(LabParams):
    lr: float = Field(0.01, gt=0, le=1e30, title=T("Rate", "率"), json_schema_extra=live(scale="log"))
    width: int = Field(4, ge=1, le=64, title=T("Width", "宽"), json_schema_extra=structural())
    length: int = Field(10**6, ge=1, le=10**6, title=T("Length", "长"), json_schema_extra=live())


class Nudge(Action):
    kind: Literal["nudge"] = "nudge"
    by: float = Field(ge=-10, le=10)


@dataclass
class Inner:
    values: list[Tensor]
    names: dict[str, int]


@dataclass
class State:
    X: Tensor = constant()
    net: nn.Sequential = field(default_factory=nn.Sequential)
    optimizer: torch.optim.Adam | None = None
    flat: Tensor = field(default_factory=lambda: torch.zeros(0))
    part: Tensor = field(default_factory=lambda: torch.zeros(0))
    rng: torch.Generator = field(default_factory=torch.Generator)
    inner: Inner = field(default_factory=lambda: Inner([], {}))
    seen: int = 0
    note: str | None = None


class Noisy(Lab[NoisyParams, State]):
    slug = "noisy"
    part = "networks"
    title = summary = question = T("Noisy", "噪声")
    Params = NoisyParams
    actions = (Nudge,)
    metrics: ClassVar = {"loss": Metric(T("Loss", "损失")), "now_and_then": Metric(T("Now and then", "偶尔"))}
    layout = ()

    def start(self, p: NoisyParams, rng: torch.Generator, device: torch.device) -> State:
        X = torch.randn(32, 3, generator=rng).to(device)
        net = nn.Sequential(nn.Linear(3, p.width), nn.BatchNorm1d(p.width), nn.Dropout(0.5), nn.Linear(p.width, 1))
        with torch.no_grad():
            for weight in net.parameters():
                weight.copy_(torch.randn(weight.shape, generator=rng) * 0.5)
        flat = torch.zeros(6)
        optimizer = torch.optim.Adam(net.parameters(), lr=p.lr)
        return State(X, net.to(device), optimizer, flat, flat[2:4], rng, Inner([torch.zeros(2)], {"a": 1}))

    def step(self, s: State, p: NoisyParams) -> dict[str, Tensor]:
        assert s.optimizer is not None
        s.optimizer.param_groups[0]["lr"] = p.lr
        rows = torch.randperm(len(s.X), generator=s.rng)[:8]
        x = s.X[rows]
        loss = ((s.net(x) - x.sum(1, keepdim=True) + 0.01 * torch.randn(8, 1)) ** 2).mean() + s.part.sum()
        s.optimizer.zero_grad()
        loss.backward()
        s.optimizer.step()
        s.flat += loss.detach() * 1e-3 if p.lr < 1 else 1e30 * loss.detach()
        s.inner.values[0] += 1
        s.inner.names["a"] += 1
        s.seen += 1
        metrics = {"loss": loss.detach()}
        if s.seen % 3 == 0:
            metrics["now_and_then"] = s.flat.sum()
        return metrics

    def act(self, s: State, p: NoisyParams, action: Action) -> None:
        assert isinstance(action, Nudge)
        if action.by == 0:
            raise ValueError("action.by: 0 moves nothing; allowed: any other number")
        s.part += action.by
        s.note = "nudged"

    def figures(self, p: NoisyParams) -> dict[str, Figure]:
        return {}

    def draw(self, s: State, p: NoisyParams) -> dict[str, Arrays]:
        return {"weights": {"w": s.flat}}

    def done(self, s: State, p: NoisyParams) -> bool:
        return s.seen >= p.length
