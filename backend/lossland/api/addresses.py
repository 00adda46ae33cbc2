"""One resource, one address: a slash at the end changes nothing, and HEAD answers as GET does, without the body."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Addresses:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            path = scope["path"]
            if path.startswith("/api/") and path.endswith("/"):
                scope = {**scope, "path": path.rstrip("/")}
            if scope["method"] == "HEAD":
                await self._head({**scope, "method": "GET"}, receive, send)
                return
        await self.app(scope, receive, send)

    async def _head(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The start of what GET answers; whatever would follow, perhaps without end, is not waited for."""
        start: asyncio.Future[Message] = asyncio.get_running_loop().create_future()

        async def first(message: Message) -> None:
            if not start.done():
                start.set_result(message)

        answering = asyncio.create_task(self._answer(scope, receive, first))
        await asyncio.wait((answering, start), return_when=asyncio.FIRST_COMPLETED)
        if not start.done():
            await answering  # raises what went wrong
        answering.cancel()
        await asyncio.gather(answering, return_exceptions=True)
        await send(start.result())
        await send({"type": "http.response.body", "body": b""})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)
