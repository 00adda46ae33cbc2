"""Parameters and actions as Python text that needs no pydantic: `Name(field=value, ...)` on `SimpleNamespace`."""

from __future__ import annotations

import ast
import base64
import inspect
import textwrap
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import torch
from pydantic import BaseModel
from torch import Tensor

from lossland.datasets.embedded import Loaded, recording
from lossland.engine.numerics import GlobalRandomness
from lossland.engine.trajectory import start
from lossland.lab import LabParams
from lossland.lab.actions import parse_action
from lossland.lab.references import Ref, resolve
from lossland.lab.trained import KeptModel
from lossland.registry import AnyLab
from lossland.runs.messages import Image, LogEntry, Model, Pairs, Pictures, Prose, Upload, Vectors
from lossland.uploads.labelled import LabelledPictures
from lossland.uploads.loaded import loaded
from lossland.uploads.pairs import loaded_pairs
from lossland.uploads.word_vectors import WordVectors, loaded_vectors

_WIDTH = 100


class Literals:
    """Writes values of one lab and remembers which classes and uploads their text needs."""

    def __init__(self, lab: AnyLab, uploads: Mapping[str, Upload]) -> None:
        self._lab = lab
        self._uploads = uploads
        self._models: dict[str, type[BaseModel]] = {}
        self._referred: dict[str, None] = {}

    def params(self, plain: Mapping[str, Any]) -> str:
        """The lab's parameters."""
        return self._text(self._validated(plain))

    def changes(self, start: Mapping[str, Any], log: Iterable[LogEntry]) -> Iterator[tuple[int, str, str]]:
        """Each entry of the log: its step, its kind, and the action or all parameters that are then in force."""
        now = start
        for entry in log:
            kind, value = entry.control.kind, entry.control.value
            if kind == "params":
                now = {**now, **value}
            yield entry.step, kind, self.params(now) if kind == "params" else self._text(parse_action(self._lab, value))

    def loaded(self, plain: Mapping[str, Any], seed: int) -> list[Loaded]:
        """What the embedded loaders return to this experiment's `start`."""
        device = torch.device("cpu")
        with recording() as calls, GlobalRandomness(seed, device):
            p = self._validated(plain)
            self._lab.adopt(start(self._lab, p, seed, device), p, None)
        return calls

    def heavy(self) -> dict[str, Tensor | dict[str, Tensor]]:
        """The pictures, labelled ones too, the tensors of models and the vectors among the uploads that the values refer to."""
        found: dict[str, Tensor | dict[str, Tensor]] = {}
        for name in self._referred:
            match loaded(self._uploads[name]):
                case Tensor() as picture:
                    found[name] = picture
                case LabelledPictures(pictures=pictures):
                    found[name] = pictures
                case KeptModel(tensors=tensors):
                    found[name] = dict(tensors)
                case WordVectors(E=E):
                    found[name] = E
        return found

    def classes(self, needed: Sequence[type[BaseModel]], heavy: Callable[[str], str]) -> str:
        """The classes that the values are written with and that the code mentions, then the uploads.

        `heavy` writes the expression of what `heavy()` has.
        """
        models = self._models | {model.__name__: model for model in needed}
        parts = [_class(model) for model in models.values()]
        if self._referred:
            entries = "".join(f"    {name!r}: {self._upload(name, heavy)},\n" for name in self._referred)
            parts.append(f"UPLOADS = {{  # by content hash\n{entries}}}\n")
        return "\n\n".join(parts)

    def _validated(self, plain: Mapping[str, Any]) -> LabParams:
        return resolve(
            self._lab.Params.model_validate(plain), {name: loaded(upload) for name, upload in self._uploads.items()}
        )

    def _text(self, value: object, indent: str = "") -> str:
        if isinstance(value, BaseModel):
            model = type(value)
            self._models.setdefault(model.__name__, model)
            inner = indent + "    "
            fields = "".join(
                f"{inner}{name}={self._text(getattr(value, name), inner)},\n" for name in model.model_fields
            )
            return f"{model.__name__}(\n{fields}{indent})"
        if isinstance(value, Ref):
            self._referred[str(value)] = None
            return f"SimpleNamespace(value=UPLOADS[{str(value)!r}])"
        if isinstance(value, tuple):
            return "(" + "".join(self._text(item, indent) + ", " for item in value).rstrip(" ") + ")"
        if isinstance(value, list):
            return "[" + ", ".join(self._text(item, indent) for item in value) + "]"
        return repr(str(value)) if isinstance(value, str) else repr(value)

    def _upload(self, name: str, heavy: Callable[[str], str]) -> str:
        upload = self._uploads[name]
        if isinstance(upload, Image):
            return heavy(name)
        if isinstance(upload, Model):
            told = f"name={upload.name!r}, lab={upload.lab!r}, params={upload.params!r}, classes={upload.classes!r}"
            return f"SimpleNamespace({told}, tensors={heavy(name)})"
        if isinstance(upload, Pictures):
            labels = f"torch.repeat_interleave(torch.tensor({upload.counts!r}))"
            return f"SimpleNamespace(pictures={heavy(name)}, labels={labels}, classes={upload.classes!r})"
        if isinstance(upload, Vectors):
            return f"SimpleNamespace(words={loaded_vectors(upload).words!r}, E={heavy(name)})"
        if isinstance(upload, Prose):
            return f"SimpleNamespace(text={upload.content.decode()!r})"
        if isinstance(upload, Pairs):
            return f"SimpleNamespace(pairs={loaded_pairs(upload).pairs!r})"
        values = f"unpack({packed(upload.content)}, torch.float32, {upload.rows}, {len(upload.columns)})"
        return f"SimpleNamespace(columns={upload.columns!r}, values={values}, classes={upload.classes!r})"


