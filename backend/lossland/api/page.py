"""The page: built files with their compressed twins, plotly.js from the installed package, one index for all paths."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import importlib.util
import re
import secrets
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from lossland.api.holders import services as services_of
from lossland.api.problems import Problem, nothing_at
from lossland.api.services import STATIC
from lossland.lab.text import T

router = APIRouter(include_in_schema=False)

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
_PLOTLY = re.compile(r"/plotly-[0-9A-Za-z.]+\.js")
_TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
NOT_BUILT = T(
    "the page has not been built: run `make run`, or `npm run build` in frontend/; /api/v1/openapi.json describes the API",
    "页面尚未构建：请运行 `make run`，或在 frontend/ 中运行 `npm run build`；API 说明见 /api/v1/openapi.json",
)


@cache
def _plotly_folder() -> Path:
    found = importlib.util.find_spec("plotly")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


@cache
def plotly_url() -> str:
    """Where this server has plotly.js: the version of the one inside the installed plotly package is in the name."""
    # plotly itself takes 0.1 s to import, its version file says the same
    text = (_plotly_folder() / "offline" / "_plotlyjs_version.py").read_text()
    found = re.search(r'"([0-9][^"]*)"', text)
    assert found is not None
    return f"/plotly-{found[1]}.js"


def compressed_plotly(folder: Path) -> Path:
    """plotly.js gzipped once into `folder`."""
    target = folder / f"{plotly_url()[1:]}.gz"
    if not target.exists():
        content = gzip.compress((_plotly_folder() / "package_data" / "plotly.min.js").read_bytes(), 6)
        temporary = target.with_suffix(f".{secrets.token_hex(4)}.tmp")  # two may make it at once
        try:
            folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)
            temporary.replace(target)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    return target


@router.get("/plotly-{version}.js")
async def plotly_js(request: Request) -> Response:
    """plotly.js, immutable: another version has another name."""
    if request.url.path != plotly_url():
        raise Problem(404, "not-found", T(f"this server has {plotly_url()}", f"此服务器提供 {plotly_url()}"))
    headers = {"cache-control": IMMUTABLE, "vary": "accept-encoding"}
    path = _plotly_folder() / "package_data" / "plotly.min.js"
    if _accepts_gzip(request):
        built = STATIC / f"{plotly_url()[1:]}.gz"
        cache_folder = services_of(request).store.data_dir / "cache"
        with contextlib.suppress(OSError):  # no room for the smaller file: then the larger one is sent
            path = built if built.exists() else await asyncio.to_thread(compressed_plotly, cache_folder)
            headers["content-encoding"] = "gzip"
    return FileResponse(path, headers=headers, media_type="text/javascript")


@router.get("/{path:path}")
def page(path: str, request: Request) -> Response:
    """A built file, or the page itself for every path that looks like one of its own."""
    if path == "api" or path.startswith("api/"):
        raise Problem(404, "not-found", nothing_at(f"/{path}"))
    file = _built(path)
    if file is None:
        if path.startswith("assets/") or "." in path.rpartition("/")[2]:
            raise Problem(404, "not-found", T(f"there is no file /{path[:200]}", f"没有文件 /{path[:200]}"))
        file, path = _built("index.html"), "index.html"
    if file is None:
        raise Problem(404, "not-built", NOT_BUILT)
    headers = {"cache-control": IMMUTABLE if path.startswith("assets/") else REVALIDATE, "vary": "accept-encoding"}
    media_type = _TYPES.get(file.suffix, "application/octet-stream")
    twin = file.with_name(file.name + ".gz")
    if _accepts_gzip(request) and twin.is_file() and twin.stat().st_mtime >= file.stat().st_mtime:
        file, headers["content-encoding"] = twin, "gzip"
    return FileResponse(file, headers=headers, media_type=media_type)


def _built(path: str) -> Path | None:
    """A file below the folder of built files; None for anything else, wherever `..` or a link may lead."""
    if not path or "\0" in path or len(path) > 300:
        return None
    file = (STATIC / path).resolve()
    return file if file.is_relative_to(STATIC.resolve()) and file.is_file() else None


def _accepts_gzip(request: Request) -> bool:
    return "gzip" in request.headers.get("accept-encoding", "")
