"""Pictures of ten classes, fetched and drawn."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
import torch

from lossland.assets import here
from lossland.assets.listed import ASSETS
from lossland.datasets.digits import digit_pictures
from lossland.fields import written
from lossland.fields.written import BLOCK, ShippedWritten, counted, drawn, enlarged, pictures_of
from lossland.lab import Refused

ONE = [[[0.5, 0.1], [0.5, 0.9]]]


def test_a_fifth_of_the_digits_is_kept_for_the_test_and_none_is_in_both() -> None:
    p = pictures_of(ShippedWritten(name="digits"), 60_000, torch.Generator().manual_seed(0))
    assert (len(p.y), len(p.y_test)) == (1438, 359)
    assert len(pictures_of(ShippedWritten(name="digits"), 100, torch.Generator().manual_seed(0)).y) == 100
    every = enlarged(digit_pictures()[0].view(-1, 8, 8)).flatten(1)
    both = torch.cat([p.x, p.x_test]).flatten(1)
    assert torch.equal(both[np.lexsort(both.T.numpy())], every[np.lexsort(every.T.numpy())])


def test_enlarged_counts_keep_their_mean() -> None:
    counts = torch.full((1, 8, 8), 8, dtype=torch.uint8)
    assert set(enlarged(counts).flatten().tolist()) <= {127, 128}


def test_a_drawing_is_the_same_wherever_and_however_large_it_is_drawn() -> None:
    two = [[[0.2, 0.3], [0.5, 0.1], [0.7, 0.4], [0.2, 0.9], [0.8, 0.9]]]
    small = [[[0.6 + 0.3 * x, 0.1 + 0.3 * y] for x, y in stroke] for stroke in two]
    for data in ("digits", "mnist"):
        a, b = (drawn(data, strokes).int() for strokes in (two, small))
        assert int((a - b).abs().max()) <= 40  # a dot of ink at an edge
        assert a.shape == (28, 28)


def test_ink_is_counted_in_blocks_and_reaches_from_edge_to_edge() -> None:
    counts = counted(ONE)
    assert counts.shape == (8, 8)
    assert int(counts.max()) <= BLOCK**2
    assert bool(counts[:, 3:5].sum(1).gt(0).all())
    assert not bool(counts[:, [0, 1, 6, 7]].any())


@pytest.mark.parametrize("data", ["digits", "mnist"])
def test_nothing_drawn_is_black_and_a_dot_is_not(data: written.Form) -> None:
    assert not bool(drawn(data, []).any())
    assert bool(drawn(data, [[[0.3, 0.3]]]).any())


def test_mnists_drawings_have_their_mass_in_the_middle() -> None:
    x = drawn("mnist", [[[0.1, 0.2], [0.9, 0.1], [0.4, 0.9]], [[0.3, 0.5], [0.8, 0.5]]]).float()
    middle = (x.sum(0) @ (torch.arange(28) + 0.5)) / x.sum(), (x.sum(1) @ (torch.arange(28) + 0.5)) / x.sum()
    assert all(abs(float(at) - 14.5) <= 0.6 for at in middle)
    assert int((x > 30).any(1).sum()) <= 21


def idx(values: np.ndarray) -> bytes:
    head = bytes([0, 0, 8, values.ndim]) + b"".join(n.to_bytes(4, "big") for n in values.shape)
    return gzip.compress(head + values.astype(np.uint8).tobytes())


def test_what_is_not_fetched_is_refused_and_what_is_fetched_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(here.VARIABLE, str(tmp_path))
    written._whole.cache_clear()
    with pytest.raises(Refused, match="lossland get mnist") as refused:
        pictures_of(ShippedWritten(name="mnist"), 100, torch.Generator())
    assert "lossland get mnist" in refused.value.said.zh
    folder = tmp_path / "assets" / "mnist"
    folder.mkdir(parents=True)
    rng = np.random.default_rng(0)
    for file in ASSETS["mnist"].files:
        n = 300 if file.name.startswith("train") else 50
        values = rng.integers(0, 256, (n, 28, 28)) if "images" in file.name else rng.integers(0, 10, n)
        (folder / file.name).write_bytes(idx(values))
    monkeypatch.setattr(written, "files_of", lambda name: {f.name: folder / f.name for f in ASSETS[name].files})
    p = pictures_of(ShippedWritten(name="mnist"), 120, torch.Generator())
    assert (p.x.shape, p.y.dtype, len(p.y_test)) == ((120, 28, 28), torch.int64, 50)
    written._whole.cache_clear()
