"""Labelled pictures that somebody sends as a zip: a folder for each class, or two IDX files, pictures and their labels.

Photographs are cut to a square in their middle and kept at most 224 pixels a side, what networks for ImageNet look at;
at a smaller side where they would take too much memory together. Pictures of IDX files are kept as they are.
"""

from __future__ import annotations

import hashlib
import io
import math
import re
import zipfile
import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow
from PIL import ImageOps

from lossland.lab.text import T
from lossland.runs.messages import Pictures
from lossland.uploads.archive import Archive, ArchiveError, Entry
from lossland.uploads.idx import is_idx, read_idx, unpacked
from lossland.uploads.image import LEAST_SIDE, ImageError, as_png, looks, read_image

LEAST_CLASSES, MOST_CLASSES = 2, 100
MOST_NAME = 100
"""Characters in the name of a class."""
MOST_PICTURES = 10_000
"""In folders; of IDX files the bytes are counted alone."""
MOST_BYTES = 128 * 2**20
"""Of all pictures together, as they lie in memory."""
KEPT_SIDE = 224
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Of every file in a zip, so that the same pictures give the same bytes."""
_GREY = frozenset({"1", "L", "LA", "I", "I;16", "I;16B", "I;16L"})

Pixels = npt.NDArray[np.uint8]


class Kept(NamedTuple):
    """Labelled pictures as they are kept."""

    pictures: Pictures
    id: str
    """SHA-256 of names, sizes and pixels, in hex."""
    notes: tuple[T, ...]


def kept_pictures(content: bytes) -> Kept:
    """The labelled pictures in a zip. Raises `ArchiveError`."""
    archive = Archive(content)
    if not archive.files:
        raise ArchiveError(
            T("the zip holds no file; a folder for each class is expected", "压缩包中没有文件；应为每类一个文件夹")
        )
    heads = [archive.read(entry, 4) for entry in archive.files]
    return _from_idx(archive) if all(map(is_idx, heads)) else _from_folders(archive)


def as_zip(pictures: Pictures) -> bytes:
    """Labelled pictures as a zip of PNG, a folder for each class: sent again it has the same id, if sides are equal."""
    raw = np.frombuffer(zlib.decompress(pictures.content), np.uint8)
    pixels = raw.reshape(-1, pictures.channels, pictures.height, pictures.width).transpose(0, 2, 3, 1)
    places = [(name, i) for name, n in zip(pictures.classes, pictures.counts, strict=True) for i in range(1, n + 1)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for (name, i), values in zip(places, pixels, strict=True):
            image = Pillow.fromarray(values[..., 0] if pictures.channels == 1 else values)
            archive.writestr(zipfile.ZipInfo(f"{name}/{i}.png", _MOMENT), as_png(image))
    return out.getvalue()


def _from_idx(archive: Archive) -> Kept:
    """Pictures (n, h, w) and labels (n,), in whichever order the zip has them."""
    files = {}
    for entry in archive.files[:3]:
        plain = unpacked(archive.read(entry), entry.name, MOST_BYTES + 16)
        files[entry.name] = read_idx(plain, entry.name)
    by_axes = {values.ndim: name for name, values in files.items()}
    if len(archive.files) != 2 or set(by_axes) != {1, 3}:
        raise ArchiveError(
            T(
                "of IDX files two are expected: pictures (three axes) and labels (one axis)",
                "IDX 文件应有两个：图片 (三个轴) 和标签 (一个轴)",
            )
        )
    pictures, labels = files[by_axes[3]], files[by_axes[1]]
    n, h, w = pictures.shape
    if len(labels) != n:
        raise ArchiveError(
            T(f"there are {len(labels)} labels for {n} pictures", f"{n} 张图片却有 {len(labels)} 个标签"), by_axes[1]
        )
    if n * h * w > MOST_BYTES or min(h, w) < LEAST_SIDE or max(h, w) > KEPT_SIDE:
        raise ArchiveError(
            T(
                f"there are {n:,} pictures of {h} × {w}; {LEAST_SIDE} to {KEPT_SIDE} a side and {MOST_BYTES:,} pixels in all are allowed",
                f"有 {n:,} 张 {h} × {w} 的图片；每边允许 {LEAST_SIDE} 到 {KEPT_SIDE} 像素，总共最多 {MOST_BYTES:,} 像素",
            ),
            by_axes[3],
        )
    values, counts = np.unique(labels, return_counts=True)
    _check_count(len(values))
    names = tuple(map(str, values.tolist()))
    return _kept(names, counts.tolist(), pictures[np.argsort(labels, kind="stable"), None], ())


def _from_folders(archive: Archive) -> Kept:
    """A folder for each class, all of them in the same one."""
    classes = _by_class(archive)
    files = [file for members in classes.values() for file in members]
    looked = {file.path: _looks(archive, file) for file in files}
    channels = 1 if all(mode in _GREY for _, mode in looked.values()) else 3
    largest = max(min(size) for size, _ in looked.values())
    side = min(KEPT_SIDE, largest, math.isqrt(MOST_BYTES // (channels * len(files))))
    pixels = np.empty((len(files), channels, side, side), np.uint8)
    for place, file in zip(pixels, files, strict=True):
        place[:] = _square(archive, file, side, channels)
    notes = []
    if any(size != (side, side) for size, _ in looked.values()):
        notes.append(
            T(
                f"Every picture was cut to a square in its middle and kept at {side} × {side} pixels.",
                f"每张图片都从中间裁成正方形，保存为 {side} × {side} 像素。",
            )
        )
    return _kept(tuple(classes), [len(members) for members in classes.values()], pixels, notes)


def _by_class(archive: Archive) -> dict[str, list[Entry]]:
    """The files of each class by its name, both in the order in which people count."""
    files = archive.files
    if len(files) > MOST_PICTURES:
        raise ArchiveError(
            T(
                f"there are {len(files):,} files; at most {MOST_PICTURES:,} are allowed",
                f"有 {len(files):,} 个文件；最多 {MOST_PICTURES:,} 个",
            )
        )
    folders = {file.path[:-1] for file in files}
    folders |= {entry.path for entry in archive.entries if entry.folder and not _holds(entry.path, folders)}
    if len(folders) == 1 and () not in folders:
        _check_count(1)
    root = _shared(folders)
    for file in files:
        if len(file.path) != root + 2:
            raise ArchiveError(
                T("lies in no folder of a class; class/picture is expected", "不在某个类别的文件夹中；应为 类别/图片"),
                file.name,
            )
    found: dict[str, tuple[tuple[str, ...], list[Entry]]] = {}
    for folder in sorted(folders, key=lambda path: _counted(path[-1])):
        name = folder[-1].strip()
        members = sorted((file for file in files if file.path[:-1] == folder), key=lambda file: _counted(file.path[-1]))
        _check_name(name, folder)
        if not members:
            raise ArchiveError(T("the folder holds no picture", "文件夹中没有图片"), "/".join(folder))
        if name in found:
            raise ArchiveError(T("two classes have this name", "两个类别同名"), "/".join(folder))
        found[name] = folder, members
    _check_count(len(found))
    return {name: members for name, (_, members) in found.items()}


def _holds(folder: tuple[str, ...], others: set[tuple[str, ...]]) -> bool:
    return any(other[: len(folder)] == folder for other in others)


def _shared(folders: set[tuple[str, ...]]) -> int:
    """How many folders all of them lie in."""
    return next(
        (i for i, parts in enumerate(zip(*folders, strict=False)) if len(set(parts)) > 1), min(map(len, folders))
    )


def _counted(name: str) -> list[tuple[int, str]]:
    """A key by which 2 comes before 10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"([0-9]{1,9})", name)]


