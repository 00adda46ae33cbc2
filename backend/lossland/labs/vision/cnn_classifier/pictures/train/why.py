"""Why it reads what it reads: saliency and Grad-CAM."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import interpolate

from lossland.algorithms.vision.grad_cam import grad_cam
from lossland.algorithms.vision.saliency import saliency
from lossland.fields.written import SHEET
from lossland.lab import T
from lossland.lab.views import Images, Tile
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.train.seen import Seen, at_rest


def figure(p: CnnClassifierParams) -> Images:
    """Three pictures of one size."""
    return Images(
        title=T("Why", "为什么"),
        caption=T(
            "For the class that it reads. Saliency: what one pixel more would do to its score, + or −. Grad-CAM: which places "
            "of the last feature maps speak for it.",
            "针对它读出的类别。显著性：某像素增加一点会使得分如何变化 (+ 或 −)。Grad-CAM：最后的特征图上哪些位置支持该类。",
        ),
        alt=T("The picture, its saliency map and its Grad-CAM.", "图片、显著性图与 Grad-CAM。"),
        tiles=(
            Tile(uid="x", title=T("picture", "图片")),
            Tile(uid="slope", title=T("saliency", "显著性"), scale="signed"),
            Tile(uid="cam", title=T("Grad-CAM", "Grad-CAM"), scale="sequential"),
        ),
        max_rate=12,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """(28, 28) each."""
    maps = list(seen.outputs.values())[seen.last_maps]
    with at_rest(seen.s.net) as net:
        slope = saliency(net, seen.x, seen.read)[0]
        cam = grad_cam(net.after(seen.last_maps + 1), maps, seen.read)
    cam = interpolate(cam[None, None], size=(SHEET, SHEET), mode="bilinear", align_corners=False)[0, 0]
    reach = slope.abs().max().clamp(min=1e-9)
    return {
        "x": seen.picture,
        "x.range": torch.tensor([0.0, 255.0]),
        "slope": slope,
        "slope.range": torch.stack([-reach, reach]),
        "cam": cam,
        "cam.range": torch.stack([torch.zeros_like(reach), cam.max().clamp(min=1e-9)]),
    }
