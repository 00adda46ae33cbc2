"""The recipe of `streets`: generated scenes, a new one each time, so that none is learned by heart."""

from __future__ import annotations

from lossland.algorithms.vision.efficientnet_lite import EfficientNetLite0
from lossland.datasets.streets import HEIGHT, WIDTH, street, streets
from lossland.lab.text import T
from lossland.models.detecting import Detecting, Example
from lossland.models.training import About

STEPS, HELD_OUT, OTHER_SEED = 2000, 200, 20_001


class Streets(Detecting):
    """Trains on scenes of `seed`; the quality is that on scenes of another."""

    name = "streets"
    cut = HEIGHT, WIDTH
    about = About(
        title=T("Street scenes (generated)", "街景（生成的）"),
        data=T(
            "Scenes drawn by Lossland itself, no photographs. On features of EfficientNet-Lite0.",
            "由 Lossland 自己绘制的场景，不是照片。建立在 EfficientNet-Lite0 的特征之上。",
        ),
        licence="Apache-2.0",
        measured=T("200 scenes of another seed", "另一个随机种子的 200 个场景"),
        architecture="GridDetector",
        classes=(T("pedestrian", "行人"), T("car", "汽车"), T("motorcycle", "摩托车")),
        size=(288, 384),  # larger than the cut: things have then the sizes that it was taught on
        threshold=0.3,
    )
    upright = True

    def __init__(
        self, trunk: EfficientNetLite0, seed: int = 0, steps: int | None = None, held_out: int = HELD_OUT
    ) -> None:
        scenes = [Example(*scene) for scene in streets(held_out, OTHER_SEED)]
        super().__init__(trunk, [], scenes, seed, steps or STEPS)

    def example(self) -> Example:
        return Example(*street(self.rng))
