"""What trained networks find: one route a task, made from its types."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Body, Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile

from lossland.api.holders import ServicesDep
from lossland.api.problems import one_field
from lossland.api.services import Services
from lossland.inference.ask import Ask
from lossland.inference.classify.types import ClassifyAnswer, ClassifyOptions, ClassifyRequest
from lossland.inference.detect.types import DetectAnswer, DetectOptions, DetectRequest
from lossland.inference.nms.types import NmsAnswer, NmsRequest
from lossland.inference.pictures import picture
from lossland.lab.text import T
from lossland.models.card import Task, cards
from lossland.uploads.image import ImageError

router = APIRouter(prefix="/infer", tags=["infer"])
M = TypeVar("M", bound=BaseModel)


def sent(model: type[M]) -> Callable[[Request], Awaitable[M]]:
    """Reads a request of that form from JSON, or from a multipart form whose field `image` is a file."""

    async def read(request: Request) -> M:
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            async with request.form(max_files=1, max_fields=20) as form:
                body: Any = {
                    name: await value.read() if isinstance(value, UploadFile) else value for name, value in form.items()
                }
        else:
            body = await request.json()
        try:
            return model.model_validate(body)
        except ValidationError as error:
            found = [{**each, "loc": ("body", *each["loc"])} for each in error.errors()]
            raise RequestValidationError(found, body=body) from error

    return read


def described(model: type[BaseModel]) -> dict[str, Any]:
    """Both forms of a request, for the OpenAPI description."""
    schema = model.model_json_schema()
    form = {**schema, "properties": {**schema["properties"], "image": {"type": "string", "format": "binary"}}}
    content = {"application/json": {"schema": schema}, "multipart/form-data": {"schema": form}}
    return {"requestBody": {"required": True, "content": content}}


@router.post("/classify", response_model=ClassifyAnswer, openapi_extra=described(ClassifyRequest))
async def infer_classify(
    request: Annotated[ClassifyRequest, Depends(sent(ClassifyRequest))], services: ServicesDep
) -> Any:
    """What is on a picture."""
    allowed(request.model, "classify")
    options = ClassifyOptions(model=request.model, top=request.top)
    return await answered(services, "classify", request.model, options, request.image)


@router.post("/detect", response_model=DetectAnswer, openapi_extra=described(DetectRequest))
async def infer_detect(request: Annotated[DetectRequest, Depends(sent(DetectRequest))], services: ServicesDep) -> Any:
    """What is where on a picture, and which boxes were suppressed by which."""
    allowed(request.model, "detect")
    options = DetectOptions(**request.model_dump(exclude={"image"}))
    return await answered(services, "detect", request.model, options, request.image)


@router.post("/nms", response_model=NmsAnswer)
async def infer_nms(request: Annotated[NmsRequest, Body()], services: ServicesDep) -> Any:
    """Non-maximum suppression: which of these boxes stay, and which go because of which."""
    return await answered(services, "nms", "", request)


def allowed(model: str, task: Task) -> None:
    """422 for a model that does not do this task."""
    known = [card.name for card in cards().values() if card.task == task]
    if model not in known:
        listed = ", ".join(known)
        raise one_field(422, "unknown-model", "model", model, T(f"there are {listed}", f"可用的有 {listed}"))


async def answered(services: Services, task: str, model: str, options: BaseModel, image: bytes | None = None) -> Any:
    """A worker's answer to one question."""
    seen = None
    if image is not None:
        try:
            seen = await asyncio.to_thread(picture, image)
        except ImageError as error:
            raise one_field(422, "image", "image", None, error.said) from error
    return await (await services.engine()).batches.answer(task, model, Ask(options, seen))
