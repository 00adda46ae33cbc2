"""How many examples hypothesis draws for a property: so many in `make test`, ten times as many in `make test-all`."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

EXAMPLES = 100
"""Of a property that does not say otherwise, in the profile that always runs."""

settings.register_profile("always", max_examples=EXAMPLES, derandomize=True, deadline=None, database=None)
settings.register_profile("nightly", max_examples=10 * EXAMPLES, deadline=None, database=None, print_blob=True)


def examples(count: int, **others: Any) -> settings:
    """Settings of a property with so many examples in the profile that always runs."""
    profile = settings.default
    assert profile is not None
    return settings(max_examples=count * profile.max_examples // EXAMPLES, **others)
