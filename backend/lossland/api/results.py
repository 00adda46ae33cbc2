"""What a run has made, where that is a picture."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

from fastapi import APIRouter, Response

from lossland.api.figures import frame_of
from lossland.api.holders import ServicesDep
from lossland.api.problems import Problem
from lossland.api.runs import RunDep, lab_named
from lossland.lab.text import T

router = APIRouter(tags=["runs"])


@router.get("/runs/{run_id}/result.png", response_class=Response, responses={200: {"content": {"image/png": {}}}})
async def get_result(row: RunDep, services: ServicesDep) -> Response:
    """The picture that a run has made. 409 until it is done, 404 where its lab makes none."""
    lab = await lab_named(services, row.lab)
    if lab.result is None:
        raise Problem(404, "no-result", T(f"runs of {lab.slug} make no picture", f"{lab.slug} 的运行不生成图片"))
    if row.state != "done":
        raise Problem(
            409,
            "not-done",
            T(
                f"run {row.id} is {row.state} at step {row.step}; its picture is there when it is done",
                f"运行 {row.id} 处于 {row.state}，第 {row.step} 步；完成后才有图片",
            ),
        )
    view, index = lab.result
    arrays = json.loads(await frame_of(services, row, None))["views"][view]
    return Response(await asyncio.to_thread(_png, arrays["images"], index), media_type="image/png")


def _png(packed: dict[str, Any], index: int) -> bytes:
    import numpy as np
    from PIL import Image

    from lossland.uploads.image import as_png

    shape = [int(n) for n in packed["shape"].split(",")]
    pixels = np.frombuffer(base64.b64decode(packed["bdata"]), np.uint8).reshape(shape)
    return as_png(Image.fromarray(pixels[index]))
