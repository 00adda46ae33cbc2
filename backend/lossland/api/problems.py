"""Errors as `application/problem+json` (RFC 9457): which field, what value, what is allowed."""

from __future__ import annotations

import json
import logging
import math
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, Field, JsonValue
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from lossland.lab.text import Refused, T, both
from lossland.runs import errors
from lossland.runs.reasons import why
from lossland.store.errors import DiskFull, NoSuchRun, StoreDamaged, is_full

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
_SHOWN = 200


class Text(BaseModel):
    """A text in both languages."""

    en: str
    zh: str


def text_of(text: T) -> Text:
    """A text as it goes out."""
    return Text(en=text, zh=text.zh)


class FieldError(BaseModel):
    """One thing that was wrong."""

    field: str = Field(description="Where: a dotted path into the body, or the name of a parameter or header.")
    value: JsonValue = Field(None, description="What was sent, shortened.")
    detail: str = Field(description="What is allowed.")
    message: Text = Field(description="The same for readers of either language.")


class ProblemBody(BaseModel):
    """Every error has this form."""

    type: str = Field(examples=["urn:lossland:invalid"])
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["params.lr: 99 is not allowed: less than or equal to 10"])
    message: Text = Field(description="The same for readers of either language.")
    errors: list[FieldError] = Field([], examples=[[{"field": "params.lr", "value": 99, "detail": "at most 10"}]])