def _class(model: type[BaseModel]) -> str:
    """The model as a bare namespace, with its docstring and whatever plain methods and properties it has."""
    text = textwrap.dedent(inspect.getsource(model))
    node = ast.parse(text).body[0]
    assert isinstance(node, ast.ClassDef)
    lines = text.splitlines()
    body = [f'"""{inspect.cleandoc(model.__doc__ or model.__name__)}"""']
    for item in node.body:
        if isinstance(item, ast.FunctionDef) and not _validates(item):
            first = min([item.lineno, *(decorator.lineno for decorator in item.decorator_list)])
            body.append(textwrap.dedent("\n".join(lines[first - 1 : item.end_lineno])))
    return f"class {model.__name__}(SimpleNamespace):\n" + textwrap.indent("\n\n".join(body), "    ") + "\n"


def _validates(function: ast.FunctionDef) -> bool:
    """Whether pydantic calls this method: values in an export are valid already."""
    texts = [ast.unparse(decorator) for decorator in function.decorator_list]
    return any("validator" in text or "serializer" in text for text in texts)


def literal(value: Any) -> str:
    """Python text of a tensor or of a tuple, list or dict of tensors and plain values. It calls `unpack`."""
    if isinstance(value, tuple):
        return "(" + "".join(literal(item) + ", " for item in value).rstrip(" ") + ")"
    if isinstance(value, list):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {literal(item)}" for key, item in value.items()) + "}"
    if hasattr(value, "untyped_storage"):
        return tensor_literal(value)
    return repr(value)


def tensor_literal(tensor: Tensor) -> str:
    """`unpack("...", torch.float32, 442)`; the base64 text is broken into lines."""
    array = tensor.detach().cpu().contiguous().numpy()
    shape = "".join(f", {size}" for size in tensor.shape)
    return f"unpack({packed(array.tobytes())}, {tensor.dtype}{shape})"


def packed(content: bytes) -> str:
    """Bytes as a string literal: zlib, then base64, broken into lines."""
    text = base64.b64encode(zlib.compress(content, 9)).decode()
    if len(text) <= _WIDTH:
        return repr(text)
    return "\n" + "\n".join(f"    {text[at : at + _WIDTH]!r}" for at in range(0, len(text), _WIDTH))
