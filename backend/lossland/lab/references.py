"""Parameters that refer to what a user sent, by its content hash: a table today, a picture, a text or a model tomorrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Generic, Self, TypeVar

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from lossland.lab.text import Refused, T

V = TypeVar("V")
M = TypeVar("M")


class Ref(str, Generic[V]):
    """The SHA-256, in hex, of something that was sent. The engine sees to it that `start` finds it in `value`."""

    kind: ClassVar[str]
    """What it is; by this the page knows what to draw for it."""
    value: V | None

    def __new__(cls, digest: str, value: V | None = None) -> Self:
        self = super().__new__(cls, digest)
        self.value = value
        return self

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        as_it_is = core_schema.is_instance_schema(cls)
        from_text = core_schema.no_info_after_validator_function(
            cls, core_schema.str_schema(pattern="^[0-9a-f]{64}$", strict=True)
        )
        return core_schema.json_or_python_schema(
            json_schema=from_text,
            python_schema=core_schema.union_schema([as_it_is, from_text], mode="left_to_right"),
            serialization=core_schema.plain_serializer_function_ser_schema(str, when_used="json"),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "format": cls.kind}


def references(value: object) -> Iterator[Ref[Any]]:
    """Every reference in a parameter model, nested ones too."""
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from references(getattr(value, name))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from references(item)


def resolve(p: M, assets: Mapping[str, object]) -> M:
    """A copy of `p` in which every reference holds its asset; `p` itself where there is none. Refuses what is missing."""
    resolved: M = _resolved(p, assets)
    return resolved


def _resolved(value: Any, assets: Mapping[str, object]) -> Any:
    if isinstance(value, Ref):
        if value not in assets:
            raise Refused(
                T(
                    f"data set {str(value)!r} is not there: it was deleted or never uploaded",
                    f"没有数据集 {str(value)!r}：已被删除或从未上传",
                )
            )
        return type(value)(value, assets[value])
    if isinstance(value, BaseModel):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        changed = {name: new for name, old in fields.items() if (new := _resolved(old, assets)) is not old}
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, list | tuple):
        items = [_resolved(item, assets) for item in value]
        return value if all(new is old for new, old in zip(items, value, strict=True)) else type(value)(items)
    return value
