"""Any parameters that a lab's schema allows, as hypothesis draws them: each field at its default or anywhere else."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from lossland.registry import AnyLab
from lossland.runs.messages import Image, Table, Upload
from lossland.uploads.pairs import kept_pairs
from lossland.uploads.pictures import kept_pictures
from lossland.uploads.prose import kept_prose
from lossland.uploads.vectors import kept_vectors
from tests.support.kept import kept_vgg
from tests.support.photos import file_of, gradient, zip_of

KINDS = ("table", "image", "pictures", "model", "vectors", "text", "pairs")
UPLOADED = {kind: str(number) * 64 for number, kind in enumerate(KINDS)}
"""The one upload of each kind that references in these parameters may name."""
COLUMNS = ("x", "y", "x1", "x2", "label")
UPLOADS: dict[str, Upload] = {
    UPLOADED["table"]: Table(COLUMNS, 12, (np.arange(60, dtype="<f4") % 7).tobytes()),
    UPLOADED["image"]: Image(40, 24, file_of(gradient(40, 24))),
    UPLOADED["pictures"]: kept_pictures(
        zip_of(
            {f"{name}/{i}.png": file_of(gradient(24 + i, 40 * n)) for n, name in enumerate("abc", 1) for i in range(5)}
        )
    ).pictures,
    UPLOADED["model"]: kept_vgg(),
    UPLOADED["vectors"]: kept_vectors(b"king 1 2 3\nqueen 3 2 1\nman 0 1 2\nwoman 2 1 -1\n")[0],
    UPLOADED["text"]: kept_prose("The king sees the queen. The man sees the woman, who sees nobody. " * 4)[0],
    UPLOADED["pairs"]: kept_pairs("".join(f"mot{k} a\ta word{k}\n" for k in range(24)).encode())[0],
}

Schema = dict[str, Any]
Any_ = st.SearchStrategy[Any]


def parameters(lab: AnyLab) -> Any_:
    """Parameters of a lab that its schema allows, incomplete as a caller may send them."""
    schema = lab.Params.model_json_schema()
    return _of(schema, schema.get("$defs", {}))


def _of(node: Schema, defs: dict[str, Schema]) -> Any_:
    if "$ref" in node:
        return _of(defs[node["$ref"].rpartition("/")[2]], defs)
    if "const" in node:
        return st.just(node["const"])
    if "enum" in node:
        return st.sampled_from(node["enum"])
    options = node.get("oneOf", node.get("anyOf"))
    if options:
        return st.one_of([_of(option, defs) for option in options])
    match node["type"]:
        case "null":
            return st.none()
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(node["minimum"], node["maximum"])
        case "number":
            return _number(node)
        case "string":
            return _text(node)
        case "array":
            return _array(node, defs)
        case _:
            return _object(node, defs)


def _number(node: Schema) -> Any_:
    low, high = (node.get(f"{side}imum", node.get(f"exclusive{side.capitalize()}imum")) for side in ("min", "max"))
    return st.floats(
        low,
        high,
        exclude_min="exclusiveMinimum" in node,
        exclude_max="exclusiveMaximum" in node,
        allow_subnormal=False,
    )


def _text(node: Schema) -> Any_:
    if "pattern" in node:
        return st.just(UPLOADED[node["format"]])
    return st.sampled_from(COLUMNS) | st.text(min_size=node.get("minLength", 0), max_size=node["maxLength"])


def _array(node: Schema, defs: dict[str, Schema]) -> Any_:
    if "prefixItems" in node:
        return st.tuples(*(_of(item, defs) for item in node["prefixItems"])).map(list)
    return st.lists(_of(node["items"], defs), min_size=node.get("minItems", 0), max_size=node["maxItems"])


def _object(node: Schema, defs: dict[str, Schema]) -> Any_:
    fields = {name: _of(field, defs) for name, field in node["properties"].items()}
    needed = {name for name, field in node["properties"].items() if "const" in field} | set(node.get("required", ()))
    return st.fixed_dictionaries(
        {name: field for name, field in fields.items() if name in needed},
        optional={name: field for name, field in fields.items() if name not in needed},
    )
