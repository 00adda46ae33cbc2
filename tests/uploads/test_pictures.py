"""Labelled pictures: folders and IDX files give the pictures and classes that went in; what is wrong is named."""

from __future__ import annotations

import gzip
import io
import unicodedata
import zipfile
from collections import Counter
from contextlib import suppress

import numpy as np
import numpy.typing as npt
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lossland.uploads.archive import ArchiveError
from lossland.uploads.labelled import LabelledPictures
from lossland.uploads.loaded import loaded, size
from lossland.uploads.pictures import as_zip, kept_pictures
from lossland.uploads.received import TooLarge, received
from tests.support.photos import file_of, gradient, idx_of, zip_of
from tests.uploads.test_image import animated, header_of

DOT = file_of(gradient(12, 12))
RNG = np.random.default_rng(0)


def read(content: bytes) -> LabelledPictures:
    value = loaded(kept_pictures(content).pictures)
    assert isinstance(value, LabelledPictures)
    return value


def noise(*shape: int) -> npt.NDArray[np.uint8]:
    return RNG.integers(0, 256, shape, np.uint8)


def grey(values: npt.NDArray[np.uint8]) -> bytes:
    return file_of(Image.fromarray(values))


def test_small_squares_are_kept_as_they_are() -> None:
    pictures = {f"{name}/{i}.png": noise(12, 12, 3) for name in ("b", "a") for i in (10, 9)}
    found = read(zip_of({name: grey(values) for name, values in pictures.items()}))
    assert found.classes == ("a", "b")
    assert found.labels.tolist() == [0, 0, 1, 1]
    order = ["a/9.png", "a/10.png", "b/9.png", "b/10.png"]
    expected = np.stack([pictures[name].transpose(2, 0, 1) for name in order])
    assert np.array_equal(found.pictures.numpy(), expected)
    assert size(found) == expected.nbytes + found.labels.nbytes


def test_digits_in_folders_stay_grey() -> None:
    pictures = {f"{digit}/x.png": noise(28, 28) for digit in (0, 2, 10)}
    found = read(zip_of({name: grey(values) for name, values in pictures.items()}))
    assert found.classes == ("0", "2", "10")
    assert np.array_equal(found.pictures.numpy()[:, 0], np.stack([*pictures.values()]))


def test_a_photograph_is_cut_in_its_middle_and_made_smaller() -> None:
    wide = Image.new("RGB", (600, 300), "red")
    wide.paste("blue", (150, 0, 450, 300))
    content = zip_of({"tall/1.jpg": file_of(gradient(300, 900), "JPEG"), "wide/1.webp": file_of(wide, "WEBP")})
    found = read(content)
    assert found.pictures.shape == (2, 3, 224, 224)
    blue = found.pictures[1].float().mean((1, 2))
    assert blue[2] > 240
    assert blue[0] < 20
    middle = found.pictures[0, 1].float()  # green grows downwards: the middle third of it is left
    assert abs(middle.mean().item() - 127) < 3
    assert 75 < middle[0].mean() < 95
    assert "224 × 224" in kept_pictures(content).notes[0].zh


def test_many_are_kept_smaller() -> None:
    from lossland.uploads import pictures

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "MOST_BYTES", 8 * 3 * 20 * 20 + 100)
        found = read(zip_of({f"{name}/{i}.png": file_of(gradient(40, 50)) for name in "ab" for i in range(4)}))
    assert found.pictures.shape == (8, 3, 20, 20)


@pytest.mark.parametrize("above", ["", "pets/", "home/me/pets/"])
def test_folders_above_the_classes_mean_nothing(above: str) -> None:
    plain = {f"{above}{name}/{i}.png": DOT for name in ("猫", "dog") for i in range(2)}
    folders = {f"{above}猫/": b"", "__MACOSX/": b"", "__MACOSX/._x": b"x", f"{above}.DS_Store": b"x"}
    found = read(zip_of({**({above: b""} if above else {}), **folders, **plain}))
    assert found.classes == ("dog", "猫")


