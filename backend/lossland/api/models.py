"""Trained networks: those that ship, those whose weights were fetched, and what somebody kept of a run under a name."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, Field

from lossland.api.asked import identity, kept_row, kept_rows, model_of
from lossland.api.datasets import remove, store
from lossland.api.holders import HolderDep, NewHolderDep, ServicesDep
from lossland.api.problems import Problem, Text, one_field, text_of
from lossland.api.schemas import Request
from lossland.api.services import Services
from lossland.assets.listed import ASSETS
from lossland.assets.place import found
from lossland.lab.numbers import told
from lossland.lab.text import T
from lossland.lab.trained import Task
from lossland.models.card import FOLDER, Card, cards
from lossland.models.names import class_names
from lossland.runs.messages import about
from lossland.runs.rows import DatasetRow

router = APIRouter(prefix="/models", tags=["models"])
NAME = r"^\w[\w .\-]{0,63}$"
ModelName = Annotated[str, Field(pattern=NAME, examples=["my-digits"])]


class KeepRequest(Request):
    """Keep what a run has trained."""

    run: str = Field(max_length=64, pattern="^[A-Za-z0-9_-]+$", description="Its id.")
    name: ModelName = Field(description="How it is asked for: `model` of `POST infer/classify`. At most 64 characters.")
    step: int | None = Field(
        None, ge=0, le=2**53 - 1, description="The keyframe at or before it; without it the newest."
    )


class ModelInfo(BaseModel):
    """A trained network."""

    name: str
    title: Text
    task: Task | None = Field(description="What it can be asked by `POST infer/...`; null where it reads no pictures.")
    classes: list[Text] = Field(description="What its answers mean, by number.")
    parameters: int
    quality: dict[str, float] = Field(description="As measured on what `measured` says.")
    measured: Text
    data: Text
    licence: str
    sha256: str = Field(description="Of its weights.")
    here: bool = Field(description="Whether it can be asked: some have to be fetched first.")
    asset: str | None = Field(description="What has to be fetched for it: `POST assets/NAME`.")
    kept: bool = Field(description="Whether you kept it of a run; then these say of which:")
    id: str | None = Field(None, description="What a lab's model parameter takes.")
    lab: str | None = None
    run: str | None = None
    step: int | None = None
    seed: int | None = None
    params: dict[str, Any] | None = None
    size: int | None = Field(None, description="Bytes of its weights.")
    created: datetime | None = None


def known(name: Annotated[str, Path(max_length=100, examples=["digits"])]) -> str:
    """A name in a path."""
    return name


NameDep = Annotated[str, Depends(known)]


@router.get("", response_model=list[ModelInfo])
async def list_models(services: ServicesDep, holder: HolderDep) -> Any:
    """All trained networks: what you kept, the newest first, then those of the house."""
    kept = [_told(row) for row in await kept_rows(services, holder)]
    return [*kept, *(_carded(services, card) for card in cards().values())]


@router.post("", status_code=201, response_model=ModelInfo)
async def keep_model(request: KeepRequest, services: ServicesDep, holder: NewHolderDep, response: Response) -> Any:
    """Keeps what a run, of yours or of others, has trained at a keyframe. 409 for a name that is taken."""
    model = await model_of(services, request.run, request.step, request.name)
    most = services.settings.upload_bytes
    if len(model.content) > most:
        size, limit = told(len(model.content) / 1e6), told(most / 1e6)
        raise Problem(
            413,
            "too-large",
            T(f"the model has {size} MB; at most {limit} MB are kept", f"模型为 {size} MB；最多保存 {limit} MB"),
        )
    stored = DatasetRow(identity(model), holder, request.name, "model", about(model))
    async with services.creating:
        if request.name in cards() or await kept_row(services, holder, request.name) is not None:
            said = T(f"{request.name} is taken; choose another name", f"{request.name} 已被占用；请换一个名称")
            raise one_field(409, "model-exists", "name", request.name, said)
        await store(services, stored, model)
    response.headers["location"] = f"/api/v1/models/{quote(request.name)}"
    return _told(stored)


@router.get("/{name}", response_model=ModelInfo)
async def get_model(name: NameDep, services: ServicesDep, holder: HolderDep) -> Any:
    """One of them."""
    row = await kept_row(services, holder, name)
    if row is not None:
        return _told(row)
    return _carded(services, _card(name))


@router.get(
    "/{name}/weights.safetensors",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
async def get_weights(name: NameDep, services: ServicesDep, holder: HolderDep) -> Response:
    """Its tensors by name, as a safetensors file."""
    row = await kept_row(services, holder, name)
    if row is not None:
        found = await services.store.dataset(row.id)
        content = None if found is None else found.upload.content
    else:
        path = FOLDER / _card(name).name / "weights.safetensors"
        content = path.read_bytes() if path.exists() else None
    if content is None:
        raise Problem(
            404,
            "no-weights",
            T(
                f"{name} has no safetensors file: its weights are others'",
                f"{name} 没有 safetensors 文件：权重来自他人",
            ),
        )
    plain = re.sub(r"[^A-Za-z0-9._-]", "-", name)
    return Response(
        content,
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="{plain}.safetensors"'},
    )


@router.delete("/{name}", status_code=204)
async def delete_model(name: NameDep, services: ServicesDep, holder: HolderDep) -> None:
    """Removes a model that you kept and from which no run starts."""
    row = await kept_row(services, holder, name)
    if row is None:
        card = _card(name)
        raise Problem(
            403,
            "shipped",
            T(f"{card.name} is not one that you kept; it stays", f"{card.name} 不是你保存的模型；不能删除"),
        )
    assert holder is not None
    await remove(services, holder, row.id)


def _card(name: str) -> Card:
    if name not in cards():
        raise Problem(
            404,
            "unknown-model",
            T(
                f"there is no model {name!r}; GET /api/v1/models lists them",
                f"没有模型 {name!r}；GET /api/v1/models 列出全部",
            ),
        )
    return cards()[name]


def _carded(services: Services, card: Card) -> dict[str, Any]:
    here = not card.asset or found(services.settings.data_dir, ASSETS[card.asset]) is not None
    return {
        "name": card.name,
        "title": text_of(card.title),
        "task": card.task,
        "classes": [text_of(name) for name in card.classes or class_names(card.name)],
        "parameters": card.parameters,
        "quality": card.quality,
        "measured": text_of(card.measured),
        "data": text_of(card.data),
        "licence": card.licence,
        "sha256": card.sha256,
        "here": here,
        "asset": card.asset or None,
        "kept": False,
    }


def _told(row: DatasetRow) -> dict[str, Any]:
    what = row.about
    return {
        **{name: what[name] for name in ("lab", "run", "step", "seed", "params", "task", "parameters", "quality")},
        "name": row.name,
        "title": Text(en=row.name, zh=row.name),
        "classes": [Text(en=en, zh=zh) for en, zh in what["classes"]],
        "measured": Text(
            en=f"the lab's own, at step {told(what['step'])}", zh=f"实验在第 {told(what['step'])} 步的指标"
        ),
        "data": Text(en=f"run {what['run']} of {what['lab']}", zh=f"{what['lab']} 的运行 {what['run']}"),
        "licence": "",
        "sha256": what["sha256"],
        "size": what["size"],
        "here": True,
        "asset": None,
        "kept": True,
        "id": row.id,
        "created": row.created,
    }
