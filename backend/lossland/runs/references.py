"""What a worker answers that lacks what parameters refer to."""

from __future__ import annotations


class AssetsMissing(Exception):
    """`names` are the content hashes of what has to be sent before the same is asked again."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names
