"""Validates what a lab is given, and says what a change of it would need."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeGuard

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from lossland.api.problems import FieldError, Problem, Text, field_errors, invalid, one_field, shown
from lossland.lab import LabParams
from lossland.lab.actions import UnknownAction, parse_action
from lossland.lab.params import change_of
from lossland.lab.references import references
from lossland.lab.text import T
from lossland.registry import AnyLab

if TYPE_CHECKING:
    from lossland.store import Store


def validated(lab: AnyLab, params: Mapping[str, Any]) -> LabParams:
    """Complete parameters of `lab`; 422 naming every field that is wrong. `"1"` is not a number here."""
    try:
        return lab.Params.model_validate_json(json.dumps(params), strict=True)
    except ValidationError as error:
        raise invalid(field_errors(error.errors(), params, "params")) from error


def plain(params: LabParams) -> dict[str, Any]:
    """Parameters as JSON values."""
    return params.model_dump(mode="json")


def action_of(lab: AnyLab, action: Mapping[str, Any]) -> dict[str, Any]:
    """One of the lab's actions, checked; 422 otherwise."""
    try:
        checked: dict[str, Any] = parse_action(lab, action).model_dump(mode="json")
    except UnknownAction as error:
        raise one_field(422, "invalid", "action.kind", action.get("kind"), error.said) from error
    except ValidationError as error:
        raise invalid(field_errors(error.errors(), action, "action")) from error
    return checked


def refuse_structural(run: str, old: LabParams, new: LabParams) -> None:
    """409 naming every parameter whose change would need a new start."""
    found = []
    for path, field, value in _changes(old, new):
        title = field.title or path
        zh = getattr(field.title, "zh", title)
        message = Text(en=f"{title} needs a new start", zh=f"更改“{zh}”需要重新开始")
        detail = "structural: start a new run (POST /api/v1/runs) with this value"
        found.append(FieldError(field=f"params.{path}", value=shown(value), detail=detail, message=message))
    if found:
        names = ", ".join(error.field for error in found)
        raise Problem(
            409,
            "structural",
            T(
                f"{names}: run {run} is under way; this needs a new start",
                f"{names}：运行 {run} 正在进行；此更改需要重新开始",
            ),
            found,
        )


def _changes(old: BaseModel, new: BaseModel, prefix: str = "") -> Iterator[tuple[str, FieldInfo, object]]:
    for name, field in type(new).model_fields.items():
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        path = prefix + name
        if _rows(before) and _rows(after) and len(before) == len(after):
            for index, (old_row, new_row) in enumerate(zip(before, after, strict=True)):
                yield from _changes(old_row, new_row, f"{path}.{index}.")
        elif isinstance(after, BaseModel) and type(before) is type(after):
            yield from _changes(before, after, path + ".")
        elif change_of(field) == "structural":
            yield path, field, after.model_dump(mode="json") if isinstance(after, BaseModel) else after


def _rows(value: object) -> TypeGuard[tuple[BaseModel, ...]]:
    """Whether a value is a list of nested parameters."""
    return isinstance(value, tuple) and all(isinstance(item, BaseModel) for item in value)


async def uploads_of(store: Store, params: LabParams) -> list[str]:
    """The ids of the uploads that `params` refer to; 422 where one is not there or is of another kind."""
    found = {str(reference): reference.kind for reference in references(params)}
    for identity, wanted in found.items():
        kind = await store.kind_of(identity)
        if kind is None:
            detail = T("there is no such upload; POST /api/v1/datasets first", "没有这个上传内容，请先上传")
            raise one_field(422, "unknown-dataset", "params", identity, detail)
        if kind != wanted:
            detail = T(
                f"this upload is of the kind {kind}; {wanted} is expected", f"该上传内容是 {kind}；应为 {wanted}"
            )
            raise one_field(422, "unknown-dataset", "params", identity, detail)
    return list(found)
