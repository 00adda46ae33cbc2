"""Reads BCCD, blood under the microscope with the boxes of its cells in the XML of Pascal VOC.

A folder holds `JPEGImages` and `Annotations`, or the repository's archive `bccd.zip` as it is fetched, which is read
without unpacking it. Where `ImageSets/Main/trainval.txt` says so, the pictures for the test are left alone.
"""

from __future__ import annotations

import io
import zipfile
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from lossland.lab.text import Refused, T
from lossland.models.detecting import Example
from lossland.uploads.pascal_voc import read_annotations

NAMES = ("RBC", "WBC", "Platelets")
ARCHIVE = "bccd.zip"


def read_cells(folder: Path) -> list[Example]:
    """All annotated pictures by name; boxes without area are left out. Raises `Refused` where there are none."""
    root = opened(folder)
    names = annotated(root)
    if not names:
        raise Refused(T(f"{folder} has no Annotations/*.xml", f"{folder} 中没有 Annotations/*.xml"))
    found = []
    for name in names:
        objects = read_annotations((root / "Annotations" / f"{name}.xml").read_text(encoding="utf-8"))
        objects = [one for one in objects if one.box[0] < one.box[2] and one.box[1] < one.box[3]]
        with Image.open(io.BytesIO((root / "JPEGImages" / f"{name}.jpg").read_bytes())) as picture:
            pixels = torch.from_numpy(np.array(picture.convert("RGB"))).permute(2, 0, 1).contiguous()  # (3, H, W)
        boxes = torch.tensor([one.box for one in objects], dtype=torch.float32).reshape(-1, 4)
        labels = torch.tensor([NAMES.index(one.name) for one in objects], dtype=torch.long)
        found.append(Example(pixels, boxes, labels))
    return found


def opened(folder: Path) -> Traversable:
    """The data set's own folder: this one, or BCCD in the archive's only folder."""
    if not (folder / ARCHIVE).exists():
        return folder
    try:
        (top,) = zipfile.Path(folder / ARCHIVE).iterdir()
    except (zipfile.BadZipFile, ValueError):
        raise Refused(T(f"{ARCHIVE} is not the archive of BCCD", f"{ARCHIVE} 不是 BCCD 的压缩包")) from None
    return top / "BCCD"


def annotated(root: Traversable) -> list[str]:
    """Names of the pictures to train on, sorted."""
    annotations = root / "Annotations"
    every = [path.name.removesuffix(".xml") for path in annotations.iterdir()] if annotations.is_dir() else []
    listed = root / "ImageSets" / "Main" / "trainval.txt"
    wanted = set(listed.read_text(encoding="utf-8").split()) if listed.is_file() else set(every)
    return sorted(wanted & set(every))