def test_the_same_pictures_have_one_id_in_whatever_order_they_come() -> None:
    files = {f"{name}/{i}.png": grey(noise(9, 9, 3)) for name in "ab" for i in range(3)}
    one = kept_pictures(zip_of(files))
    other = kept_pictures(zip_of(dict(reversed(files.items())), zipfile.ZIP_STORED))
    assert one == other
    swapped = {name.translate(str.maketrans("ab", "ba")): content for name, content in files.items()}
    assert kept_pictures(zip_of(swapped)).id != one.id


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=100).filter(lambda name: name.isprintable() and name.isalnum()),
        st.integers(1, 4),
        min_size=2,
        max_size=8,
    )
)
def test_any_names_and_counts_come_back(counts: dict[str, int]) -> None:
    content = zip_of({f"{name}/{i}.png": DOT for name, n in counts.items() for i in range(n)})
    if len({unicodedata.normalize("NFC", name) for name in counts}) < len(counts):
        with pytest.raises(ArchiveError, match="twice"):
            kept_pictures(content)
        return
    kept = kept_pictures(content).pictures
    found = dict(zip(kept.classes, kept.counts, strict=True))
    assert found == {unicodedata.normalize("NFC", name): n for name, n in counts.items()}


@pytest.mark.parametrize("packed", [False, True])
def test_idx_files_are_kept_as_they_are(packed: bool) -> None:
    pictures, labels = noise(40, 10, 14), RNG.choice(np.array([3, 5, 250], np.uint8), 40)
    files = {"some/labels-idx1-ubyte": idx_of(labels), "pictures": idx_of(pictures), ".DS_Store": b"x"}
    found = read(zip_of({name: gzip.compress(content) if packed else content for name, content in files.items()}))
    assert found.classes == ("3", "5", "250")
    assert found.pictures.dtype == torch.uint8
    for place, value in enumerate((3, 5, 250)):
        assert np.array_equal(found.pictures[found.labels == place, 0].numpy(), pictures[labels == value])
    assert Counter(found.labels.tolist()) == Counter(np.unique(labels, return_inverse=True)[1].tolist())


def idx_pair(pictures: npt.NDArray[np.uint8], labels: npt.NDArray[np.uint8]) -> bytes:
    return zip_of({"x": idx_of(pictures), "y": idx_of(labels)})


TWO = np.array([0, 1], np.uint8)


