"""Looks at request bodies before anything else does: size, nesting, numbers that JSON does not have."""

from __future__ import annotations

import asyncio
import json
import math
import re
from collections.abc import Iterator

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lossland.api.problems import Problem, no_json, one_field
from lossland.lab.text import T

MOST_NESTING = 32
UPLOADS = "/api/v1/datasets"
INFER = "/api/v1/infer/"
"""Below it pictures come as files of a form, or as base64 in JSON."""
# possessive: a string that never ends is given up at once instead of being tried again from each of its quotes
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_UPLOAD_HEAD = 16 * 1024
"""What a multipart body may hold beside the file."""


class BodyCheck:
    """ASGI middleware that reads a body once, checks it and hands it on."""

    def __init__(self, app: ASGIApp, body_bytes: int, upload_bytes: int) -> None:
        self.app = app
        self.body_bytes = body_bytes
        self.upload_bytes = upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        kind = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
        upload = kind == b"multipart/form-data"
        limit = self._limit(scope["path"], upload=upload)
        try:
            body = await _read(receive, headers, limit)
            if body:
                check_kind(scope["path"], kind)
            if body and not upload:
                await asyncio.to_thread(check_json, body)  # a large one takes a while, and others wait for the loop
        except Problem as problem:
            await problem.response()(scope, receive, send)
            return
        await self.app(scope, _replay(body, receive), send)

    def _limit(self, path: str, *, upload: bool) -> int:
        if upload:
            return self.upload_bytes + _UPLOAD_HEAD
        return self.upload_bytes * 4 // 3 + _UPLOAD_HEAD if path.startswith(INFER) else self.body_bytes


async def _read(receive: Receive, headers: dict[bytes, bytes], limit: int) -> bytes:
    length = headers.get(b"content-length", b"0")
    declared = int(length) if length.isdigit() else 0
    body = bytearray()
    more = declared <= limit
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message["type"] == "http.request" and message.get("more_body", False) and len(body) <= limit
    if declared > limit or len(body) > limit:
        size = max(declared, len(body))
        # the rest of the body stays unread: the connection cannot be used again
        raise Problem(
            413,
            "too-large",
            T(
                f"the body has {size} bytes or more; at most {limit} are allowed",
                f"请求体有 {size} 字节或更多；最多 {limit} 字节",
            ),
            headers={"connection": "close"},
        )
    return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def check_kind(path: str, kind: bytes) -> None:
    """415 for a body that is neither JSON nor, where files are uploaded, a form with a file."""
    form, plain = b"multipart/form-data", b"application/json"
    wanted = [form] if path.rstrip("/") == UPLOADS else [plain, form] if path.startswith(INFER) else [plain]
    if kind not in wanted:
        sent = kind.decode("latin-1")[:100] or "nothing"
        listed = " or ".join(each.decode() for each in wanted)
        raise Problem(
            415,
            "unsupported-media-type",
            T(
                f"content-type: {sent} was sent; {listed} is expected here",
                f"content-type：发送的是 {sent}；此处应为 {listed.replace(' or ', ' 或 ')}",
            ),
        )


def check_json(body: bytes) -> None:
    """Raises `Problem` for a body that is no JSON, nests too deep or holds a number or text JSON cannot carry."""
    depth = nesting(body)
    if depth > MOST_NESTING:
        raise Problem(
            422,
            "too-deep",
            T(
                f"the body nests {depth} deep; at most {MOST_NESTING} levels are allowed",
                f"请求体嵌套 {depth} 层；最多 {MOST_NESTING} 层",
            ),
        )
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        wrong = (error.msg, error.pos) if isinstance(error, json.JSONDecodeError) else (str(error), None)
        raise no_json(*wrong) from error
    for path, leaf in leaves(value):
        if isinstance(leaf, float) and not math.isfinite(leaf):
            raise one_field(422, "invalid", path or "body", leaf, T("must be a finite number", "须为有限的数"))
        if isinstance(leaf, str) and not leaf.isascii() and any("\ud800" <= letter <= "\udfff" for letter in leaf):
            raise one_field(
                422, "invalid", path or "body", leaf, T("half a surrogate pair is not text", "半个代理对不是文本")
            )


def nesting(body: bytes) -> int:
    """How deep arrays and objects nest; brackets inside strings do not count."""
    depth = deepest = 0
    for byte in _STRINGS.sub(b"", body):
        if byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every key, text and number with its dotted path."""
    if isinstance(value, dict):
        for key, item in value.items():
            below = f"{path}.{key}" if path else key
            yield below, key
            yield from leaves(item, below)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, f"{path}.{index}" if path else str(index))
    else:
        yield path, value
