"""A picture that somebody sends, as PNG, JPEG or WebP, brought to one form: RGB, 8 bits, upright, nothing behind it.

Its size is looked at before anything is unpacked. Rotation as in its EXIF is applied, what is transparent lies on white,
16 bits become 8; everything else that a file may carry (places, names, a second picture) is left behind.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from lossland.lab.text import Refused, T
from lossland.runs.messages import Image

FORMATS = ("PNG", "JPEG", "WEBP")
_BEGINNINGS = (rb"\x89PNG\r\n\x1a\n", rb"\xff\xd8\xff", rb"RIFF....WEBP")
_OTHERS = (rb"GIF8", rb"BM....\0\0\0\0", rb"II\*\0", rb"MM\0\*", rb"\0\0..ftyp(?:avif|heic|heix|mif1)")
"""How files of pictures begin, of those formats and of some that are refused."""
LEAST_SIDE = 8
MOST_SIDE = 10_000
MOST_PIXELS = 30_000_000
KEPT_SIDE = 1024
"""Pixels of the longer side of a picture that is kept: more than any lab looks at."""
WHITE = (255, 255, 255, 255)

Pillow.MAX_IMAGE_PIXELS = None  # sizes are looked at here, and said


class ImageError(Refused):
    """What is wrong with a picture."""


class Read(NamedTuple):
    """A picture upright, in RGB."""

    image: Pillow.Image
    notes: tuple[T, ...]
    """What was changed on the way."""


def is_image(content: bytes) -> bool:
    """Whether a file begins like a picture, of a format that is allowed or not."""
    return _begins(content, (*_BEGINNINGS, *_OTHERS))


def read_image(content: bytes) -> Read:
    """The picture in `content`. Raises `ImageError`."""
    opened = _opened(content)
    frames = getattr(opened, "n_frames", 1)
    if frames > 1:
        raise ImageError(
            T(f"the picture is animated: {frames} frames; send one", f"图片是动画，有 {frames} 帧；请只发送一帧")
        )
    notes = []
    try:
        turned = ImageOps.exif_transpose(opened)
        if opened.getexif().get(0x0112, 1) != 1:
            notes.append(T("The picture was turned upright, as its EXIF says.", "已按 EXIF 将图片转正。"))
        image = _rgb(turned)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _damaged(error) from error
    return Read(image, tuple(notes))


def looks(content: bytes) -> tuple[tuple[int, int], str]:
    """Width, height and Pillow's mode of a picture whose pixels are not unpacked. Raises `ImageError`."""
    opened = _opened(content)
    return opened.size, opened.mode


class Kept(NamedTuple):
    """A picture as it is kept, at most 1024 pixels a side."""

    image: Image
    id: str
    """SHA-256 of size and pixels, in hex: the same picture has one, however it was sent."""
    notes: tuple[T, ...]


def kept_image(content: bytes) -> Kept:
    """The picture in `content` as it is kept. Raises `ImageError`."""
    image, notes = read_image(content)
    if max(image.size) > KEPT_SIDE:
        width, height = image.size
        image.thumbnail((KEPT_SIDE, KEPT_SIDE), Pillow.Resampling.LANCZOS, reducing_gap=None)
        said = f"{width} × {height}", f"{image.width} × {image.height}"
        notes += (
            T(f"The picture of {said[0]} pixels is kept as {said[1]}.", f"{said[0]} 像素的图片保存为 {said[1]}。"),
        )
    digest = hashlib.sha256(b"image %d %d\0" % image.size + image.tobytes())
    return Kept(Image(*image.size, as_png(image)), digest.hexdigest(), notes)


def as_png(image: Pillow.Image) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _opened(content: bytes) -> Pillow.Image:
    """The picture before its pixels are unpacked, of a format and size that are allowed."""
    try:
        opened = Pillow.open(io.BytesIO(content), formats=FORMATS)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        if _begins(content, _BEGINNINGS):
            raise _damaged(error) from error
        raise ImageError(
            T("this is not a picture: PNG, JPEG or WebP is expected", "这不是图片：应为 PNG、JPEG 或 WebP")
        ) from error
    width, height = opened.size
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise ImageError(
            T(
                f"the picture has {width} × {height} pixels; at most {MOST_SIDE} a side and {MOST_PIXELS:,} in all are allowed",
                f"图片为 {width} × {height} 像素；每边最多 {MOST_SIDE} 像素，总共最多 {MOST_PIXELS:,} 像素",
            )
        )
    if min(width, height) < LEAST_SIDE:
        raise ImageError(
            T(
                f"the picture has {width} × {height} pixels; each side needs at least {LEAST_SIDE}",
                f"图片为 {width} × {height} 像素；每边至少需要 {LEAST_SIDE} 像素",
            )
        )
    return opened


def _begins(content: bytes, how: Sequence[bytes]) -> bool:
    return any(re.match(each, content, re.DOTALL) for each in how)


def _damaged(error: Exception) -> ImageError:
    if isinstance(error, UnidentifiedImageError):
        return ImageError(T("the picture is damaged or cut off", "图片已损坏或不完整"))
    return ImageError(T(f"the picture is damaged or cut off: {error}", "图片已损坏或不完整"))


def _rgb(image: Pillow.Image) -> Pillow.Image:
    """The picture in RGB."""
    if image.mode.startswith("I;16") or image.mode == "I":
        wide = np.asarray(image, dtype=np.int64)
        image = Pillow.fromarray(np.clip((wide + 128) // 257, 0, 255).astype(np.uint8))  # 65535 is white
    if image.has_transparency_data:
        ground = Pillow.new("RGBA", image.size, WHITE)
        ground.alpha_composite(image.convert("RGBA"))
        image = ground
    return image.convert("RGB")
