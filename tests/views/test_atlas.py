"""The atlas holds every question once, and the same network gives the same bytes."""

import re
from pathlib import Path

import pytest

from ortoo.base.errors import MissingDataError
from ortoo.network.network import Network, load_network
from ortoo.views import atlas
from ortoo.views.atlas import page_count, write_atlas

AVOID_SETS = (frozenset[str](), frozenset({"BBB"}))


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setattr(atlas, "ORIGIN", "Acity")
    monkeypatch.setattr(atlas, "AVOID_SETS", AVOID_SETS)
    return load_network(Path(__file__).parent / "three_countries")


def test_every_market_under_every_avoid_set_has_a_page(network: Network, tmp_path: Path) -> None:
    told: list[str] = []

    written = write_atlas(network, tmp_path / "maps", progress=told.append)

    assert sorted(told) == sorted(path.name for path in written)
    assert [path.name for path in written] == [
        "index.html", "acity-ccity-free.html", "acity-ccity-without-bbb.html",
        "acity-cfar-free.html", "acity-cfar-without-bbb.html",
    ]  # fmt: skip
    assert len(written) == page_count(network)


def test_the_index_links_to_every_page_and_to_nothing_else(
    network: Network, tmp_path: Path
) -> None:
    written = write_atlas(network, tmp_path, progress=lambda _: None)

    index = written[0].read_text(encoding="utf-8")
    local = set(re.findall(r'<a href="([^"#:]+)"', index))
    assert local == {path.name for path in written[1:]}


def test_the_index_says_what_the_answers_have_in_common(network: Network, tmp_path: Path) -> None:
    index = write_atlas(network, tmp_path, progress=lambda _: None)[0].read_text(encoding="utf-8")

    assert "How Acity reaches 2 markets, with and without Bernland" in index
    assert "Free choice: all 2 markets can be reached" in index
    assert "Without Bernland: none of the 2 markets can be reached" in index


def test_two_atlases_are_equal_to_the_byte(network: Network, tmp_path: Path) -> None:
    one = write_atlas(network, tmp_path / "one", progress=lambda _: None)
    two = write_atlas(network, tmp_path / "two", progress=lambda _: None)

    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_a_network_without_markets_is_told(network: Network, tmp_path: Path) -> None:
    none = network.tables["markets"].iloc[:0]
    bare = Network(**{**network.__dict__, "tables": {**network.tables, "markets": none}})

    with pytest.raises(MissingDataError, match="markets"):
        write_atlas(bare, tmp_path, progress=lambda _: None)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a/b", "C:\\x", "..", "", "霍尔果斯", "a\x00b"]
)
def test_no_name_leaves_the_folder(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+\.html", atlas.file_name(name, frozenset()))
