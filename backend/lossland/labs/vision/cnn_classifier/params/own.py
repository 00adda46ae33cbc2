"""The parameters of the study `own`: a network that learned ImageNet goes on with classes of the user's."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from lossland.fields.classes import Classes, classes_field
from lossland.fields.data import DATA
from lossland.fields.descent import DESCENT, learning_rate, samples_per_update
from lossland.fields.network import NETWORK
from lossland.fields.picture import Picture, picture_field
from lossland.lab import T, structural
from lossland.labs.vision.cnn_classifier.params.study import StudyParams

WHEN: dict[str, Any] = {"when": {"study": ["own"]}}
Ways = Literal["all", "part", "none", "each"]
FROZEN: dict[Ways, T] = {
    "all": T("All: only a new softmax learns", "全部：只训练新的 softmax"),
    "part": T("Part: the last block learns too", "部分：最后一块也训练"),
    "none": T("None: every layer learns", "不冻结：所有层都训练"),
    "each": T("Each of these, side by side", "三种并排比较"),
}


class OwnParams(StudyParams):
    """Controls of transfer."""

    pictures: Classes = classes_field(
        "photographs",
        title=T("Classes", "类别"),
        description=T("Pictures in two or more classes.", "两类或更多类的图片。"),
        group=DATA,
        **WHEN,
    )
    per_class: int = Field(
        30,
        ge=2,
        le=200,
        title=T("Pictures of each class", "每类图片数"),
        description=T(
            "At most so many, of which a fifth is held out. All classes together have at most 600.",
            "每类最多这么多，其中五分之一留出作测试。所有类别合计最多 600 张。",
        ),
        json_schema_extra=structural(group=DATA, scale="log", symbol="m", **WHEN),
    )
    to_read: Picture = picture_field(
        "cat",
        title=T("Picture to read", "要识别的图片"),
        description=T("What the network reads while it learns.", "网络边学边识别的图片。"),
        group=DATA,
        **WHEN,
    )
    frozen: Ways = Field(
        "all",
        title=T("Frozen", "冻结"),
        description=T(
            "What keeps the weights that it learned on ImageNet. What the frozen layers make of a picture is computed once.",
            "哪些层保持在 ImageNet 上学到的权重。冻结层对每张图片的输出只计算一次。",
        ),
        json_schema_extra=structural(group=NETWORK, options=FROZEN, **WHEN),
    )
    side: Literal["96", "160", "224"] = Field(
        "224",
        title=T("Pixels a side", "边长 (像素)"),
        description=T(
            "How large the network sees a picture; 224 is what it learned on, fewer are faster.",
            "网络看到的图片大小；它是用 224 学的，越小越快。",
        ),
        json_schema_extra=structural(
            group=NETWORK, advanced=True, options={side: T(side, side) for side in ("96", "160", "224")}, **WHEN
        ),
    )
    head_rate: float = learning_rate(
        0.01,
        T(
            "How far one update of the softmax goes; layers that are not frozen go a hundredth as far.",
            "softmax 每次更新的步长；未冻结的其他层为其百分之一。",
        ),
        le=1,
        group=DESCENT,
        **WHEN,
    )
    head_batch: int = samples_per_update(
        structural,
        16,
        T("Pictures per update, drawn without replacement.", "每次更新使用的图片数，无放回抽取。"),
        le=128,
        group=DESCENT,
        **WHEN,
    )
    head_epochs: int = Field(
        20,
        ge=1,
        le=200,
        title=T("Epochs", "轮数"),
        description=T("How often every picture is used.", "每张图片使用的次数。"),
        json_schema_extra=structural(group=DESCENT, advanced=True, **WHEN),
    )
