"""Data sets and weights that the owner of the machine can fetch."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path

from lossland.api.holders import ServicesDep
from lossland.api.problems import Problem, text_of
from lossland.api.schemas import AssetInfo, Assets
from lossland.api.services import Services
from lossland.assets import listed
from lossland.assets.asset import Asset
from lossland.assets.errors import AssetError, Busy, NoRoom
from lossland.lab.text import T

router = APIRouter(prefix="/assets", tags=["assets"])


def named(name: Annotated[str, Path(max_length=64, examples=["mnist"])]) -> Asset:
    """The asset of the path; 404 says which there are."""
    asset = listed.ASSETS.get(name)
    if asset is None:
        known = ", ".join(listed.ASSETS)
        raise Problem(
            404,
            "unknown-asset",
            T(f"there is no asset {name!r}; there are {known}", f"没有资源 {name!r}；可用：{known}"),
        )
    return asset


def owned(services: ServicesDep) -> Services:
    """The server's parts for its owner: whoever asks on loopback. 403 for all others."""
    if not services.settings.loopback:
        raise Problem(
            403,
            "not-owner",
            T(
                "only the owner of this server may fetch or remove data: `lossland get NAME` on its machine",
                "只有服务器的所有者可以获取或删除数据：在其机器上运行 `lossland get NAME`",
            ),
        )
    return services


AssetDep = Annotated[Asset, Depends(named)]
OwnedDep = Annotated[Services, Depends(owned)]


@router.get("", response_model=Assets)
def list_assets(services: ServicesDep) -> Any:
    """All assets and how each stands. While one is fetched, ask again to follow it."""
    assets = [shown(services, asset) for asset in listed.ASSETS.values()]
    return {"owner": services.settings.loopback, "assets": assets}


@router.post("/{name}", status_code=202, response_model=AssetInfo)
def fetch_asset(services: OwnedDep, asset: AssetDep) -> Any:
    """Begins to fetch an asset, anew where it is here; 409 while it is fetched."""
    try:
        services.fetching.start(asset)
    except Busy as error:
        raise Problem(409, "asset-busy", error.said) from error
    return shown(services, asset)


@router.delete("/{name}", status_code=204)
async def delete_asset(services: OwnedDep, asset: AssetDep) -> None:
    """Removes an asset, or ends its fetching; 404 where there is nothing to remove."""
    try:
        removed = await asyncio.to_thread(services.fetching.remove, asset)
    except NoRoom as error:
        raise Problem(507, "disk-full", error.said) from error
    except AssetError as error:
        raise Problem(409, "asset-busy", error.said) from error
    if not removed:
        raise Problem(404, "no-asset", T(f"{asset.name} is not here", f"{asset.name} 不在此处"))


def shown(services: Services, asset: Asset) -> dict[str, Any]:
    """An asset and how it stands."""
    standing = services.fetching.standing(asset)
    files = [
        {
            "name": file.name,
            "addresses": file.addresses,
            "size": file.size,
            "pinned_by": file.pin.kind,
            "pin": file.pin.value,
        }
        for file in asset.files
    ]
    return {
        "name": asset.name,
        "title": text_of(asset.title),
        "about": text_of(asset.about),
        "kind": asset.kind,
        "format": asset.format,
        "licence": text_of(asset.licence),
        "attribution": text_of(asset.attribution),
        "size": asset.size,
        "limit": asset.limit,
        "files": files,
        "state": standing.state,
        "bytes": standing.bytes,
        "message": None if standing.message is None else text_of(standing.message),
    }
