"""Taking assets from disk, the list itself, and what the command prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lossland import cli
from lossland.assets import listed
from lossland.assets.asset import Asset
from lossland.assets.command import in_words
from lossland.assets.errors import AssetError
from lossland.assets.fetch import take
from lossland.assets.place import found
from tests.support.publisher import Publisher, asset_of, file_of, publishing


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as publisher:
        yield publisher


@pytest.fixture
def small(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> Asset:
    """The one asset of the list."""
    asset = asset_of(file_of(publisher, "a.bin", b"aaa"), file_of(publisher, "b.bin", b"b" * 5000))
    monkeypatch.setattr(listed, "ASSETS", {"small": asset})
    return asset


def test_a_folder_that_has_the_files_somewhere(small: Asset, tmp_path: Path) -> None:
    (tmp_path / "from" / "deep" / "er").mkdir(parents=True)
    (tmp_path / "from" / "a.bin").write_bytes(b"aaa")
    (tmp_path / "from" / "deep" / "er" / "b.bin").write_bytes(b"b" * 5000)
    take(small, tmp_path / "data", tmp_path / "from")
    paths = found(tmp_path / "data", small)
    assert paths is not None
    assert paths["b.bin"].read_bytes() == b"b" * 5000


def test_a_file_of_another_name_is_the_one_file_of_its_asset(publisher: Publisher, tmp_path: Path) -> None:
    asset = asset_of(file_of(publisher, "a.bin", b"aaa"))
    (tmp_path / "download (1).bin").write_bytes(b"aaa")
    take(asset, tmp_path, tmp_path / "download (1).bin")
    assert found(tmp_path, asset)


def test_what_cannot_be_taken(small: Asset, tmp_path: Path) -> None:
    source = tmp_path / "from"
    for said in ("does not exist", "there is no b.bin", "a.bin has other content", "b.bin was cut off: 1 of 5000"):
        with pytest.raises(AssetError, match=said):
            take(small, tmp_path / "data", source)
        source.mkdir(exist_ok=True)
        (source / "a.bin").write_bytes(b"aab" if said == "there is no b.bin" else b"aaa")
        if said != "does not exist":
            (source / "b.bin").write_bytes(b"b")
    with pytest.raises(AssetError, match="is no folder"):
        take(small, tmp_path / "data", source / "a.bin")
    assert found(tmp_path / "data", small) is None


def test_the_command_lists_fetches_and_says_what_is_here(
    small: Asset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--data-dir", str(tmp_path)]
    cli.main(["get", *where])
    assert re.search(r"^small +no +5\.0 kB +CC0 +A small one\.$", capsys.readouterr().out, re.MULTILINE)
    cli.main(["get", "small", *where])
    said = capsys.readouterr()
    assert said.out.splitlines() == ["small: 5.0 kB, CC0; nobody", f"small is here: {tmp_path / 'assets' / 'small'}"]
    assert said.err == ""
    cli.main(["get", "small", *where])
    assert "is here already" in capsys.readouterr().out
    cli.main(["get", *where])
    assert re.search(r"^small +yes", capsys.readouterr().out, re.MULTILINE)
    assert found(tmp_path, small)


@pytest.mark.usefixtures("small")
def test_a_terminal_shows_a_bar(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    cli.main(["get", "small", "--data-dir", str(tmp_path)])
    drawn = capsys.readouterr().err
    assert f"[{'#' * 30}] 5.0 kB of 5.0 kB" in drawn
    assert drawn.endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no-such"], "there is no asset 'no-such'; there are small"),
        (["small", "small", "--from", "."], "--from is for one asset"),
        (["--from", "."], "--from needs the name"),
        (["small", "--from", "no-such-place"], "no-such-place does not exist"),
    ],
)
@pytest.mark.usefixtures("small")
def test_what_the_command_cannot_do_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["get", *arguments, "--data-dir", str(tmp_path)])
    assert ended.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_every_entry_of_the_list_says_where_whose_and_how_it_is_checked() -> None:
    wanted = ("mnist", "fashion-mnist", "blood-cells", "paintings", "fastestdet", "vgg19", "tatoeba-fra-eng")
    assert {*wanted, "tatoeba-cmn-eng", "glove"} <= set(listed.ASSETS)
    digits = {"sha256": 64, "md5": 32, "commit": 40}
    for name, asset in listed.ASSETS.items():
        assert name == asset.name
        assert re.fullmatch("[a-z0-9-]+", name)
        assert all((asset.licence.zh, asset.attribution.zh, asset.format, asset.title.zh, asset.about.zh))
        assert len({file.name for file in asset.files}) == len(asset.files)
        for file in asset.files:
            assert re.fullmatch(f"[0-9a-f]{{{digits[file.pin.kind]}}}", file.pin.value)
            assert file.limit > 0
            assert Path(file.name).name == file.name
            assert all(address.startswith("https://") for address in file.addresses)
            assert file.pin.kind != "commit" or all(file.pin.value in address for address in file.addresses)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (69_182_535, "69 MB"),
        (574_673_361, "575 MB"),
        (5 * 10**9, "5.0 GB"),
    ],
)
def test_sizes_in_words(size: int, said: str) -> None:
    assert in_words(size) == said
