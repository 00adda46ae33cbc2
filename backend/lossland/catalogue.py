"""The catalogue: what the page shows before any worker is there. `python -m lossland.catalogue OUT` writes it.

Schemas with both languages, presets, layout, metrics, lessons, default figures and frames, and the textbook part of the
source, for every lab. It carries a fingerprint of the files it was made from, so that a stale one is not served.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from lossland import registry
from lossland.lab.text import T, both, localise
from lossland.labs import PARTS
from lossland.registry import AnyLab

PACKAGE = Path(__file__).parent
_MADE_FROM = ("labs", "lab", "fields", "algorithms", "datasets", "uploads", "catalogue.py", "source.py")


def load(path: Path) -> dict[str, Any]:
    """The catalogue at `path` where it fits the source, else a new one."""
    if path.is_file():
        found: dict[str, Any] = json.loads(path.read_bytes())
        if found.get("fingerprint") == fingerprint():
            return found
    return build()


def build() -> dict[str, Any]:
    """The catalogue of all labs. Imports torch and draws every lab once."""
    labs = {slug: describe(lab) for slug, lab in registry.labs().items()}
    return {"fingerprint": fingerprint(), "labs": labs}


def fingerprint() -> str:
    """Hash of the files that the catalogue is made from."""
    digest = hashlib.sha256()
    for part in _MADE_FROM:
        root = PACKAGE / part
        for path in sorted([*root.rglob("*.py"), *root.rglob("*.md")]) if root.is_dir() else [root]:
            digest.update(str(path.relative_to(PACKAGE)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def describe(lab: AnyLab) -> dict[str, Any]:
    """One lab as `GET labs/{slug}` gives it."""
    from lossland.engine.first_frame import first_frame
    from lossland.source import textbook

    defaults = lab.Params()
    plain = defaults.model_dump(mode="json")
    return {
        "slug": lab.slug,
        "part": lab.part,
        "title": both(lab.title),
        "part_title": both(PARTS[lab.part]),
        "summary": both(lab.summary),
        "question": both(lab.question),
        "topics": localise(lab.topics),
        "instant": lab.instant,
        "schema": schema(lab),
        "defaults": plain,
        "presets": localise(lab.presets),
        "layout": localise(lab.layout),
        "speed": lab.speed,
        "metrics": localise(lab.metrics),
        "actions": actions_schema(lab),
        "predictions": localise(lab.predictions),
        "tour": localise(lab.tour),
        "figures": {name: figure.model_dump(mode="json") for name, figure in lab.figures(defaults).items()},
        "frame": json.loads(first_frame(lab, plain, 0)),
        "lesson": {lang: registry.lesson(lab, lang) for lang in ("en", "zh")},
        "source": textbook(lab),
    }


def schema(lab: AnyLab) -> dict[str, Any]:
    """JSON Schema of the parameters; every property's `x-lossland` holds its hints and its texts in both languages."""
    found: dict[str, Any] = _bilingual(lab.Params.model_json_schema())
    return found


def actions_schema(lab: AnyLab) -> dict[str, Any] | None:
    """JSON Schema of the lab's actions, told apart by `kind`; None where it has none."""
    if not lab.actions:
        return None
    union: Any = lab.actions[0]
    for action in lab.actions[1:]:
        union = union | action
    found: dict[str, Any] = _bilingual(TypeAdapter(union).json_schema())
    return found


def _bilingual(value: Any) -> Any:
    """English in `title` and `description`, both languages in `x-lossland`."""
    if isinstance(value, list | tuple):
        return [_bilingual(item) for item in value]
    if isinstance(value, T):
        return str(value)
    if not isinstance(value, dict):
        return value
    plain = {str(key): _bilingual(item) for key, item in value.items() if key != "x-lossland"}
    texts = {key: both(value[key]) for key in ("title", "description") if isinstance(value.get(key), T)}
    hints = {**localise_hints(value.get("x-lossland", {})), **texts}
    return {**plain, "x-lossland": hints} if hints else plain


def localise_hints(hints: Any) -> dict[str, Any]:
    """Hints with their texts as `{"en", "zh"}`."""
    plain = localise(hints)
    assert isinstance(plain, dict)
    return plain


def main(out: Path) -> None:
    """Writes the catalogue to `out`."""
    content = json.dumps(build(), ensure_ascii=False, separators=(",", ":"))
    out.parent.mkdir(parents=True, exist_ok=True)
    temporary = out.with_name(out.name + ".tmp")
    temporary.write_text(content, encoding="utf-8")
    temporary.replace(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
