"""What a hand asks for, as one of a lab's actions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from lossland.lab.lab import A, Experiment
from lossland.lab.text import Refused, T


class UnknownAction(Refused):
    """The lab has no action of that kind; says which it has."""


def parse_action(lab: Experiment[Any, Any, A], value: Mapping[str, Any]) -> A:
    """The action that a JSON object describes; `"1"` is not a number here.

    Raises `UnknownAction`, or `ValidationError` naming every field that is wrong.
    """
    kinds = {kind.model_fields["kind"].default: kind for kind in lab.actions}
    chosen = value.get("kind")
    model = kinds.get(chosen) if isinstance(chosen, str) else None
    if model is None:
        allowed = ", ".join(map(repr, kinds)) or f"{lab.slug} has no actions"
        raise UnknownAction(T(f"allowed: {allowed}", f"可用：{allowed}"))
    return cast(A, model.model_validate_json(json.dumps(value), strict=True))
