"""Runs: made, listed, looked at, removed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from lossland.api.holders import OWNER, HolderDep, NewHolderDep, ServicesDep
from lossland.api.parameters import plain, uploads_of, validated
from lossland.api.problems import Problem, one_field
from lossland.api.schemas import Run, RunId, RunPatch, RunRequest
from lossland.api.services import Services
from lossland.lab.numbers import told
from lossland.lab.text import T
from lossland.registry import AnyLab
from lossland.runs.messages import RunState
from lossland.runs.rows import RunRow

router = APIRouter(tags=["runs"])

LIVE: tuple[RunState, ...] = ("queued", "playing")
OPEN: tuple[RunState, ...] = (*LIVE, "paused")


async def run_row(run_id: RunId, services: ServicesDep) -> RunRow:
    """The run of the path; watching is free."""
    return await (await services.engine()).row(run_id)


RunDep = Annotated[RunRow, Depends(run_row)]


async def owned_row(row: RunDep, holder: HolderDep) -> RunRow:
    """The run of the path if it belongs to who asks."""
    if holder not in (row.holder, OWNER):
        raise Problem(
            403,
            "not-owner",
            T(
                f"run {row.id} belongs to somebody else; POST runs/{row.id}/fork makes it yours",
                f"运行 {row.id} 属于他人；POST runs/{row.id}/fork 可得到自己的分支",
            ),
        )
    return row


OwnedDep = Annotated[RunRow, Depends(owned_row)]


def no_lab(labs: Iterable[str]) -> T:
    """Says which labs there are."""
    listed = ", ".join(labs)
    return T(f"there is no such lab; allowed: {listed}", f"没有这个实验；可用：{listed}")


async def lab_named(services: Services, slug: str, *, status: int = 404) -> AnyLab:
    """A lab; 404 (in a body: 422) where there is none of that slug."""
    labs = await (await services.engine()).library.labs()
    if slug not in labs:
        raise one_field(status, "unknown-lab", "lab", slug, no_lab(labs))
    return labs[slug]


async def shown_run(services: Services, row: RunRow) -> dict[str, Any]:
    """A run as it goes out."""
    from lossland.runs.public import public

    return public(row, resumable=await (await services.engine()).library.fits(row))


async def check_limits(services: Services, holder: str, *, opening: bool) -> None:
    """429 where `holder` has as many runs as one may have."""
    settings, store = services.settings, services.store
    checks = [
        (
            await store.count(holder, states=LIVE),
            settings.live_runs,
            T("queued or playing runs; pause or stop one", "个排队或进行中的运行；请暂停或停止一个"),
        ),
        (
            await store.count(None, states=LIVE),
            settings.total_live_runs,
            T("runs going on at this server; try later", "个运行在此服务器上进行；请稍后再试"),
        ),
    ]
    if opening:
        await check_room(services, holder)
        open_runs = await store.count(holder, states=OPEN)
        checks.append(
            (
                open_runs,
                settings.open_runs,
                T("runs that have not ended; stop or delete some", "个未结束的运行；请停止或删除一些"),
            )
        )
    for count, limit, what in checks:
        if count >= limit:
            raise Problem(
                429,
                "too-many-runs",
                T(
                    f"there are {count} {what} (GET /api/v1/runs?state=... lists yours); at most {limit} are allowed",
                    f"已有 {count} {what.zh} (GET /api/v1/runs?state=... 列出你的运行)；最多 {limit} 个",
                ),
            )


async def check_room(services: Services, holder: str) -> None:
    """507 where the store has passed its budget with what cannot be evicted."""
    store = services.store
    if await store.fits():
        return
    await store.evict()
    if await store.fits():
        return
    used = await store.usage(holder)
    total, budget, pinned, going, tables, own = (
        told(size / 1e6) for size in (used.total, store.budget_bytes, used.pinned, used.open, used.tables, used.own)
    )
    raise Problem(
        507,
        "store-full",
        T(
            f"the server keeps {total} MB, of {budget} MB that it may (LOSSLAND_BUDGET_BYTES): {going} MB are runs that have "
            f"not ended, {pinned} MB pinned runs, {tables} MB tables. {own} MB of these are yours: delete some, stop runs "
            "or unpin them (whoever has none asks who runs the server); ended runs without a pin make room by themselves",
            f"服务器已存储 {total} MB，上限为 {budget} MB (LOSSLAND_BUDGET_BYTES)：未结束的运行 {going} MB，已固定的运行 {pinned} MB，"
            f"表格 {tables} MB。其中 {own} MB 属于你：请删除一些、停止运行或取消固定 (若都不属于你，请联系服务器管理员)；已结束且未固定的运行会自动让出空间",
        ),
    )


@router.post("/runs", status_code=201, response_model=Run)
async def create_run(request: RunRequest, services: ServicesDep, holder: NewHolderDep) -> Any:
    """Starts a run of a lab."""
    lab = await lab_named(services, request.lab, status=422)
    if lab.instant:
        detail = T(
            f"{lab.slug} has no steps; POST /api/v1/labs/{lab.slug}/frame draws it",
            f"{lab.slug} 没有步；用 POST /api/v1/labs/{lab.slug}/frame 绘制",
        )
        raise one_field(422, "instant-lab", "lab", lab.slug, detail)
    params = validated(lab, request.params)
    options = request.model_dump(include={"seed", "play", "watched", "device", "name", "speed"})
    most = services.settings.max_steps
    if (request.max_steps or 1) > most:
        raise one_field(
            422, "invalid", "max_steps", request.max_steps, T(f"at most {most} steps are allowed", f"最多 {most} 步")
        )
    engine = await services.engine()
    async with services.creating:
        await check_limits(services, holder, opening=True)
        datasets = await uploads_of(services.store, params)  # here, so that none is deleted in between
        row = await engine.create(
            lab=lab.slug,
            params=plain(params),
            holder=holder,
            datasets=datasets,
            max_steps=request.max_steps or most,
            **options,
        )
    return await shown_run(services, row)


@router.get("/runs", response_model=list[Run])
async def list_runs(
    services: ServicesDep,
    holder: HolderDep,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    state: Annotated[list[RunState] | None, Query(description="Only runs in one of these states.")] = None,
) -> Any:
    """Your runs, the newest first."""
    rows = [] if holder is None else await services.store.runs(holder, states=state, limit=limit)
    engine = await services.engine()
    return [await shown_run(services, engine.shown(row)) for row in rows]


@router.get("/runs/{run_id}", response_model=Run)
async def get_run(row: RunDep, services: ServicesDep) -> Any:
    """One run."""
    return await shown_run(services, row)


@router.patch("/runs/{run_id}", response_model=Run)
async def describe_run(row: OwnedDep, request: RunPatch, services: ServicesDep) -> Any:
    """Names a run or pins it."""
    engine = await services.engine()
    return await shown_run(services, await engine.describe(row.id, **request.model_dump(exclude_unset=True)))


@router.delete("/runs/{run_id}", status_code=204)
async def delete_run(row: OwnedDep, services: ServicesDep) -> None:
    """Ends a run and removes all that is stored of it."""
    await (await services.engine()).delete(row.id)