class Problem(Exception):
    """Raised in a route to answer with an error."""

    def __init__(
        self,
        status: int,
        kind: str,
        detail: T,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.kind = kind
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """The answer. Half a surrogate pair, which no encoding has, becomes a question mark."""
        body = {
            "type": f"urn:lossland:{self.kind}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": str(self.detail),
            "message": both(self.detail),
            "errors": [error.model_dump() for error in self.errors],
        }
        content = json.dumps(body, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
        return Response(content, self.status, self.headers, MEDIA_TYPE)


def one_field(status: int, kind: str, field: str, value: object, detail: T) -> Problem:
    """A problem with one field."""
    error = FieldError(field=field, value=shown(value), detail=detail, message=text_of(detail))
    return Problem(status, kind, T(f"{field}: {detail}", f"{field}：{detail.zh}"), [error])


def nothing_at(path: str) -> T:
    """What a 404 says."""
    path = path[:200]
    return T(
        f"there is nothing at {path}; /api/v1/openapi.json lists all addresses",
        f"{path} 处没有内容；所有地址见 /api/v1/openapi.json",
    )


def shown(value: object) -> JsonValue:
    """A value as it can be shown in an answer: JSON, finite, short."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else str(value)[:_SHOWN]
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    text = value if isinstance(value, str) else json.dumps(value, default=repr, ensure_ascii=False)
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}... ({len(text)} characters)"


ALLOWED_ZH: dict[str, str] = {
    "bool_parsing": "须为 true 或 false",
    "bool_type": "须为 true 或 false",
    "dict_type": "须为对象",
    "extra_forbidden": "没有这个参数",
    "finite_number": "须为有限的数",
    "float_parsing": "须为数字",
    "float_type": "须为数字",
    "greater_than": "须大于 {gt}",
    "greater_than_equal": "须大于或等于 {ge}",
    "int_from_float": "须为整数",
    "int_parsing": "须为整数",
    "int_type": "须为整数",
    "less_than": "须小于 {lt}",
    "less_than_equal": "须小于或等于 {le}",
    "list_type": "须为列表",
    "literal_error": "须为 {expected} 之一",
    "missing": "缺少此项",
    "string_pattern_mismatch": "须符合 {pattern}",
    "string_too_long": "最多 {max_length} 个字符",
    "string_too_short": "至少 {min_length} 个字符",
    "string_type": "须为文本",
    "too_long": "最多 {max_length} 项",
    "too_short": "至少 {min_length} 项",
    "union_tag_invalid": "kind 须为 {expected_tags} 之一",
    "union_tag_not_found": "缺少 kind",
}
"""Pydantic's error types in Chinese; `{}` are filled from the error's context."""


def field_errors(found: Sequence[Mapping[str, Any]], body: object = None, prefix: str = "") -> list[FieldError]:
    """Pydantic's errors as fields. `body` is what was validated: tags of unions are left out of the path."""
    result = []
    for error in found[:20]:
        context = error.get("ctx", {})
        reason = context.get("error")
        said = why(reason) if isinstance(reason, Exception) else T(error["msg"], _zh(error["type"], context))
        detail, message = str(said), text_of(T(_MINUS.sub("−", said), _MINUS.sub("−", said.zh)))
        value = None if error["type"] == "missing" else shown(error.get("input"))
        result.append(FieldError(field=_path(error["loc"], body, prefix), value=value, detail=detail, message=message))
    return result


_MINUS = re.compile(r"(?<![\w.-])-(?=[\d.])")
"""A hyphen before a number."""


def _zh(kind: str, context: Mapping[str, Any]) -> str:
    return ALLOWED_ZH.get(kind, "此值无效").format(**context)


def _path(location: Sequence[int | str], body: object, prefix: str) -> str:
    parts = [prefix] if prefix else []
    entered = False  # whether `body` is an object of which no field has been taken yet, below the top
    for step in location:
        if isinstance(body, Mapping):
            if entered and step == body.get("kind"):
                entered = False
                continue  # the tag that pydantic adds to the path of a union's member
            body = body.get(step)
        elif isinstance(body, list) and isinstance(step, int) and step < len(body):
            body = body[step]
        else:
            body = None
        entered = isinstance(body, Mapping)
        parts.append(str(step))
    return ".".join(parts)


def invalid(found: list[FieldError]) -> Problem:
    """422 for fields that are not as they should be."""
    first = found[0]
    value = "" if first.value is None else f"{json.dumps(first.value, ensure_ascii=False)} is not allowed: "
    zh = "" if first.value is None else f"不允许 {json.dumps(first.value, ensure_ascii=False)}：{first.message.zh}"
    said = T(f"{first.field}: {value}{first.detail}", f"{first.field}：{zh or first.message.zh}")
    return Problem(422, "invalid", said, found)


_SAID: dict[type[Exception], tuple[int, str]] = {
    errors.UnknownRun: (404, "unknown-run"),
    errors.UnknownKeyframe: (404, "unknown-keyframe"),
    errors.RunEnded: (409, "run-ended"),
    errors.NotResumable: (409, "not-resumable"),
    errors.ActionRefused: (422, "refused"),
    errors.StartRefused: (422, "refused"),
    errors.LabFault: (500, "lab-fault"),
    errors.NoWorker: (503, "no-worker"),
    DiskFull: (507, "disk-full"),
    StoreDamaged: (500, "store-damaged"),
}


def disk_full() -> Response:
    """507: what was asked for has not been stored."""
    return Problem(*_SAID[DiskFull], DiskFull().said).response()


def no_json(reason: str, at: int | None) -> Problem:
    """400: from which character on (from 0) the body is no JSON, and what the reader can do about it."""
    reason, _, _ = reason.partition("; use sys.")  # advice for the programmers of the server
    where = T("", "") if at is None else T(f" at character {at + 1}", f" (第 {at + 1} 个字符处)")
    return Problem(400, "malformed", T(f"the body is not JSON{where}: {reason}", f"请求体不是 JSON{where.zh}"))


def _methods(app: FastAPI, path: str) -> list[str]:
    """What is allowed at a path, over all its routes."""
    paths = app.openapi()["paths"]
    found = {
        verb.upper() for template, verbs in paths.items() if compile_path(template)[0].match(path) for verb in verbs
    }
    return sorted(found or {"GET"})  # all that has no description is a page or a file


def install(app: FastAPI) -> None:
    """Makes every error of `app` a problem."""

    @app.exception_handler(Problem)
    async def _problem(_: Request, error: Problem) -> Response:
        return error.response()

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> Response:
        found = error.errors()
        if any(item["type"] == "json_invalid" for item in found):
            return no_json(found[0]["ctx"]["error"], found[0]["loc"][-1]).response()
        for item in found:
            if len(item["loc"]) > 1 or item["loc"] == ("body",):
                item["loc"] = item["loc"][1:] or ("body",)
        return invalid(field_errors(found, error.body)).response()

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        path = request.url.path
        if is_full(error):  # an upload is kept in a temporary file while it is read
            return disk_full()
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers["Allow"] = ", ".join(_methods(app, path))
        allowed = headers.get("Allow", "")
        details = {
            404: nothing_at(path),
            405: T(
                f"{request.method} is not allowed at {path}; allowed: {allowed}",
                f"{path} 不允许 {request.method}；可用：{allowed}",
            ),
        }
        kind = HTTPStatus(error.status_code).name.lower().replace("_", "-")
        detail = details.get(error.status_code, T(str(error.detail), "请求有误"))
        return Problem(error.status_code, kind, detail, headers=headers).response()

    @app.exception_handler(errors.EngineError)
    @app.exception_handler(DiskFull)
    @app.exception_handler(StoreDamaged)
    async def _said(_: Request, error: errors.EngineError | DiskFull | StoreDamaged) -> Response:
        status, kind = _SAID.get(type(error), (409, "refused"))
        if isinstance(error, StoreDamaged):
            logger.error("%s", error)
        return Problem(status, kind, error.said).response()

    @app.exception_handler(Refused)
    async def _refused(_: Request, error: Refused) -> Response:
        return Problem(409, "refused", error.said).response()

    @app.exception_handler(NoSuchRun)
    async def _no_such_run(_: Request, __: NoSuchRun) -> Response:
        said = T("the run has just been deleted", "该运行刚刚被删除")
        return Problem(404, "unknown-run", said).response()

    @app.exception_handler(Exception)
    async def _internal(_: Request, __: Exception) -> Response:
        return Problem(500, "internal", T("the server failed; its log says why", "服务器出错；原因见其日志")).response()


RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": {"description": "What was wrong with the request", "content": {MEDIA_TYPE: {}}, "model": ProblemBody},
    503: {"description": "No worker is there yet", "content": {MEDIA_TYPE: {}}, "model": ProblemBody},
    507: {"description": "The disk or the budget is full", "content": {MEDIA_TYPE: {}}, "model": ProblemBody},
}
