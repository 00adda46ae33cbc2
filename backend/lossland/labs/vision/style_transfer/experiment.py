"""Style transfer: the pixels of a picture descend until a fixed network sees one picture's content in another's style.

Five pictures form at once, with ratios beta / alpha that are ten times apart. Nothing of the network is trained. Source:
Gatys, Ecker and Bethge 2016, "Image style transfer using convolutional neural networks".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor, nn

from lossland.algorithms.vision.style import content_loss, gram, style_loss, total_variation
from lossland.fields.picture import pixels
from lossland.lab import Experiment, constant
from lossland.lab.metrics import spread
from lossland.labs.vision.style_transfer.networks import content_layer, network, seen, style_layers, style_weights
from lossland.labs.vision.style_transfer.params import APART, MIDDLE, StyleTransferParams


@dataclass
class State:
    """B pictures, five unless fewer are wanted, each a leaf of its own: their gradients never meet."""

    pictures: list[Tensor]
    """B of (1, 3, H, W) in [0, 1]: G."""
    optimizers: list[torch.optim.Optimizer]
    t: int
    first: float
    """J_style of the middle picture at the start."""
    content: Tensor
    """(B,) J_content of each, before the last update; 1 where all of the content is lost."""
    style: Tensor
    """(B, L) J_style of each in each of L layers: six, of VGG-19 five."""
    net: nn.Module = constant()
    C: Tensor = constant()
    """(1, 3, H, W) the content picture."""
    S: Tensor = constant()
    """(1, 3, H', W') the style picture."""
    P: Tensor = constant()
    """(1, N, h, w) features of the content."""
    A: list[Tensor] = constant()
    """L of (1, N, N): Gram matrices of the style, scaled to the number of places that G has."""


def as_batch(picture: Tensor) -> Tensor:
    """(h, w, 3) uint8 as (1, 3, h, w) in [0, 1]."""
    return picture.permute(2, 0, 1)[None].float() / 255


def losses(s: State, p: StyleTransferParams, features: list[Tensor]) -> tuple[Tensor, Tensor]:
    """J_content (B,) and J_style by layer (B, L) of pictures with these features.

    Each is divided by what it would be for features that are all 0. So 0 is perfect, and the layers, whose features
    differ a thousandfold in size, count alike.
    """
    F = features[content_layer(p)]
    content = content_loss(F, s.P) / content_loss(torch.zeros_like(s.P), s.P)  # (B,)
    style = []
    for layer, A in zip(style_layers(p), s.A, strict=True):
        F = features[layer]
        style.append(style_loss(F, A) / style_loss(torch.zeros_like(F[:1]), A))  # (B,)
    return content, torch.stack(style, 1)


def ratios(p: StyleTransferParams) -> Tensor:
    """beta / alpha of the pictures: (B,)."""
    return p.ratio * APART ** (torch.tensor(p.forming) - MIDDLE)


def layer_weights(p: StyleTransferParams) -> Tensor:
    """w (L,), which sum to 1; all 0 where no layer counts."""
    w = torch.tensor(style_weights(p))
    return w / w.sum().clamp(min=1e-9)


def gradients(s: State, p: StyleTransferParams, which: Sequence[int]) -> Tensor:
    """dJ/dG of some of the pictures, into their `.grad`; their summed J = J_content + beta / alpha J_style + gamma TV."""
    rows = list(which)
    for k in rows:
        s.pictures[k].grad = None
    G = torch.cat([s.pictures[k] for k in rows]).contiguous(memory_format=torch.channels_last)  # (B, 3, H, W)
    content, style = losses(s, p, seen(s.net, G))  # (B,), (B, L)
    s.content, s.style = s.content.clone(), s.style.clone()  # what a step has reported stays as it was
    s.content[rows], s.style[rows] = content.detach(), style.detach()
    beta = ratios(p).to(style)[rows]  # (B,), alpha = 1
    J = content + beta * (style @ layer_weights(p).to(style)) + p.variation * total_variation(G) / G[0].numel()
    J.sum().backward()  # type: ignore[no-untyped-call]
    return J.sum().detach()


def asked(s: State, p: StyleTransferParams, k: int) -> float:
    """J of one picture, its gradient in `.grad`: what L-BFGS asks for."""
    return float(gradients(s, p, [k]))


class StyleTransfer(Experiment[StyleTransferParams, State]):
    """Gradient descent on pixels."""

    slug = "style-transfer"
    Params = StyleTransferParams

    def start(self, p: StyleTransferParams, rng: torch.Generator, device: torch.device) -> State:
        net = network(p).to(device)
        C = as_batch(pixels(p.content, int(p.size))).to(device)
        S = as_batch(pixels(p.style, int(p.size))).to(device)
        first = {"content": C, "style": nn.functional.interpolate(S, C.shape[-2:], mode="bilinear", antialias=True)}
        first["noise"] = torch.rand(C.shape, generator=rng).to(device)
        pictures = [first[p.begin].clone(memory_format=torch.contiguous_format).requires_grad_() for _ in p.forming]
        with torch.no_grad():
            P, of_style = seen(net, C), seen(net, S)
            A = []
            for layer in style_layers(p):
                places = P[layer][0, 0].numel() / of_style[layer][0, 0].numel()
                A.append(gram(of_style[layer]) * places)
        if p.optimizer == "adam":
            optimizers: list[torch.optim.Optimizer] = [torch.optim.Adam([G], lr=p.alpha) for G in pictures]
        else:
            optimizers = [torch.optim.LBFGS([G], max_iter=1, line_search_fn="strong_wolfe") for G in pictures]
        s = State(
            pictures=pictures,
            optimizers=optimizers,
            t=0,
            first=0.0,
            content=torch.zeros(len(p.forming), device=device),
            style=torch.zeros(len(p.forming), len(style_layers(p)), device=device),
            net=net,
            C=C,
            S=S,
            P=P[content_layer(p)],
            A=A,
        )
        with torch.no_grad():
            s.content, s.style = losses(s, p, seen(net, torch.cat(pictures)))
        s.first = float(s.style[len(p.forming) // 2] @ layer_weights(p).to(device))
        return s

    def step(self, s: State, p: StyleTransferParams) -> dict[str, Tensor]:
        if p.optimizer == "adam":
            for optimizer in s.optimizers:
                optimizer.param_groups[0]["lr"] = p.alpha
            gradients(s, p, range(len(s.pictures)))  # one pass for all
            for optimizer in s.optimizers:
                optimizer.step()
        else:
            for k, optimizer in enumerate(s.optimizers):
                optimizer.step(partial(asked, s, p, k))  # its line search asks more than once
        with torch.no_grad():
            for G in s.pictures:
                G.clamp_(0, 1)
        s.t += 1
        return self.measure(s, p)

    def measure(self, s: State, p: StyleTransferParams) -> dict[str, Tensor]:
        style = s.style @ layer_weights(p).to(s.style)  # (B,)
        middle, rows = len(p.forming) // 2, [str(k + 1) for k in p.forming]
        return {
            "content": s.content[middle],
            "style": style[middle],
            "style_gain": s.first / style[middle].clamp(min=1e-12),
            **spread("content", rows, s.content),
            **spread("style", rows, style),
        }

    def done(self, s: State, p: StyleTransferParams) -> bool:
        return s.t >= p.steps
