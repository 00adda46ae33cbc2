"""Removes every distribution that Lossland does not need to run: the lock also holds what only its tests need.

python docker/prune.py          # lists them
python docker/prune.py --yes    # uninstalls them
"""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distributions, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def needed(name: str, extras: frozenset[str] = frozenset()) -> set[str]:
    """The installed distributions that `name` requires on this platform, itself included."""
    found: set[str] = set()
    waiting = [(canonicalize_name(name), extras)]
    seen = set(waiting)
    while waiting:
        current, wanted = waiting.pop()
        try:
            lines = requires(current) or []
        except PackageNotFoundError:
            continue
        found.add(current)
        for requirement in map(Requirement, lines):
            applies = requirement.marker is None or any(
                requirement.marker.evaluate({"extra": extra}) for extra in ("", *wanted)
            )
            following = (canonicalize_name(requirement.name), frozenset(requirement.extras))
            if applies and following not in seen:
                seen.add(following)
                waiting.append(following)
    return found


def superfluous() -> list[str]:
    """What is installed and not needed; pip itself stays."""
    installed = {canonicalize_name(one.metadata["Name"]) for one in distributions()}
    return sorted(installed - needed("lossland") - {"pip"})


if __name__ == "__main__":
    names = superfluous()
    print("\n".join(names))
    if "--yes" in sys.argv and names:
        subprocess.run([sys.executable, "-m", "pip", "uninstall", "--quiet", "--yes", *names], check=True)  # noqa: S603
