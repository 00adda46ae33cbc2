"""What is said of a network that ships, or whose weights can be fetched: what it was taught, under which licence, and how good it was found to be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Literal

from lossland.lab.text import T
from lossland.lab.trained import Task

FOLDER = Path(__file__).parent
Architecture = Literal[
    "EfficientNetLite0",
    "DigitNet",
    "GridDetector",
    "FastestDet",
    "Transformer",
    "GruTranslator",
    "WordVectors",
    "Encoder",
]
TASKS: Mapping[Architecture, Task | None] = {
    "EfficientNetLite0": "classify",
    "DigitNet": "classify",
    "GridDetector": "detect",
    "FastestDet": "detect",
    "Transformer": "translate",
    "GruTranslator": "translate",
    "WordVectors": None,
    "Encoder": None,
}


@dataclass(frozen=True)
class Card:
    """One network, as its `card.json` tells it."""

    name: str
    title: T
    architecture: Architecture
    data: T
    """What it was trained on, and where that comes from."""
    licence: str
    recipe: str
    """The module that trained it; empty where others did."""
    seed: int
    steps: int
    parameters: int
    quality: dict[str, float]
    """Measured on held-out data."""
    measured: T
    """On which."""
    sha256: str
    """Of its weights."""
    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of what lies beside them, by name of file."""
    classes: tuple[T, ...] = ()
    """Names by number; empty where they stand in a file of their own."""
    size: tuple[int, ...] = ()
    """Height and width of the pictures that it reads; nothing where it reads none."""
    languages: tuple[str, ...] = ()
    """From which it translates into which, as ISO 639-1 writes them."""
    shape: Mapping[str, int] = field(default_factory=dict)
    """What its class is told: vocabulary, width, layers ..."""
    threshold: float = 0.0
    """Score from which a detection is shown, where nobody says otherwise; 0 where there are no scores of boxes."""
    asset: str = ""
    """What has to be fetched for it; empty where it ships."""

    @property
    def task(self) -> Task | None:
        """What it answers; None where it answers nothing by itself."""
        return TASKS[self.architecture]


@cache
def cards() -> dict[str, Card]:
    """The cards of all networks, by name."""
    paths = sorted(FOLDER.glob("*/card.json"))
    return {path.parent.name: read_card(path.read_text(encoding="utf-8")) for path in paths}


def read_card(text: str) -> Card:
    """A card from its JSON, in which a text is `{"en": ..., "zh": ...}`. Raises `TypeError` for fields it has not."""
    known = json.loads(text, object_hook=lambda found: T(**found) if found.keys() == {"en", "zh"} else found)
    lists = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
    return Card(**known | lists)


def written(card: Card) -> str:
    """Its JSON, without optional fields that are empty."""
    needed = {each.name for each in fields(card) if each.default is each.default_factory is MISSING}
    plain = {name: _plain(value) for name, value in vars(card).items() if value or name in needed}
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, T):
        return {"en": str(value), "zh": value.zh}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
