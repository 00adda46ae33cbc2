"""Who holds a run. On loopback everybody is the owner; beyond it, a cookie or a bearer token says who asks."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Annotated

from fastapi import Depends, Request, Response

from lossland.api.problems import Problem
from lossland.api.services import Services
from lossland.lab.text import T

COOKIE = "lossland"
OWNER = "owner"
"""The holder of every run on loopback."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")
_YEAR = 365 * 24 * 3600


def services(request: Request) -> Services:
    """The server's parts."""
    found = request.app.state.services
    assert isinstance(found, Services)
    return found


ServicesDep = Annotated[Services, Depends(services)]


def new_token() -> str:
    """A token that cannot be guessed."""
    return secrets.token_urlsafe(32)


def holder_of(token: str) -> str:
    """The holder's name in the store: the token itself is kept nowhere."""
    return hashlib.sha256(token.encode()).hexdigest()[:32]


def token_sent(request: Request) -> str | None:
    """The token of the request, from `Authorization: Bearer` or the cookie."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = bearer.strip() if scheme.lower() == "bearer" else request.cookies.get(COOKIE)
    if token is None or _TOKEN.fullmatch(token):
        return token
    raise Problem(401, "token", T("the token is not one of ours", "令牌无效"), headers={"www-authenticate": "Bearer"})


def holder(request: Request, services: ServicesDep) -> str | None:
    """The holder who asks, None for somebody unknown."""
    if services.settings.loopback:
        return OWNER
    token = token_sent(request)
    return None if token is None else holder_of(token)


def holder_or_new(request: Request, response: Response, services: ServicesDep) -> str:
    """The holder who asks; somebody unknown becomes one and gets a cookie."""
    known = holder(request, services)
    if known is not None:
        return known
    token = new_token()
    response.set_cookie(
        COOKIE, token, max_age=_YEAR, httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )
    return holder_of(token)


HolderDep = Annotated[str | None, Depends(holder)]
NewHolderDep = Annotated[str, Depends(holder_or_new)]
