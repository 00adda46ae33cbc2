"""Who may talk to the server: allowed hosts, same-origin writes; and what the page may do: its security policy."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lossland.api.problems import Problem
from lossland.lab.text import T

POLICY = "; ".join(  # noqa: FLY002 - one directive a line
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # plotly.js writes style attributes and a style element
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """ASGI middleware. A name that merely resolves to this machine is refused: that is how DNS rebinding begins."""

    def __init__(self, app: ASGIApp, host: str, allowed_hosts: Iterable[str]) -> None:
        self.app = app
        names = ("localhost", host, socket.gethostname(), *allowed_hosts)
        self.allowed = {name.lower().removesuffix(".") for name in names}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        problem = self._refusal(scope["method"], headers)
        if problem is not None:
            await problem.response()(scope, receive, send)
            return

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, secured)

    def _refusal(self, method: str, headers: dict[bytes, str]) -> Problem | None:
        host = headers.get(b"host", "")
        if not self._allows(host):
            allowed = ", ".join(sorted(self.allowed))
            return Problem(
                421,
                "host",
                T(
                    f"host {host[:100]!r} is not served here; allowed: {allowed} and IP addresses",
                    f"此处不提供主机 {host[:100]!r}；可用：{allowed} 以及 IP 地址",
                ),
            )
        if method in SAFE:
            return None
        origin = headers.get(b"origin")
        if origin is not None and origin.partition("://")[2].lower() != host.lower():
            return Problem(
                403,
                "origin",
                T(
                    f"origin {origin[:100]!r} may not change anything at {host!r}",
                    f"来源 {origin[:100]!r} 不能更改 {host!r} 上的内容",
                ),
            )
        if headers.get(b"sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return Problem(403, "origin", T("another site may not change anything here", "其他站点不能更改这里的内容"))
        return None

    def _allows(self, host: str) -> bool:
        name = host.lower()
        if name.startswith("["):
            name = name[1:].partition("]")[0]
        elif name.count(":") == 1:
            name = name.partition(":")[0]
        name = name.removesuffix(".")  # the same name, written to its end
        if name in self.allowed:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True
