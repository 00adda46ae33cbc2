"""Text in both languages of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

_TEXTS = core_schema.typed_dict_schema(
    {name: core_schema.typed_dict_field(core_schema.str_schema()) for name in ("en", "zh")}
)
"""The form in which a text travels."""


class T(str):
    """English text that carries its Simplified Chinese translation.

    It is a `str`, so pydantic titles and Plotly figures accept it unchanged; `localise` turns every `T` inside a
    finished structure into what its reader needs.
    """

    zh: str

    def __new__(cls, en: str, zh: str) -> Self:
        self = super().__new__(cls, en)
        self.zh = zh
        return self

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        return str(self), self.zh

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(
            cls, serialization=core_schema.plain_serializer_function_ser_schema(both, return_schema=_TEXTS)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(_TEXTS)


def both(text: T) -> object:
    """`{"en": ..., "zh": ...}`, the form in which text travels to the page."""
    return {"en": str(text), "zh": text.zh}


def in_language(lang: str) -> Callable[[T], object]:
    """A rule for `localise` that keeps one language ("en" or "zh")."""
    return lambda text: text.zh if lang == "zh" else str(text)


def localise(value: object, rule: Callable[[T], object] = both) -> object:
    """A copy of `value` (nested dicts, lists, tuples; named tuples become dicts) in which `rule` has replaced every `T`."""
    if isinstance(value, T):
        return rule(value)
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {str(key): localise(item, rule) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [localise(item, rule) for item in value]
    return value


class Refused(ValueError):
    """Why something cannot be done, in words fit to be shown. A `ValueError`, so that pydantic's validators raise it too."""

    def __init__(self, said: T) -> None:
        super().__init__(said)
        self.said = said
