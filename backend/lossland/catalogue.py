"""The catalogue: what the page shows before any worker is there. `python -m lossland.catalogue OUT` writes it.

Schemas with both languages, presets, layout, metrics, lessons, default figures and frames, for every lab. It carries a
fingerprint of the files that each was made from, so that none that is stale is served.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from lossland import registry
from lossland.lab.gestures import written
from lossland.lab.text import T, both, localise
from lossland.labs import PARTS
from lossland.registry import AnyLab

PACKAGE = Path(__file__).parent
_SHARED = (
    *("labs/__init__.py", "lab", "fields", "algorithms", "datasets", "uploads", "registry.py", "catalogue.py"),
    *(f"engine/{name}.py" for name in ("first_frame", "frames", "numerics", "thumbnail", "trajectory")),
)


def load(path: Path) -> dict[str, Any]:
    """The catalogue at `path`; labs that have changed since are described anew."""
    return build(json.loads(path.read_bytes()) if path.is_file() else {})


def build(before: Mapping[str, Any] = MappingProxyType({})) -> dict[str, Any]:
    """The catalogue of all labs. What `before` has and still fits is kept; torch is imported for the others alone."""
    marks = fingerprints()
    known, old = before.get("labs", {}), before.get("fingerprints", {})
    small = before.get("thumbnails", {})
    kept = {
        slug: known[slug] for slug, mark in marks.items() if slug in known and slug in small and old.get(slug) == mark
    }
    if kept.keys() == marks.keys() == known.keys():
        return dict(before)
    labs = {slug: kept.get(slug) or describe(lab) for slug, lab in registry.labs().items()}
    thumbnails = {slug: small[slug] if slug in kept else thumbnail_of(lab) for slug, lab in registry.labs().items()}
    return {"fingerprints": marks, "labs": labs, "thumbnails": thumbnails}


def fingerprints() -> dict[str, str]:
    """By slug, the hash of the files that a lab's entry is made from: its folder, and what labs share."""
    shared = _hash([PACKAGE / part for part in _SHARED])
    folders = sorted(path.parent for path in (PACKAGE / "labs").glob("*/*/lab.py"))
    return {
        folder.name.replace("_", "-"): sha256((shared + _hash([folder])).encode()).hexdigest()[:16]
        for folder in folders
    }


def _hash(roots: Iterable[Path]) -> str:
    """Of all files in folders, and of single files, which must be there."""
    digest = sha256()
    for root in roots:
        for path in sorted([*root.rglob("*.py"), *root.rglob("*.md")]) if root.is_dir() else [root]:
            digest.update(str(path.relative_to(PACKAGE)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def describe(lab: AnyLab) -> dict[str, Any]:
    """One lab as `GET labs/{slug}` gives it."""
    from lossland.engine.first_frame import first_frame

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
        "drives": lab.drives,
        "speed": lab.speed,
        "top_speed": lab.top_speed,
        "moments": localise(lab.moments),
        "metrics": localise(lab.metrics),
        "actions": actions_schema(lab),
        "predictions": localise(lab.predictions),
        "tour": localise(lab.tour),
        "figures": written(lab, defaults),
        "frame": json.loads(first_frame(lab, plain, 0)),
        "lesson": {lang: registry.lesson(lab, lang) for lang in ("en", "zh")},
    }


def thumbnail_of(lab: AnyLab) -> dict[str, Any] | None:
    """One lab's main picture as `GET labs/{slug}/thumbnail` gives it."""
    from lossland.engine.thumbnail import thumbnail

    return thumbnail(lab)


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
    content = json.dumps(load(out), ensure_ascii=False, separators=(",", ":"))
    out.parent.mkdir(parents=True, exist_ok=True)
    temporary = out.with_name(out.name + ".tmp")
    temporary.write_text(content, encoding="utf-8")
    temporary.replace(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
