"""What is said of a network that ships, or whose weights can be fetched: what it was taught, under which licence, and how good it was found to be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from lossland.lab.text import T
from lossland.lab.trained import Task

FOLDER = Path(__file__).parent
Architecture = Literal["EfficientNetLite0", "DigitNet", "GridDetector", "FastestDet"]


@dataclass(frozen=True)
class Card:
    """One network, as its `card.json` tells it."""

    name: str
    title: T
    architecture: Architecture
    data: T
    """What it was trained on, and where that comes from."""
    licence: str
    classes: tuple[T, ...]
    """Names by number; empty where they stand in a file of their own."""
    size: tuple[int, int]
    """Height and width of the pictures that it reads."""
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
    threshold: float = 0.0
    """Score from which a detection is shown, where nobody says otherwise; 0 where there are no scores of boxes."""
    asset: str = ""
    """What has to be fetched for it; empty where it ships."""

    @property
    def task(self) -> Task:
        """What it answers."""
        return "detect" if self.architecture in ("GridDetector", "FastestDet") else "classify"


@cache
def cards() -> dict[str, Card]:
    """The cards of all networks, by name."""
    paths = sorted(FOLDER.glob("*/card.json"))
    return {path.parent.name: read_card(path.read_text(encoding="utf-8")) for path in paths}


def read_card(text: str) -> Card:
    """A card from its JSON, in which a text is `{"en": ..., "zh": ...}`. Raises `TypeError` for fields it has not."""
    known = json.loads(text, object_hook=lambda found: T(**found) if found.keys() == {"en", "zh"} else found)
    return Card(**known | {"classes": tuple(known["classes"]), "size": tuple(known["size"])})


def written(card: Card) -> str:
    """Its JSON."""
    plain = {name: _plain(value) for name, value in vars(card).items()}
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, T):
        return {"en": str(value), "zh": value.zh}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
