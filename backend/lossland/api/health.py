"""Whether the server is there, and tokens for whoever has no cookie jar."""

from __future__ import annotations

import ipaddress
import socket
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter

from lossland.api.holders import ServicesDep, new_token
from lossland.api.page import plotly_url
from lossland.api.schemas import Health, Token

router = APIRouter(tags=["server"])


@router.get("/health", response_model=Health)
def health(services: ServicesDep) -> Any:
    """Version, workers, live runs. Answers at once, also while workers still start."""
    engine = services.engine_now()
    workers = engine.workers if engine else []
    return {
        "version": version("lossland"),
        "plotly_js": plotly_url(),
        "ready": bool(workers),
        "workers": len(workers),
        "device": workers[0].numerics.device if workers else None,
        "live_runs": engine.live_runs if engine else 0,
        "hosts": [*services.settings.allowed_hosts, *own_hosts(services.settings.host, services.settings.loopback)],
    }


@lru_cache(maxsize=8)
def own_hosts(host: str, loopback: bool) -> list[str]:
    """Under which addresses of its own machine the server can be reached by others."""
    if loopback:
        return []
    try:
        everywhere = ipaddress.ip_address(host).is_unspecified
    except ValueError:  # a name
        everywhere = False
    if not everywhere:
        return [host]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outgoing:
        try:
            outgoing.connect(("192.0.2.1", 9))  # sends nothing: the kernel says from which address it would
        except OSError:
            return []
        found: str = outgoing.getsockname()[0]
    return [] if ipaddress.ip_address(found).is_loopback else [found]


@router.post("/tokens", status_code=201, response_model=Token)
def create_token() -> Any:
    """A token to send as `Authorization: Bearer`: beyond loopback, it holds the runs that are made with it."""
    return {"token": new_token()}
