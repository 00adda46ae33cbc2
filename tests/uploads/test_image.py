"""Pictures that people send: every kind of file ends as RGB, upright; what is none is refused with a reason."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from lossland.uploads.image import ImageError, kept_image, read_image
from lossland.uploads.loaded import loaded
from tests.support.photos import file_of, gradient


def header_of(width: int, height: int) -> bytes:
    """A PNG that says it has that size, and holds nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    ihdr = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", ihdr) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def array_of(content: bytes) -> np.ndarray:
    return np.asarray(read_image(content).image).astype(int)


@pytest.mark.parametrize(
    ("kind", "options", "off"), [("PNG", {}, 0), ("WEBP", {"lossless": True}, 0), ("JPEG", {}, 12)]
)
def test_each_format_gives_the_same_picture(kind: str, options: dict[str, object], off: int) -> None:
    image = gradient(40, 24)
    assert np.abs(array_of(file_of(image, kind, **options)) - np.asarray(image)).max() <= off


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_is_turned_as_its_exif_says(orientation: int) -> None:
    """The camera held in any of eight ways: the picture comes out the same."""
    upright = gradient(40, 24)
    steps = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }
    held = upright
    for step in steps.get(orientation, []):
        held = held.transpose(step)
    exif = Image.Exif()
    exif[0x0112] = orientation
    read = read_image(file_of(held, exif=exif))
    assert np.array_equal(np.asarray(read.image), np.asarray(upright))
    assert len(read.notes) == (orientation > 1)


def test_what_is_transparent_lies_on_white() -> None:
    ghost = Image.new("RGBA", (8, 8), (255, 0, 0, 0))
    half = Image.new("RGBA", (8, 8), (0, 0, 0, 128))
    assert (array_of(file_of(ghost)) == 255).all()
    assert (np.abs(array_of(file_of(half)) - 127) <= 1).all()


def test_a_palette_with_a_transparent_colour() -> None:
    image = Image.new("P", (8, 8), 0)
    image.putpalette([10, 20, 30, 200, 100, 50])
    image.putpixel((3, 3), 1)
    found = array_of(file_of(image, transparency=0))
    assert found[0, 0].tolist() == [255, 255, 255]
    assert found[3, 3].tolist() == [200, 100, 50]


@pytest.mark.parametrize(("wide", "narrow"), [(0, 0), (257, 1), (65535, 255), (32768, 128)])
def test_sixteen_bits_become_eight(wide: int, narrow: int) -> None:
    assert (array_of(file_of(Image.fromarray(np.full((8, 8), wide, np.uint16)))) == narrow).all()


def test_grey_one_bit_and_cmyk() -> None:
    assert array_of(file_of(Image.new("L", (8, 8), 77)))[0, 0].tolist() == [77, 77, 77]
    assert array_of(file_of(Image.new("1", (8, 8), 1)))[0, 0].tolist() == [255, 255, 255]
    ink = Image.new("CMYK", (16, 16), (0, 255, 255, 0))  # no cyan, all magenta and yellow: red
    red = array_of(file_of(ink, "JPEG"))[4, 4]
    assert red[0] > 200
    assert red[1:].max() < 60


def test_nothing_but_the_picture_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F] = "the name of a camera"
    image, _, _ = kept_image(file_of(gradient(40, 24), "JPEG", exif=exif, comment=b"a secret"))
    assert b"camera" not in image.content
    assert b"secret" not in image.content
    with Image.open(io.BytesIO(image.content)) as kept:
        assert not kept.getexif()
        assert not kept.info.get("comment")


def test_a_large_one_is_kept_smaller_and_says_so() -> None:
    image, _, notes = kept_image(file_of(gradient(2048, 512)))
    assert (image.width, image.height) == (1024, 256)
    assert "2048 × 512" in notes[0]
    assert "1024 × 256" in notes[0].zh
    assert tuple(loaded(image).shape) == (256, 1024, 3)  # type: ignore[union-attr]


def test_one_picture_has_one_id_however_it_was_sent() -> None:
    image = gradient(40, 24)
    ids = {kept_image(file_of(image, *how)).id for how in [("PNG",), ("PNG",)]}
    ids.add(kept_image(file_of(image, "WEBP", lossless=True)).id)
    assert len(ids) == 1
    turned = gradient(24, 40)
    assert kept_image(file_of(turned)).id not in ids


def animated() -> bytes:
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "blue", "green")]
    return file_of(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)


PNG = file_of(gradient(64, 64))
JPEG = file_of(gradient(64, 64), "JPEG")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a picture"),
        (b"x,y\n1,2\n", "not a picture"),
        (b"\x89PNG\r\n\x1a\n", "cut off"),
        (b"GIF89a" + bytes(100), "not a picture"),
        (PNG[: len(PNG) // 2], "cut off"),
        (JPEG[: len(JPEG) // 2], "cut off"),
        (PNG[:60] + bytes(20) + PNG[80:], "damaged"),
        (header_of(20_000, 20_000), "20000 × 20000"),
        (header_of(2**31 - 1, 2**31 - 1), "2147483647"),
        (header_of(10_001, 8), "10001 × 8"),
        (header_of(6_000, 6_000), "6000 × 6000"),
        (file_of(Image.new("RGB", (1, 1))), "1 × 1 pixels"),
        (file_of(Image.new("RGB", (100, 7))), "100 × 7"),
        (animated(), "animated: 3 frames"),
        (header_of(64, 64), "cut off"),
    ],
)
def test_what_is_none_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(ImageError, match=said) as caught:
        read_image(content)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in caught.value.said.zh)
