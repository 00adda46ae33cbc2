"""The catalogue, one lab, and single frames of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import APIRouter, Response

from lossland.api.holders import ServicesDep
from lossland.api.parameters import plain, uploads_of, validated
from lossland.api.problems import Problem, one_field
from lossland.api.runs import lab_named, no_lab
from lossland.api.schemas import CodeFile, Frame, FrameRequest, Lab, LabSummary, Miniature, Slug
from lossland.lab import LabParams
from lossland.lab.gestures import written
from lossland.lab.illustrations import Illustration
from lossland.lab.references import resolve
from lossland.lab.text import T
from lossland.registry import AnyLab
from lossland.runs.messages import Upload
from lossland.runs.reasons import why

router = APIRouter(prefix="/labs", tags=["labs"])


@router.get("", response_model=list[LabSummary])
async def list_labs(services: ServicesDep) -> Any:
    """All labs in the order of the course."""
    return list((await services.catalogue())["labs"].values())


@router.get("/{slug}", response_model=Lab)
async def get_lab(slug: Slug, services: ServicesDep) -> Response:
    """One lab: schema, presets, layout, figures, first frame, lesson."""
    labs = (await services.catalogue())["labs"]
    if slug not in labs:
        raise one_field(404, "unknown-lab", "lab", slug, no_lab(labs))
    # the catalogue is our own: checking 200 kB of it against the model again would cost more than sending it
    return Response(json.dumps(labs[slug], ensure_ascii=False, separators=(",", ":")), media_type="application/json")


@router.get("/{slug}/thumbnail", response_model=Miniature)
async def get_thumbnail(slug: Slug, services: ServicesDep) -> Response:
    """The lab's main picture at a few moments, for its card in the catalogue."""
    thumbnails = (await services.catalogue())["thumbnails"]
    if thumbnails.get(slug) is None:
        raise one_field(404, "unknown-lab", "lab", slug, no_lab(thumbnails))
    return miniature(thumbnails[slug])


@router.get("/{slug}/illustration", response_model=Miniature)
async def get_illustration(
    slug: Slug, services: ServicesDep, view: str, preset: str | None = None, step: int = 0
) -> Response:
    """A picture that the lab's lessons show, at the address that they give it."""
    shown = (await services.catalogue())["illustrations"]
    address = Illustration(preset, view, step).address
    if slug not in shown:
        raise one_field(404, "unknown-lab", "lab", slug, no_lab(shown))
    if address not in shown[slug]:
        raise one_field(404, "unknown-illustration", "illustration", address, no_illustration(shown[slug]))
    return miniature(shown[slug][address])


def miniature(content: Mapping[str, Any]) -> Response:
    """It may change with the next edit of the lab: to be asked for again."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Response(body, media_type="application/json", headers={"cache-control": "no-cache"})


def no_illustration(shown: Iterable[str]) -> T:
    """Says what the lessons of the lab show."""
    listed = ", ".join(shown)
    return T(
        f"the lessons of this lab show no such picture; allowed: {listed or 'none'}",
        f"这个实验的讲义里没有这幅图；可用：{listed or '无'}",
    )


@router.get("/{slug}/code", response_model=list[CodeFile])
async def get_code(slug: Slug, services: ServicesDep) -> Any:
    """What a lab computes, to be read: its experiment, then the algorithms that it uses."""
    from lossland.source import code

    lab = await lab_named(services, slug)
    return [file._asdict() for file in await asyncio.to_thread(code, lab)]


@router.post("/{slug}/frame", response_model=Frame)
async def draw_frame(slug: Slug, request: FrameRequest, services: ServicesDep) -> Response:
    """One frame of an instant lab, or the start frame of any other."""
    lab = await lab_named(services, slug)
    params = validated(lab, request.params)
    engine = await services.engine()
    names = await uploads_of(services.store, params)

    async def figures_wanted() -> dict[str, Any] | None:
        if not request.figures:
            return None
        return await asyncio.to_thread(figures_of, lab, params, await engine.uploads(names))

    try:
        frame, figures = await asyncio.gather(engine.frame(slug, plain(params), request.seed), figures_wanted())
    except ValueError as error:
        raise Problem(422, "refused", why(error)) from error
    if figures is not None:
        frame = frame[:-1] + b',"figures":' + json.dumps(figures, ensure_ascii=False).encode() + b"}"
    return Response(frame, media_type="application/json")


def figures_of(lab: AnyLab, params: LabParams, uploads: Mapping[str, Upload]) -> dict[str, Any]:
    """The lab's figures as the page takes them; axes may depend on an uploaded table."""
    from lossland.uploads.loaded import loaded

    p = resolve(params, {name: loaded(upload) for name, upload in uploads.items()})
    return written(lab, p)
