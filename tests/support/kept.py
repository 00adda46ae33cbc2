"""A model as somebody would have kept it."""

from __future__ import annotations

import torch
from safetensors.torch import save

from lossland.algorithms.vision.classic.vgg import small_vgg
from lossland.models.weights import digest
from lossland.runs.messages import Model


def kept_vgg(classes: int = 10, **params: object) -> Model:
    """What somebody kept of a small VGG."""
    with torch.random.fork_rng():
        torch.manual_seed(11)
        net = small_vgg(classes)
    content = bytes(save(net.state_dict()))
    names = tuple((str(k), str(k)) for k in range(classes))
    told = {"study": "train", "network": "vgg", **params}
    quality = {"test_accuracy": 0.1}
    parameters = sum(v.numel() for v in net.parameters())
    return Model(
        name="my vgg",
        lab="cnn-classifier",
        run="r",
        step=0,
        seed=0,
        params=told,
        task="classify",
        classes=names,
        parameters=parameters,
        quality=quality,
        sha256=digest(content),
        size=len(content),
        content=content,
    )
