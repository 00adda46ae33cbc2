"""The face of the translation lab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from lossland.lab import Arrays, Lab, Metric, T, stills
from lossland.lab.pictures import arrays_of, figures_of
from lossland.lab.teaching import Moment
from lossland.lab.views import Figure
from lossland.labs.sequences.translation.actions import Look, LookFreely
from lossland.labs.sequences.translation.experiment import Translating
from lossland.labs.sequences.translation.params import TranslationParams
from lossland.labs.sequences.translation.pictures import VIEWS
from lossland.labs.sequences.translation.pictures.seen import Seen
from lossland.labs.sequences.translation.presets import PRESETS
from lossland.labs.sequences.translation.state import State

TRAIN = {"study": ["train"]}
BESIDE = {"study": ["train"], "beside": ["additive", "dot", "none", "transformer"]}


class Translation(Translating, Lab[TranslationParams, State, Look | LookFreely]):
    """What the decoder looks at."""

    part = "sequences"
    title = T("Translation and alignment", "翻译与对齐")
    summary = T(
        "A sentence whose order changes, translated anew at every step of training: from a grey map the alignment emerges.",
        "一个词序会变的句子，训练的每一步都重新翻译：从一片灰色中浮现出对齐。",
    )
    question = T("How does it know that white belongs to house?", "它怎么知道 white 属于 house？")
    topics = (
        T("Encoder and decoder", "编码器与解码器"),
        T("Attention against one vector", "注意力与单个向量"),
        T("Teacher forcing", "教师强制"),
        T("Language model and conditional language model", "语言模型与条件语言模型"),
        T("Autoregressive and non-autoregressive", "自回归与非自回归"),
    )
    metrics: ClassVar[Mapping[str, Metric]] = {
        "bleu": Metric(T("BLEU, held out", "BLEU (留出集)"), headline=True, percent=True, better="more", when=TRAIN),
        "loss": Metric(T("Loss", "损失"), better="less"),
        "bleu_beside": Metric(T("BLEU, beside", "BLEU (并排)"), percent=True, better="more", when=BESIDE),
        "loss_beside": Metric(T("Loss, beside", "损失 (并排)"), better="less"),
    }
    layout = ((("alignment", "lengths"), ("spoken", "bleu", "loss")),)
    at_once: ClassVar[Mapping[str, list[str]]] = {"study": ["shipped"]}
    moments = (
        Moment(
            "bleu",
            T("More than half of BLEU: most words are right, at {value}.", "BLEU 过半：多数词已译对，{value}。"),
            T("half", "过半"),
            least=0.5,
        ),
        Moment(
            "bleu",
            T("Nearly every sentence is right: BLEU {value}.", "几乎每句都对：BLEU {value}。"),
            T("right", "译对"),
            least=0.95,
        ),
    )
    reel = stills(0, 20, 40, 60, 80, 120, 200)
    drives = "net"
    presets = PRESETS

    def figures(self, p: TranslationParams) -> dict[str, Figure]:
        return figures_of(VIEWS, p)

    def draw(self, s: State, p: TranslationParams) -> dict[str, Arrays]:
        return arrays_of(VIEWS, Seen(s, p))
