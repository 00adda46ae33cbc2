"""The networks by name: each read once a process, frozen, its file checked against its card."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

from torch import Tensor, nn

from lossland.algorithms.sequences.byte_pairs import BytePairs
from lossland.algorithms.sequences.encoder import Encoder
from lossland.algorithms.sequences.gru_translator import GruTranslator
from lossland.algorithms.sequences.plain_tokens import PlainTokens
from lossland.algorithms.sequences.transformer import Transformer
from lossland.algorithms.sequences.translate import Translator
from lossland.algorithms.vision.boxes import Detections
from lossland.algorithms.vision.digit_net import DigitNet
from lossland.algorithms.vision.efficientnet_lite import EfficientNetLite0, frozen
from lossland.algorithms.vision.grid_detector import GridDetector, PictureDetector
from lossland.datasets.embedded import embedded
from lossland.lab.text import Refused, T
from lossland.models import names
from lossland.models.card import FOLDER, Card, cards
from lossland.models.coco.load import coco_detector
from lossland.models.imagenet.package import imagenet_weights
from lossland.models.weights import fill, read_tensors, read_text

TOKENISER = "tokeniser.json"
Detector = Callable[[Sequence[Tensor], float], list[Detections]]


def card_of(name: str) -> Card:
    """The card. Raises `Refused` for a name that there is not."""
    if name not in cards():
        allowed = ", ".join(cards())
        raise Refused(T(f"there is no network {name!r}: {allowed} are here", f"没有网络 {name!r}：现有 {allowed}"))
    return cards()[name]


def class_names(name: str) -> tuple[T, ...]:
    """What the network's answers mean, by number."""
    card = card_of(name)
    return card.classes or names.class_names(name)


@cache
def classifier() -> EfficientNetLite0:
    """`imagenet`: pictures (B, 3, 224, 224), `normalised`, to scores of 1,000 classes; the trunk of the detectors."""
    net = EfficientNetLite0()
    fill(net, imagenet_weights())
    return frozen(net)


@cache
def digit_reader() -> DigitNet:
    """`digits`: pictures (B, 1, 28, 28) in [0, 1], made as MNIST's are, to scores of ten digits."""
    return _filled(DigitNet(), "digits")


@cache
def detector(name: str) -> Detector:
    """Finds boxes on pictures (3, H, W) of any size, the second argument being the least score.

    Raises `Refused` for the name of none, and where its file has to be fetched first.
    """
    card = card_of(name)
    if card.task != "detect":
        allowed = ", ".join(card.name for card in cards().values() if card.task == "detect")
        raise Refused(T(f"{name} is no detector: {allowed} are", f"{name} 不是检测器：{allowed} 才是"))
    if card.architecture == "FastestDet":
        return coco_detector()
    return PictureDetector(classifier(), _filled(GridDetector(len(card.classes)), name), *card.size)


@cache
def translator(name: str) -> Translator:
    """Translates texts. Raises `Refused` for the name of a network that does not."""
    card = card_of(name)
    if card.task != "translate":
        allowed = ", ".join(card.name for card in cards().values() if card.task == "translate")
        raise Refused(T(f"{name} does not translate: {allowed} do", f"{name} 不能翻译：{allowed} 才能"))
    net: Transformer | GruTranslator = (
        GruTranslator(tokeniser_of(name).size, **card.shape, scores="additive")
        if card.architecture == "GruTranslator"
        else Transformer(**card.shape, norms="before")
    )
    tokeniser = tokeniser_of(name)
    return Translator(_filled(net, name), tokeniser, tokeniser)


@cache
def encoder(name: str) -> Encoder:
    """`blanks`: tokens (B, T) to scores of a token at each place (B, T, V), what is UNK to be filled in."""
    return _filled(Encoder(**card_of(name).shape), name)


@cache
def tokeniser_of(name: str) -> BytePairs | PlainTokens:
    """How a network's texts are cut into tokens."""
    text = text_of(name, TOKENISER)
    known = json.loads(text)
    if "vocabulary" in known:
        return PlainTokens(known["kind"], tuple(known["vocabulary"]))
    return BytePairs.read(text)


@embedded
@cache
def text_of(name: str, file: str) -> str:
    """A text file that lies beside a network's weights."""
    return read_text(FOLDER / name / file, card_of(name).files[file])


@embedded
@cache
def weights_of(name: str) -> dict[str, Tensor]:
    """The tensors of a network whose weights lie beside its card, by the names of its class."""
    return read_tensors(FOLDER / name / "weights.safetensors", card_of(name).sha256)


@cache
def word_vectors() -> tuple[tuple[str, ...], Tensor]:
    """`words`: the words by falling frequency, and a vector of each (V, 64)."""
    return tuple(text_of("words", "words.txt").splitlines()), weights_of("words")["weight"]


Net = TypeVar("Net", bound=nn.Module)


def _filled(net: Net, name: str) -> Net:
    fill(net, weights_of(name))
    return net.eval().requires_grad_(False)
