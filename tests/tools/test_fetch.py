"""Archives that are not the pinned ones never enter the cache; the catalog lists every file."""

import hashlib
import io
import os
import shutil
import tarfile
import tomllib
from pathlib import Path

import pytest
from tools.build_geodata import catalog
from tools.build_geodata import fetch as fetching
from tools.build_geodata.__main__ import _differences
from tools.build_geodata.fetch import Package, Registry, fetch, member


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive that "npm" would send."""
    sent = tmp_path / "registry" / "map-1.0.tgz"
    sent.parent.mkdir()
    with tarfile.open(sent, "w:gz") as packed:
        entry = tarfile.TarInfo("package/map.json")
        entry.size = 2
        packed.addfile(entry, io.BytesIO(b"{}"))

    def download(_: Package, folder: Path) -> Path:
        return Path(shutil.copy(sent, folder))

    monkeypatch.setattr(fetching, "_download", download)
    return sent


def pinned(archive: Path, *, sha256: str | None = None) -> Package:
    right = hashlib.sha256(archive.read_bytes()).hexdigest()
    return Package(
        registry=Registry.NPM,
        name="map",
        version="1.0",
        archive=archive.name,
        sha256=sha256 or right,
    )


def test_the_pinned_archive_is_kept_and_read(registry: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    kept = fetch(pinned(registry), cache)

    assert [p.name for p in cache.iterdir()] == ["map-1.0.tgz"]
    assert member(kept, "map.json") == b"{}"
    with pytest.raises(KeyError):
        member(kept, "other.json")


def test_what_is_in_the_cache_is_not_fetched_again_unless_it_is_spoilt(
    registry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, cache = pinned(registry), tmp_path / "cache"
    kept = fetch(package, cache)
    kept.write_bytes(b"spoilt")
    assert fetch(package, cache).read_bytes() == registry.read_bytes()

    monkeypatch.setattr(fetching, "_download", None)
    assert fetch(package, cache) == kept


def test_another_archive_than_the_pinned_one_is_refused(registry: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with pytest.raises(ValueError, match=r"npm map 1\.0: got sha256"):
        fetch(pinned(registry, sha256="0" * 64), cache)

    assert list(cache.iterdir()) == []


def test_the_catalog_lists_every_file_and_refuses_strays(tmp_path: Path) -> None:
    (tmp_path / "network").mkdir()
    (tmp_path / "network" / "places.csv").write_bytes(b"place_id\n")
    (tmp_path / "LICENSE.md").write_bytes(b"terms")
    catalog.write(tmp_path)
    first = (tmp_path / "catalog.toml").read_bytes()
    catalog.write(tmp_path)
    listed = tomllib.loads(first.decode())

    assert (tmp_path / "catalog.toml").read_bytes() == first
    assert sorted(listed) == ["LICENSE.md", "network/places.csv"]
    assert listed["network/places.csv"]["bytes"] == 9
    assert listed["network/places.csv"]["sha256"] == hashlib.sha256(b"place_id\n").hexdigest()

    (tmp_path / "secret.bin").write_bytes(b"")
    with pytest.raises(ValueError, match=r"no origin .* for secret\.bin"):
        catalog.write(tmp_path)


def test_differences_are_other_bytes_and_missing_files(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, text in ((one, "1"), (two, "2")):
        (folder / "network").mkdir(parents=True)
        table = folder / "network" / "a.csv"
        table.write_text(text)
        os.utime(table, (0, 0))  # as old and as large as the other
        (folder / "same").write_text("same")
    (one / "only").write_text("")

    assert _differences(one, two) == ["network/a.csv", "only"]
    assert _differences(one, one) == []
