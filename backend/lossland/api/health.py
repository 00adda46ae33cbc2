"""Whether the server is there, and tokens for whoever has no cookie jar."""

from __future__ import annotations

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
    }


@router.post("/tokens", status_code=201, response_model=Token)
def create_token() -> Any:
    """A token to send as `Authorization: Bearer`: beyond loopback, it holds the runs that are made with it."""
    return {"token": new_token()}
