"""The HTTP API under `/api/v1` and the page. `from lossland.api import app` gives the ASGI application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fastapi import FastAPI

    app: FastAPI


def __getattr__(name: str) -> Any:
    """`app` is made when it is asked for, with the settings of the environment."""
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from lossland.api.application import create_app

    globals()["app"] = create_app()
    return globals()["app"]
