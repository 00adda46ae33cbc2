"""Pictures as files, made for tests."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from PIL import Image


def gradient(width: int, height: int) -> Image.Image:
    """A picture in which every place has its own colour: red grows to the right, green downwards."""
    red, green = np.meshgrid(np.linspace(0, 255, width), np.linspace(0, 255, height))
    return Image.fromarray(np.stack([red, green, np.full_like(red, 40)], -1).astype(np.uint8))


def file_of(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """The bytes of a file."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
