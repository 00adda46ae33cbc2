"""The pictures that the network is least right about."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.nets.losses import probabilities
from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from lossland.labs.networks.mlp_playground.pictures.seen import Seen

MOST_PICTURES = 48


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The worst first; a point that the user added has no picture."""
    images, keys = seen.s.images, seen.keys  # (m,)
    if images is None:
        return None
    right = (probabilities(seen.z) * seen.y).sum(0)  # (m,)
    worst = torch.where(keys < 0, torch.inf, right).argsort()[:MOST_PICTURES]
    shown = keys[worst][keys[worst] >= 0].cpu()
    return {"images": images[shown], "key": shown.to(torch.int32)}


def figure(p: MlpPlaygroundParams) -> Images | None:
    """A grid of digits; other data have no pictures."""
    if p.data.kind != "digits":
        return None
    return Images(
        title=T("Hardest pictures", "最难的图片"),
        caption=T(
            "Held-out digits that the network is least right about, the worst first. It sees only two numbers of each.",
            "网络判得最差的验证集数字，最差的在前。网络只看到每张图的两个数。",
        ),
        alt=T("A grid of handwritten digits.", "手写数字网格。"),
        linked="point",
        columns=12,
    )
