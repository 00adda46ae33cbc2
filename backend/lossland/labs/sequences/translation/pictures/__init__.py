"""The views of the translation lab."""

from __future__ import annotations

from lossland.lab import T
from lossland.lab.pictures import Picture, Still
from lossland.lab.views import Curves
from lossland.labs.sequences.translation.params import TranslationParams
from lossland.labs.sequences.translation.pictures import alignment, lengths, spoken
from lossland.labs.sequences.translation.pictures.seen import Seen

TRAIN = {"study": ["train"]}

VIEWS: dict[str, Picture[TranslationParams, Seen]] = {
    "alignment": alignment,
    "spoken": spoken,
    "bleu": Still(
        Curves(
            title=T("BLEU", "BLEU"),
            alt=T("BLEU of held-out sentences against the update.", "留出句子的 BLEU 随更新次数的变化。"),
            series=("bleu", "bleu_beside"),
            roles=("accent", "class-0"),
            y_title=T("BLEU, held out", "BLEU (留出集)"),
        ),
        TRAIN,
    ),
    "lengths": lengths,
    "loss": Still(
        Curves(
            title=T("Loss", "损失"),
            alt=T("Cross-entropy of the next word against the update.", "下一个词的交叉熵随更新次数的变化。"),
            series=("loss", "loss_beside"),
            roles=("accent", "class-0"),
            y_title=T("cross-entropy", "交叉熵"),
            log=True,
        ),
        TRAIN,
    ),
}