@pytest.mark.parametrize(
    ("content", "said", "entry"),
    [
        (zip_of({}), "holds no file", ""),
        (zip_of({"a/": b"", "__MACOSX/x": b"x"}), "holds no file", ""),
        (zip_of({"a/1.png": DOT}), "number of classes is 1; 2 to 100", ""),
        (zip_of({"x/a/1.png": DOT, "x/a/2.png": DOT}), "number of classes is 1", ""),
        (zip_of({f"{i}/1.png": DOT for i in range(101)}), "number of classes is 101", ""),
        (zip_of({"1.png": DOT, "2.png": DOT}), "no folder of a class", "1.png"),
        (zip_of({"1.png": DOT, "a/2.png": DOT, "b/2.png": DOT}), "no folder of a class", "1.png"),
        (zip_of({"a/1.png": DOT, "b/old/1.png": DOT}), "no folder of a class", "b/old/1.png"),
        (zip_of({"train/a/1.png": DOT, "test/a/1.png": DOT}), "no folder of a class", "train/a/1.png"),
        (zip_of({"a/1.png": DOT, "b/1.png": DOT, "c/": b""}), "holds no picture", "c"),
        (zip_of({"a/1.png": DOT, "a /1.png": DOT}), "two classes have this name", "a "),
        (zip_of({"a/1.png": DOT, f"{'b' * 10_000}/1.png": DOT}), "1 to 100 visible characters", "b" * 60 + "..."),
        (zip_of({"a/1.png": DOT, "b\u200b/1.png": DOT}), "visible characters", "b\u200b"),
        (zip_of({"a/1.png": DOT, " /1.png": DOT}), "visible characters", " "),
        (zip_of({"a/1.png": DOT, "b/notes.txt": b"hello"}), "not a picture: PNG, JPEG or WebP", "b/notes.txt"),
        (zip_of({"a/1.png": DOT, "b/1.png": DOT[: len(DOT) // 2]}), "damaged or cut off", "b/1.png"),
        (zip_of({"a/1.png": DOT, "b/1.png": b""}), "not a picture", "b/1.png"),
        (zip_of({"a/1.png": DOT, "b/1.webp": animated()}), "animated", "b/1.webp"),
        (zip_of({"a/1.png": DOT, "b/1.png": header_of(20_000, 20_000)}), "20000 × 20000", "b/1.png"),
        (zip_of({"a/1.png": DOT, "b/1.png": zip_of({"c/1.png": DOT})}), "not a picture", "b/1.png"),
        (zip_of({"a/1.png": DOT, "b/1": idx_of(TWO)}), "not a picture", "b/1"),
        (idx_pair(noise(3, 9, 9), TWO), "2 labels for 3 pictures", "y"),
        (idx_pair(noise(2, 9, 9), np.zeros(2, np.uint8)), "number of classes is 1", ""),
        (idx_pair(noise(120, 9, 9), np.arange(120, dtype=np.uint8)), "number of classes is 120", ""),
        (idx_pair(noise(0, 9, 9), TWO[:0]), "number of classes is 0", ""),
        (idx_pair(noise(2, 9, 300), TWO), "8 to 224 a side", "x"),
        (idx_pair(noise(2, 9, 2), TWO), "8 to 224 a side", "x"),
        (idx_pair(TWO, TWO), "two are expected", ""),
        (zip_of({"x": idx_of(noise(2, 9, 9))}), "two are expected", ""),
        (zip_of({"x": idx_of(noise(2, 9, 9)), "y": idx_of(TWO), "z": idx_of(TWO)}), "two are expected", ""),
        (zip_of({"x": idx_of(noise(2, 9, 9)), "y": idx_of(TWO, 9)}), "type 9", "y"),
        (zip_of({"x": idx_of(noise(2, 9, 9))[:-4], "y": idx_of(TWO)}), "2 × 9 × 9 bytes, but 158 follow", "x"),
        (zip_of({"x": idx_of(noise(2, 9, 9)), "y": gzip.compress(idx_of(TWO))[:-2]}), "cut off", "y"),
    ],
)
def test_what_is_wrong_is_named_in_both_languages(content: bytes, said: str, entry: str) -> None:
    with pytest.raises(ArchiveError, match=said) as caught:
        kept_pictures(content)
    assert caught.value.entry == entry
    assert any("\u4e00" <= letter <= "\u9fff" for letter in caught.value.said.zh)


def test_too_many_pictures() -> None:
    with pytest.raises(ArchiveError, match="10,001 files; at most 10,000"):
        kept_pictures(zip_of({f"{i % 2}/{i}": b"x" for i in range(10_001)}, zipfile.ZIP_STORED))


def test_it_is_told_by_its_content_or_by_whoever_sends_it() -> None:
    content = zip_of({"a/1.png": DOT, "b/1.png": DOT})
    assert received(content).upload.kind == "pictures"
    assert received(content, "text/csv").upload.kind == "pictures"
    with pytest.raises(ArchiveError, match="zip is damaged"):
        received(b"x,y\n1,2\n", "application/zip")
    with pytest.raises(TooLarge, match="the zip has"):
        received(content + bytes(20 * 2**20))


@given(st.data())
def test_other_bytes_here_and_there_are_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(zip_of({"a/1.png": DOT, "b/1.png": DOT}, zipfile.ZIP_STORED))
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ArchiveError):
        value = read(bytes(content))
        assert value.pictures.shape[0] == len(value.labels) >= 2


@pytest.mark.parametrize("colours", [1, 3])
def test_as_a_zip_they_are_the_same_once_more(colours: int) -> None:
    shape = (12, 12) if colours == 1 else (12, 12, colours)
    one = kept_pictures(zip_of({f"{name}/{i}.png": grey(noise(*shape)) for name in ("猫", "b") for i in range(11)}))
    assert kept_pictures(as_zip(one.pictures)) == one
    assert as_zip(one.pictures) == as_zip(one.pictures)


def test_nothing_but_the_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F] = "the name of a camera"
    exif[0x0112] = 6
    image = gradient(40, 24)
    held = file_of(image.transpose(Image.Transpose.ROTATE_90), "PNG", exif=exif)
    found = read(zip_of({"a/1.png": held, "b/1.png": file_of(image)}))
    assert torch.equal(found.pictures[0], found.pictures[1])
    with io.BytesIO() as out:
        torch.save(found.pictures, out)
        assert b"camera" not in out.getvalue()
