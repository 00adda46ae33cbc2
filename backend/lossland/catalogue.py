"""The catalogue: what the page shows before any worker is there. `python -m lossland.catalogue OUT` writes it.

Schemas with both languages, presets, layout, metrics, lessons, default figures and frames, for every lab, and small
pictures for its card and its lessons. It carries a fingerprint of the files that each was made from, so that none that
is stale is served.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from lossland import registry
from lossland.lab.gestures import written
from lossland.lab.illustrations import illustrations as shown_in
from lossland.lab.text import T, both, localise
from lossland.labs import PARTS
from lossland.registry import AnyLab

PACKAGE = Path(__file__).parent
_SHARED = (
    *("labs/__init__.py", "lab", "fields", "algorithms", "datasets", "uploads", "registry.py", "catalogue.py"),
    *(f"engine/{name}.py" for name in ("first_frame", "frames", "miniatures", "numerics", "trajectory")),
)


def load(path: Path) -> dict[str, Any]:
    """The catalogue at `path`; labs that have changed since are described anew."""
    return build(json.loads(path.read_bytes()) if path.is_file() else {})


def build(before: Mapping[str, Any] = MappingProxyType({})) -> dict[str, Any]:
    """The catalogue of all labs. What `before` has and still fits is kept; torch is imported for the others alone."""
    marks = fingerprints()
    old, known = before.get("fingerprints", {}), {name: before.get(name, {}) for name in ENTRIES}
    kept = {
        slug
        for slug, mark in marks.items()
        if old.get(slug) == mark and all(slug in entries for entries in known.values())
    }
    if kept == marks.keys() == old.keys():
        return dict(before)
    made = {
        name: {slug: known[name][slug] if slug in kept else entry(lab) for slug, lab in registry.labs().items()}
        for name, entry in ENTRIES.items()
    }
    return {"fingerprints": marks, **made}


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
        "paces": localise(lab.paces),
        "at_once": localise(lab.at_once),
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
    from lossland.engine.miniatures import thumbnail

    return thumbnail(lab)


def illustrations_of(lab: AnyLab) -> dict[str, Any]:
    """What one lab's lessons show, by address, as `GET labs/{slug}/illustration` gives each."""
    from lossland.engine.miniatures import illustrations

    return illustrations(lab, [one for lang in ("en", "zh") for one in shown_in(registry.lesson(lab, lang))])


ENTRIES: Mapping[str, Callable[[AnyLab], Any]] = {
    "labs": describe,
    "thumbnails": thumbnail_of,
    "illustrations": illustrations_of,
}
"""What the catalogue has for every lab."""


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
