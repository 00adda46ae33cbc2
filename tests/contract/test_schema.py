"""What every lab can be asked for: its parameters as the schema declares them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, create_model

from lossland.api.parameters import refuse_structural
from lossland.api.problems import Problem
from lossland.assets.listed import ASSETS
from lossland.lab import LabParams, Params, T, live, structural
from lossland.registry import AnyLab
from tests.support.registry import ALL, assert_both, every_lab


def assert_travels(text: object, where: str) -> None:
    assert isinstance(text, dict), f"{where}: {text!r} is not in both languages"
    assert text["en"], where
    assert text["zh"], where


def nodes(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property in a JSON schema with its path, those of nested models and unions too."""
    for name, node in schema.get("properties", {}).items():
        yield f"{path}.{name}", node
    for name, definition in schema.get("$defs", {}).items():
        yield from nodes(definition, f"{path}#{name}")


def fields_beside(schema: dict[str, Any], path: str) -> set[str]:
    """The fields of the definition that a path of `nodes` lies in: a row's controls depend on the row."""
    name = path.partition("#")[2].partition(".")[0]
    return set(schema["$defs"][name]["properties"]) if name else set()


def assert_assets(node: dict[str, Any], where: str) -> None:
    """What is to be fetched for an option is in the list, and the option is one."""
    for option, asset in node["x-lossland"].get("assets", {}).items():
        options = node["discriminator"]["mapping"] if "oneOf" in node else node.get("enum", [])
        assert option in options, f"{where} names an asset for {option!r}, which is none of {list(options)}"
        assert asset in ASSETS, f"{where} option {option!r} needs {asset!r}, which is none of {list(ASSETS)}"


SHAPES = {"integer", "number", "boolean", "string", "array", "null", "object"}


@every_lab
def test_its_parameters_are_in_the_declared_subset(lab: AnyLab) -> None:
    for path, node in nodes(lab.Params.model_json_schema()):
        where = f"{lab.slug}{path}"
        if "const" in node:
            continue
        hints = node.get("x-lossland")
        assert hints is not None, f"{where} has none of structural(), live(), view()"
        assert hints["change"] in ("structural", "live", "view"), where
        assert_both(node.get("title"), f"{where} title")
        assert_both(node.get("description"), f"{where} description")
        options = [node, *node.get("anyOf", [])]
        for option in options:
            kind = option.get("type")
            assert kind is None or kind in SHAPES, f"{where}: {kind}"
            if kind in ("integer", "number"):
                low = option.get("minimum", option.get("exclusiveMinimum"))
                high = option.get("maximum", option.get("exclusiveMaximum"))
                assert low is not None, f"{where} has no lower bound"
                assert high is not None, f"{where} has no upper bound"
            if kind == "array":
                assert "maxItems" in option, f"{where} has no maximum length"
                row = option["items"].get("$ref")
                assert row is None or "minItems" in option, f"{where} is a list of objects without a minimum length"
            if kind == "string" and "enum" not in option:
                assert "pattern" in option or "maxLength" in option, f"{where} is free text without a bound"
        for value in node.get("enum", []):
            assert_travels(hints.get("options", {}).get(value), f"{where} option {value!r}")
        for key in ("unit", "group"):
            if key in hints:
                assert_travels(hints[key], f"{where} {key}")
        siblings = fields_beside(lab.Params.model_json_schema(), path) | set(lab.Params.model_fields)
        for other in hints.get("when", {}):
            assert other.split(".")[0] in siblings, f"{where} depends on unknown {other!r}"
        if "row_of" in hints:
            rows = lab.Params.model_json_schema()["properties"][hints["row_of"]]
            assert (node["minimum"], node["maximum"]) == (1, rows["maxItems"]), where
            assert "$ref" in rows["items"], where
        assert_assets(node, where)
        if "library" in hints:
            assert "form" in lab.Params.model_fields, f"{where} has two forms, the lab has none"
            assert set(hints["library"]) == {"factor", "when"}, where


class A(Params):
    kind: Literal["a"] = "a"


class B(Params):
    kind: Literal["b"] = "b"


LABELS = {name: T(name, name) for name in ("a", "b", "c")}


def choices(**assets: str) -> list[dict[str, Any]]:
    """The schemas of a plain choice and of a union with that hint; neither has the option "c", which has a label."""
    hint: Any = structural(options=LABELS, assets=assets)
    union = Annotated[A | B, Field(discriminator="kind")]
    plain = Literal["a", "b"]
    chosen = create_model(
        "Chosen",
        __base__=LabParams,
        p=(plain, Field("a", json_schema_extra=hint)),
        u=(union, Field(A(), json_schema_extra=hint)),
    )
    return list(chosen.model_json_schema()["properties"].values())


def test_an_asset_belongs_to_an_option_and_is_in_the_list() -> None:
    for node in choices(b="mnist"):
        assert node["x-lossland"]["assets"] == {"b": "mnist"}
        assert_assets(node, "chosen")
    for node in choices(b="mnits"):
        with pytest.raises(AssertionError, match="option 'b' needs 'mnits', which is none of"):
            assert_assets(node, "chosen")
    for node in choices(c="mnist"):
        with pytest.raises(AssertionError, match="an asset for 'c', which is none of"):
            assert_assets(node, "chosen")
    with pytest.raises(ValueError, match="assets names 'd', which is none of the options"):
        structural(options=LABELS, assets={"d": "mnist"})
    with pytest.raises(ValueError, match="none of the options"):
        live(assets={"a": "mnist"})


def test_the_switch_between_the_two_forms_looks_the_same_everywhere() -> None:
    forms = [schema["form"] for lab in ALL if "form" in (schema := lab.Params.model_json_schema()["properties"])]
    looks = [(form["title"], form["default"], form["enum"], form["x-lossland"]["options"]) for form in forms]
    assert all(form["x-lossland"]["advanced"] for form in forms)
    assert looks
    assert all(look == looks[0] for look in looks)


def test_a_list_of_objects_changes_as_its_fields_do() -> None:
    """A row's live field is live although adding a row is structural."""

    class Row(Params):
        name: str = Field("a", max_length=9, json_schema_extra=structural())
        rate: float = Field(0.1, ge=0, le=1, json_schema_extra=live())

    class Rows(LabParams):
        rows: tuple[Row, ...] = Field((Row(), Row()), min_length=1, max_length=3, json_schema_extra=structural())

    old = Rows()
    refuse_structural("r", old, Rows(rows=(Row(), Row(rate=0.5))))
    with pytest.raises(Problem, match=r"params\.rows\.1\.name"):
        refuse_structural("r", old, Rows(rows=(Row(), Row(name="b"))))
    with pytest.raises(Problem, match=r"params\.rows:"):
        refuse_structural("r", old, Rows(rows=(Row(),)))
