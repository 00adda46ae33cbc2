"""The ASGI application: routes, checks and errors put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, FastAPI

from lossland.api import (
    assets,
    control,
    datasets,
    events,
    exports,
    figures,
    health,
    infer,
    labs,
    metrics,
    models,
    page,
    pictures,
    problems,
    results,
    runs,
    timeline,
)
from lossland.api.addresses import Addresses
from lossland.api.bodies import BodyCheck
from lossland.api.guard import Guard
from lossland.api.services import Services
from lossland.settings import Settings

if TYPE_CHECKING:
    from lossland.engine.engine import Engine
    from lossland.store import Store

PREFIX = "/api/v1"
DESCRIPTION = (
    "Train real PyTorch over HTTP: create a run, follow its events, change it while it goes on, fork it, "
    "download its metrics, figures and code. Errors are `application/problem+json`."
)


def create_app(
    settings: Settings | None = None,
    make_engine: Callable[[Settings, Store], Engine] | None = None,
    store: Store | None = None,
) -> FastAPI:
    """The application. It closes `store`, or opens one of its own; `make_engine` replaces the engine, for tests."""
    chosen = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        from lossland.store import Store

        opened = store or await Store.open(chosen.data_dir, budget_bytes=chosen.budget_bytes)
        app.state.services = Services(chosen, opened, make_engine)
        app.state.services.start()
        try:
            yield
        finally:
            await app.state.services.close()

    app = FastAPI(
        title="Lossland",
        version=version("lossland"),
        description=DESCRIPTION,
        lifespan=lifespan,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,  # its page loads scripts from elsewhere, which the content security policy forbids
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
        redirect_slashes=False,
    )
    api = APIRouter(prefix=PREFIX, responses=problems.RESPONSES)
    for part in (
        health,
        labs,
        runs,
        control,
        events,
        metrics,
        timeline,
        figures,
        exports,
        results,
        datasets,
        assets,
        pictures,
        infer,
        models,
    ):
        api.include_router(part.router)
    app.include_router(api)
    app.include_router(page.router)
    problems.install(app)
    app.add_middleware(Addresses)
    app.add_middleware(BodyCheck, body_bytes=chosen.body_bytes, upload_bytes=chosen.upload_bytes)
    app.add_middleware(Guard, host=chosen.host, allowed_hosts=chosen.allowed_hosts)
    return app


def openapi() -> dict[str, Any]:
    """The OpenAPI description."""
    return create_app(Settings()).openapi()
