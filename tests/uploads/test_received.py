"""What was sent is told by its content, not by its name."""

from __future__ import annotations

import pytest
from PIL import Image as Pillow

from lossland.runs.messages import Image, Table
from lossland.uploads.cells import CsvError
from lossland.uploads.image import ImageError
from lossland.uploads.received import TooLarge, received
from tests.support.photos import file_of, gradient


@pytest.mark.parametrize("header", ["BMI,age", "RIFF,WEBP", "II,MM", "GIF,PNG", "....ftypavif,b"])
def test_a_table_whose_first_column_is_called_like_a_format(header: str) -> None:
    upload, _, _ = received(f"{header}\n1,2\n3,4\n".encode())
    assert isinstance(upload, Table)
    assert upload.columns == tuple(header.split(","))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture(kind: str) -> None:
    upload, identity, notes = received(file_of(gradient(30, 20), kind))
    assert isinstance(upload, Image)
    assert (upload.width, upload.height, len(identity), notes) == (30, 20, 64, ())


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "AVIF"])
def test_a_picture_of_another_format_is_no_broken_table(kind: str) -> None:
    with pytest.raises(ImageError, match="PNG, JPEG or WebP is expected"):
        received(file_of(gradient(30, 20), kind))


@pytest.mark.parametrize("content", [b"", b"x,y\n1,2\n", b"no picture at all"])
def test_what_is_sent_as_a_picture_is_no_table(content: bytes) -> None:
    with pytest.raises(ImageError, match="not a picture: PNG, JPEG or WebP is expected"):
        received(content, "image/png")
    assert received(b"x,y\n1,2\n", "application/octet-stream").upload.kind == "table"


def test_neither() -> None:
    with pytest.raises(CsvError):
        received(b"\x00\x01\x02")


def test_too_many_bytes() -> None:
    with pytest.raises(TooLarge, match="the table or text has 2097153 bytes"):
        received(b"x" * (2 * 2**20 + 1))
    with pytest.raises(TooLarge, match="the picture has"):
        received(file_of(Pillow.new("RGB", (8, 8))) + bytes(20 * 2**20))