def _check_name(name: str, folder: Sequence[str]) -> None:
    if not 1 <= len(name) <= MOST_NAME or not name.isprintable():
        raise ArchiveError(
            T(
                f"a class has a name of 1 to {MOST_NAME} visible characters; this one has {len(name):,}",
                f"类别名应为 1 到 {MOST_NAME} 个可见字符；此处有 {len(name):,} 个",
            ),
            "/".join(folder) or "/",
        )


def _check_count(classes: int) -> None:
    if not LEAST_CLASSES <= classes <= MOST_CLASSES:
        raise ArchiveError(
            T(
                f"the number of classes is {classes}; {LEAST_CLASSES} to {MOST_CLASSES} are allowed",
                f"类别数为 {classes}；允许 {LEAST_CLASSES} 到 {MOST_CLASSES} 个",
            )
        )


def _looks(archive: Archive, file: Entry) -> tuple[tuple[int, int], str]:
    """Size and mode, looked at before the pixels are unpacked."""
    try:
        return looks(archive.read(file))
    except ImageError as error:
        raise ArchiveError(error.said, file.name) from error


def _square(archive: Archive, file: Entry, side: int, channels: int) -> Pixels:
    """(channels, side, side)."""
    try:
        upright = read_image(archive.read(file)).image
    except ImageError as error:
        raise ArchiveError(error.said, file.name) from error
    cut = ImageOps.fit(upright, (side, side), Pillow.Resampling.LANCZOS)
    values = np.asarray(cut.convert("L") if channels == 1 else cut).reshape(side, side, channels)
    return values.transpose(2, 0, 1)


def _kept(classes: tuple[str, ...], counts: Sequence[int], pixels: Pixels, notes: Sequence[T]) -> Kept:
    raw = np.ascontiguousarray(pixels).tobytes()
    channels, height, width = pixels.shape[1:]
    told = f"pictures {channels} {height} {width} {list(classes)!r} {list(counts)}\0"
    digest = hashlib.sha256(told.encode() + raw)
    packed = zlib.compress(raw, 1)
    return Kept(Pictures(classes, tuple(counts), channels, height, width, packed), digest.hexdigest(), tuple(notes))
