from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.inside import TestClient, server


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with server(tmp_path_factory.mktemp("data")) as client:
        yield client
