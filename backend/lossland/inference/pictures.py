"""A picture that a network is asked about: read by the server, so that the worker gets pixels and nothing else."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Annotated, Any

from PIL import Image as Pillow
from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from lossland.lab.text import Refused, T
from lossland.uploads.image import read_image

LONGEST = 512
"""Pixels of the longer side of what travels: more than any of the networks reads."""


@dataclass(frozen=True)
class Picture:
    """A picture: its size as it was sent, upright, and its pixels (rows, columns, 3), of a reduced size, as bytes."""

    width: int
    height: int
    columns: int
    rows: int
    pixels: bytes


def picture(content: bytes) -> Picture:
    """The picture in a file. Raises `ImageError`."""
    image = read_image(content).image
    width, height = image.size
    image.thumbnail((LONGEST, LONGEST), Pillow.Resampling.BICUBIC, reducing_gap=3)
    return Picture(width, height, *image.size, image.tobytes())


def _decoded(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return base64.b64decode(value.partition("base64,")[2] or value, validate=True)
        except (binascii.Error, ValueError) as error:
            raise Refused(T(f"must be a file in base64: {error}", f"须为 base64 编码的文件：{error}")) from error
    return value


ImageFile = Annotated[
    bytes,
    BeforeValidator(_decoded),
    Field(min_length=1, description="The file: PNG, JPEG or WebP. In JSON it is base64, a data URL too."),
    PlainSerializer(lambda content: base64.b64encode(content).decode(), return_type=str),
    WithJsonSchema({"type": "string", "contentEncoding": "base64"}),
]
