"""What augmentation does: to a photograph, one change at a time, and to a picture that is learned from."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.augmentation import Changes, augmented
from lossland.fields.picture import shipped_picture
from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.train.seen import Seen
from lossland.labs.vision.cnn_classifier.studies.train import as_input, changes_of

SIDE = 96
ONE_BY_ONE = (
    (T("as it was", "原图"), Changes()),
    (T("mirror", "镜像"), Changes(mirror=True)),
    (T("random crop", "随机裁剪"), Changes(crop=0.2)),
    (T("rotation", "旋转"), Changes(rotation=30)),
    (T("shear", "错切"), Changes(shear=0.5)),
    (T("local warp", "局部扭曲"), Changes(warp=0.08)),
    (T("channel shift", "通道偏移"), Changes(shift=0.25)),
    (T("PCA colour", "PCA 颜色"), Changes(colour=1.0)),
)
"""Each alone and strong enough to be seen; farther where the parameters go farther."""
LEARNED = 4


def figure(p: CnnClassifierParams) -> Images:
    """Three rows of four."""
    drawn = tuple(T(f"training {k}", f"训练 {k}") for k in range(1, LEARNED + 1))
    return Images(
        title=T("Augmentation", "数据增强"),
        caption=T(
            "Above: each change alone, on a photograph. Below: one picture as training gets it with the settings in force, "
            "another every time.",
            "上：每种变化单独作用于照片。下：同一张图片按当前设置进入训练时的样子，每次都不同。",
        ),
        alt=T(
            "A photograph under seven changes, and four versions of a training picture.",
            "七种变化下的照片，以及一张训练图片的四个版本。",
        ),
        names=(*(name for name, _ in ONE_BY_ONE), *drawn),
        columns=4,
        max_rate=6,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """(12, 96, 96, 3) bytes: the same ones for the same `sample`."""
    rng = torch.Generator().manual_seed(seen.p.sample)
    cat = shipped_picture("cat", 2 * SIDE)  # (h, w, 3)
    h, w = cat.shape[:2]
    cat = cat[(h - SIDE) // 2 :, (w - SIDE) // 2 :][:SIDE, :SIDE]
    x = cat.permute(2, 0, 1)[None].float() / 255  # (1, 3, 96, 96)
    own = changes_of(seen.p)._asdict()
    photographs = [
        augmented(x, Changes(**{k: max(own[k], v) for k, v in by._asdict().items() if v}), rng) for _, by in ONE_BY_ONE
    ]
    photographs[1] = x.flip(3)
    one = as_input(seen.s.x[:1].cpu()).expand(LEARNED, -1, -1, -1)  # (4, 1, 28, 28)
    learned = torch.nn.functional.interpolate(augmented(one, changes_of(seen.p), rng), size=SIDE)
    every = torch.cat([*photographs, learned.expand(-1, 3, -1, -1)])  # (12, 3, 96, 96)
    return {"images": (every * 255).round().to(torch.uint8).permute(0, 2, 3, 1)}
