"""What trained networks find: one route a task, made from its types."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Body, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile

from lossland.api.asked import asked
from lossland.api.datasets import keep
from lossland.api.holders import HolderDep, NewHolderDep, ServicesDep
from lossland.api.problems import one_field
from lossland.api.runs import create_run
from lossland.api.schemas import RunRequest
from lossland.api.services import Services
from lossland.assets.here import files_of, within
from lossland.assets.listed import ASSETS
from lossland.inference.ask import Ask, Unfit
from lossland.inference.classify.types import ClassifyAnswer, ClassifyOptions, ClassifyRequest
from lossland.inference.detect.types import DetectAnswer, DetectOptions, DetectRequest
from lossland.inference.nms.types import NmsAnswer, NmsRequest
from lossland.inference.pictures import picture
from lossland.inference.style.types import StyleAnswer, StyleRequest
from lossland.inference.translate.types import TranslateAnswer, TranslateRequest
from lossland.uploads.image import ImageError, read_image

router = APIRouter(prefix="/infer", tags=["infer"])
M = TypeVar("M", bound=BaseModel)


def sent(model: type[M]) -> Callable[[Request], Awaitable[M]]:
    """Reads a request of that form from JSON, or from a multipart form whose pictures are files."""

    async def read(request: Request) -> M:
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            async with request.form(max_files=2, max_fields=20) as form:
                body: Any = {
                    name: await value.read() if isinstance(value, UploadFile) else value for name, value in form.items()
                }
        else:
            body = json.loads(await request.body() or b"{}")
        try:
            return model.model_validate(body)
        except ValidationError as error:
            found = [{**each, "loc": ("body", *each["loc"])} for each in error.errors()]
            raise RequestValidationError(found, body=body) from error

    return read


def described(model: type[BaseModel]) -> dict[str, Any]:
    """Both forms of a request, for the OpenAPI description."""
    schema = model.model_json_schema()
    files = {
        name: {"type": "string", "format": "binary"}
        for name, field in schema["properties"].items()
        if field.get("contentEncoding") == "base64"
    }
    form = {**schema, "properties": {**schema["properties"], **files}}
    content = {"application/json": {"schema": schema}, "multipart/form-data": {"schema": form}}
    return {"requestBody": {"required": True, "content": content}}


@router.post("/classify", response_model=ClassifyAnswer, openapi_extra=described(ClassifyRequest))
async def infer_classify(
    request: Annotated[ClassifyRequest, Depends(sent(ClassifyRequest))], services: ServicesDep, holder: HolderDep
) -> Any:
    """What is on a picture."""
    model = await asked(services, holder, request.model, "classify")
    options = ClassifyOptions(model=request.model, top=request.top)
    return await answered(services, "classify", model, options, request.image)


@router.post("/detect", response_model=DetectAnswer, openapi_extra=described(DetectRequest))
async def infer_detect(
    request: Annotated[DetectRequest, Depends(sent(DetectRequest))], services: ServicesDep, holder: HolderDep
) -> Any:
    """What is where on a picture, and which boxes were suppressed by which."""
    model = await asked(services, holder, request.model, "detect")
    options = DetectOptions(**request.model_dump(exclude={"image"}))
    return await answered(services, "detect", model, options, request.image)


@router.post("/nms", response_model=NmsAnswer)
async def infer_nms(request: Annotated[NmsRequest, Body()], services: ServicesDep) -> Any:
    """Non-maximum suppression: which of these boxes stay, and which go because of which."""
    return await answered(services, "nms", "", request)


@router.post("/translate", response_model=TranslateAnswer)
async def infer_translate(
    request: Annotated[TranslateRequest, Body()], services: ServicesDep, holder: HolderDep
) -> Any:
    """What texts say in another language, by beam search; with attention and, on request, the search tree."""
    model = await asked(services, holder, request.model, "translate")
    return await answered(services, "translate", model, request)


@router.post("/style", status_code=202, response_model=StyleAnswer, openapi_extra=described(StyleRequest))
async def infer_style(
    request: Annotated[StyleRequest, Depends(sent(StyleRequest))],
    services: ServicesDep,
    holder: NewHolderDep,
    response: Response,
) -> Any:
    """Begins to paint one picture in the style of another. The run is one of the lab `style-transfer`."""
    params: dict[str, Any] = request.model_dump(include={"ratio", "steps", "size", "network", "begin"})
    if request.network in ASSETS:
        with within(services.settings.data_dir):
            files_of(request.network)  # or it is refused before anything is kept
    files = {"content": request.content, "style": request.style}
    for field, content in files.items():  # both, before anything is kept
        with named(field):
            await asyncio.to_thread(read_image, content)
    for field, content in files.items():
        kept = await keep(services, holder, content, f"{field}.png")
        params[field] = {"kind": "sent", "image": kept.id}
    wanted = RunRequest(lab="style-transfer", params={**params, "pictures": "1"}, seed=request.seed, play=True)
    run = await create_run(wanted, services, holder)
    address = f"/api/v1/runs/{run['id']}"
    response.headers["location"] = address
    return {"run": run["id"], "address": address, "result": f"{address}/result.png"}


@contextmanager
def named(field: str) -> Iterator[None]:
    """What is wrong with a picture is said of that field."""
    try:
        yield
    except ImageError as error:
        raise one_field(422, "image", field, None, error.said) from error


async def answered(services: Services, task: str, model: str, options: BaseModel, image: bytes | None = None) -> Any:
    """A worker's answer to one question."""
    seen = None
    if image is not None:
        with named("image"):
            seen = await asyncio.to_thread(picture, image)
    try:
        return await (await services.engine()).batches.answer(task, model, Ask(options, seen))
    except Unfit as error:
        raise one_field(422, "unfit", error.field, None, error.said) from error
