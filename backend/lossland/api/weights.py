"""Trained weights that ship with Lossland."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fastapi import APIRouter

router = APIRouter(prefix="/models", tags=["models"])
FOLDER = Path(__file__).parent.parent / "models"


@router.get("")
def list_models() -> list[dict[str, Any]]:
    """The cards of the trained models, by name."""
    return [json.loads(card.read_text(encoding="utf-8")) for card in sorted(FOLDER.glob("*/card.json"))]
