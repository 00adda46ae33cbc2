"""Reads BCCD from a folder with `JPEGImages` and, in the XML of Pascal VOC, `Annotations`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image

from lossland.lab.text import Refused, T
from lossland.models.detecting import Example
from lossland.uploads.pascal_voc import read_annotations

NAMES = ("RBC", "WBC", "Platelets")


def read_cells(folder: Path) -> list[Example]:
    """All annotated pictures by name; boxes without area are left out. Raises `Refused` where there are none."""
    annotations = sorted((folder / "Annotations").glob("*.xml"))
    if not annotations:
        raise Refused(T(f"{folder} has no Annotations/*.xml", f"{folder} 中没有 Annotations/*.xml"))
    found = []
    for path in annotations:
        objects = read_annotations(path.read_text(encoding="utf-8"))
        objects = [one for one in objects if one.box[0] < one.box[2] and one.box[1] < one.box[3]]
        with Image.open(folder / "JPEGImages" / f"{path.stem}.jpg") as opened:
            picture = torch.from_numpy(np.array(opened.convert("RGB"))).permute(2, 0, 1).contiguous()  # (3, H, W)
        boxes = torch.tensor([one.box for one in objects], dtype=torch.float32).reshape(-1, 4)
        labels = torch.tensor([NAMES.index(one.name) for one in objects], dtype=torch.long)
        found.append(Example(picture, boxes, labels))
    return found
