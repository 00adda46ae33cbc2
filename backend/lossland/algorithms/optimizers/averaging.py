"""Exponentially weighted averages of a series, with and without the correction of their beginning.

    v_0 = 0,    v_t = beta v_(t-1) + (1 - beta) theta_t,    corrected  v_t / (1 - beta^t)

so theta_(t-k) has the weight (1 - beta) beta^k: about 1 / (1 - beta) values count. Source: Kingma and Ba 2015, section 3.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor


def ewa(series: Tensor, beta: float, at: Tensor, corrected: bool) -> Tensor:
    """The averages v_t of series (..., T) at the times t = at (k,), each from 1 to T: (..., k)."""
    k = at[:, None] - torch.arange(1, series.shape[-1] + 1, device=series.device)  # age of theta_t, (k, T)
    weight = torch.where(k >= 0, (1 - beta) * series.new_tensor(beta) ** k.clamp(min=0), 0.0)
    if corrected:
        weight = weight / weight.sum(1, keepdim=True)  # the weights add up to 1 - beta^t
    return series @ weight.T


def memory(beta: float) -> float:
    """About how many values an average covers, 1 / (1 - beta): older ones weigh less than 1/e of the newest."""
    return 1 / (1 - beta) if beta < 1 else math.inf


def temperatures(days: int, rng: torch.Generator) -> Tensor:
    """Generated daily temperatures from 1 July in degrees Celsius, (days,): a year's wave, and weather that lasts."""
    wave = 12 + 9 * torch.cos(2 * math.pi * (torch.arange(days) - 20) / 365)
    weather, noise = [0.0], torch.randn(days, generator=rng).tolist()
    for shock in noise:
        weather.append(0.6 * weather[-1] + 2.5 * shock)
    return wave + torch.tensor(weather[1:])
