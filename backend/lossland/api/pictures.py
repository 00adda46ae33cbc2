"""Pictures to look at: those that ship, and those that were uploaded."""

from __future__ import annotations

import asyncio
import io
import re
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from lossland.api.holders import ServicesDep
from lossland.api.problems import Problem
from lossland.api.services import Services
from lossland.lab.text import T
from lossland.runs.messages import Image

router = APIRouter(prefix="/pictures", tags=["datasets"])
Name = Annotated[str, Path(max_length=64, description="The name of a picture that ships, or the id of an upload.")]
Size = Annotated[int | None, Query(ge=16, le=1024, description="Most pixels of the longer side; as it is without.")]


@router.get("/{name}", response_class=Response, responses={200: {"content": {"image/png": {}}}})
async def get_picture(name: Name, services: ServicesDep, size: Size = None) -> Response:
    """A picture as PNG."""
    content = await _content(services, name)
    if content is None:
        raise Problem(404, "unknown-picture", T(f"there is no picture {name!r}", f"没有图片 {name!r}"))
    png = await asyncio.to_thread(_png, content, size)
    return Response(png, media_type="image/png", headers={"cache-control": "private, max-age=86400"})


async def _content(services: Services, name: str) -> bytes | None:
    """The file of a picture; None where there is none of that name."""
    if re.fullmatch(r"[0-9a-f]{64}", name):
        found = await services.store.dataset(name)
        return found.upload.content if found is not None and isinstance(found.upload, Image) else None
    return await asyncio.to_thread(_shipped, name)


def _shipped(name: str) -> bytes | None:
    from PIL import Image as Pillow

    from lossland.datasets.paintings import PAINTINGS, painting
    from lossland.datasets.photographs import PHOTOGRAPHS, photograph_file
    from lossland.uploads.image import as_png

    if name in PAINTINGS:
        return as_png(Pillow.fromarray(painting(name).numpy()))
    return photograph_file(name).read_bytes() if name in PHOTOGRAPHS else None


def _png(content: bytes, size: int | None) -> bytes:
    from PIL import Image as Pillow

    from lossland.uploads.image import as_png

    with Pillow.open(io.BytesIO(content)) as opened:
        image = opened.convert("RGB")
    if size is not None:
        image.thumbnail((size, size))
    return as_png(image)
