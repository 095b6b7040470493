"""The atlas holds every page once, and the same network gives the same bytes."""

import base64
import gzip
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from ortoo.base.errors import MissingDataError, UnknownNameError
from ortoo.network.network import Network
from ortoo.routes.find import find_routes
from ortoo.routes.question import Trip
from ortoo.views import written
from ortoo.views.atlas import page_count, write_atlas
from ortoo.views.leaf import Plan, file_name
from ortoo.views.route_page import route_page
from ortoo.views.written import UnwrittenError, write_all
from three_lands import PLAN, three_lands

FILES = [
    "index.html", "markets.html", "explorer.html", "gap-aaa-ccc.html",
    "a-city-c-city-free.html", "a-city-c-city-without-bbb.html", "a-city-c-far-free.html",
    "a-city-c-far-without-bbb.html", "a-city-c-city-exposure.html", "a-city-c-far-exposure.html",
    "corridor-silk.html", "sources.html",
]  # fmt: skip


@pytest.fixture(scope="module")
def network() -> Network:
    return three_lands()


def built(network: Network, out: Path, *, plan: Plan = PLAN, processes: int = 1) -> list[Path]:
    return write_atlas(network, out, progress=lambda _: None, plan=plan, processes=processes)


@pytest.fixture(scope="module")
def atlas(network: Network, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return built(network, tmp_path_factory.mktemp("atlas") / "maps")


def test_everything_of_the_plan_has_a_page(atlas: list[Path], network: Network) -> None:
    assert [path.name for path in atlas] == FILES
    assert sorted(path.name for path in atlas[0].parent.iterdir()) == sorted(FILES)
    assert page_count(network, PLAN) == len(FILES)


def test_progress_is_told_once_for_every_page(network: Network, tmp_path: Path) -> None:
    told: list[str] = []
    write_atlas(network, tmp_path, progress=told.append, plan=PLAN, processes=1)

    assert len(told) == page_count(network, PLAN)
    assert told[-1] == "index.html"


def test_the_index_links_to_every_page_once_and_to_nothing_else(atlas: list[Path]) -> None:
    index = atlas[0].read_text(encoding="utf-8")

    local = re.findall(r'<a href="([^"#:]+)"', index)
    assert sorted(local) == sorted(FILES[1:])


def test_every_local_link_of_every_page_leads_to_a_page(atlas: list[Path]) -> None:
    for path in atlas[1:]:
        page = path.read_text(encoding="utf-8")
        local = set(re.findall(r'<a[^>]* href="([^"#:]+)"', page))
        assert "index.html" in local
        assert local <= set(FILES)


def beside(path: Path) -> list[tuple[str, str]]:
    """File and text of each link to the pages beside this one; "" for the page itself."""
    nav = path.read_text(encoding="utf-8").partition('<nav class="beside"')[2].partition("</nav>")
    found = re.findall(r'<(?:a(?: class="up")? href="([^"]*)"|span[^>]*)>([^<]*)<', nav[0])
    return [(file, text) for file, text in found]


def test_a_page_leads_to_the_pages_on_the_same_question(atlas: list[Path]) -> None:
    pages = {path.name: beside(path) for path in atlas}

    free, cut = "a-city-c-city-free.html", "a-city-c-city-without-bbb.html"
    front = "a-city-c-city-exposure.html"
    market = ("index.html#the-way-to-each-market", "The way to each market")
    here, there = ("", "Free choice"), (cut, "Without Bernland")
    assert pages[free] == [market, here, there, (front, "Least exposure")]
    assert pages[cut] == [
        market, (free, "Free choice"), ("", "Without Bernland"), (front, "Least exposure"),
        ("gap-aaa-ccc.html", "The gap between Anland and Corland"),
    ]  # fmt: skip
    assert pages[front] == [
        ("index.html#least-exposure", "Least exposure"), (free, "Free choice"), there,
        ("", "Least exposure"),
    ]  # fmt: skip
    assert pages["gap-aaa-ccc.html"][1:3] == [
        (cut, "To Ccity without Bernland"), (front, "To Ccity with least exposure"),
    ]  # fmt: skip


def test_a_page_without_pages_of_its_own_question_leads_to_its_neighbours(
    atlas: list[Path],
) -> None:
    pages = {path.name: [file for file, _ in beside(path)] for path in atlas}

    assert pages["explorer.html"] == [
        "index.html#start-here", "markets.html", "", "gap-aaa-ccc.html",
    ]  # fmt: skip
    assert pages["corridor-silk.html"] == [
        "index.html#corridors", "markets.html", "explorer.html", "gap-aaa-ccc.html",
    ]  # fmt: skip


def test_no_page_leads_to_one_that_is_left_out(network: Network, tmp_path: Path) -> None:
    plan = replace(PLAN, gaps=(), corridors=(), exposed_to=frozenset(), explorer_origins=())
    pages = built(network, tmp_path, plan=plan)

    for path in pages:
        for file, _ in beside(path):
            assert not file or (tmp_path / file.partition("#")[0]).exists()
    assert [text for _, text in beside(tmp_path / "a-city-c-city-without-bbb.html")] == [
        "The way to each market", "Free choice", "Without Bernland",
    ]  # fmt: skip


def test_a_page_of_its_own_leads_nowhere(network: Network) -> None:
    answer = find_routes(network, Trip("a-city", "c-city"))

    assert not re.findall(r'<a[^>]* href="[^"#:]+"|<nav|<!-- beside', route_page(answer))


@pytest.mark.parametrize("exposed_to", ["BBB", "AAA CCC", "X"])
def test_the_explorer_names_only_pages_that_there_are(
    network: Network, tmp_path: Path, exposed_to: str
) -> None:
    plan = replace(PLAN, exposed_to=frozenset(exposed_to.split()))
    files = {path.name for path in built(network, tmp_path, plan=plan)}

    page = (tmp_path / "explorer.html").read_text(encoding="utf-8")
    packed = re.search('id="packed-facts">([^<]*)<', page)
    assert packed
    told = json.loads(gzip.decompress(base64.b64decode(packed[1])))["pages"]
    named = {*told["routes"].values(), *told["fronts"].values()}
    assert {file for file in files if "-free" in file or "-without-" in file} <= named
    assert {file for file in files if "exposure" in file} <= named
    assert named <= files


def test_the_index_says_what_the_answers_have_in_common(atlas: list[Path]) -> None:
    index = atlas[0].read_text(encoding="utf-8")

    assert "Free choice: all 2 markets can be reached" in index
    assert "Without Bernland: none of the 2 markets can be reached" in index
    assert index.count('<svg class="thumb"') == len(FILES) - 2  # all but the index and the sources


def test_two_atlases_are_equal_to_the_byte_by_however_many_processes(
    atlas: list[Path], network: Network, tmp_path: Path
) -> None:
    other = built(network, tmp_path / "two", processes=2)

    assert [path.read_bytes() for path in other] == [path.read_bytes() for path in atlas]


def test_an_atlas_in_mongolian_is_the_same_by_however_many_processes(
    network: Network, tmp_path: Path
) -> None:
    """What was said travels between processes with all that it was made of."""
    plan = replace(PLAN, language="mn", explorer_origins=())

    alone = built(network, tmp_path / "one", plan=plan)
    together = built(network, tmp_path / "two", plan=plan, processes=2)

    assert [path.read_bytes() for path in together] == [path.read_bytes() for path in alone]
    assert all('<html lang="mn">' in path.read_text(encoding="utf-8") for path in alone)


def test_what_the_network_does_not_know_is_left_out(network: Network, tmp_path: Path) -> None:
    plan = replace(PLAN, gaps=(("AAA", "XXX"),), corridors=("nowhere",), exposed_to=frozenset({"X"}),
                   explorer_origins=("elsewhere",))  # fmt: skip

    names = [path.name for path in built(network, tmp_path, plan=plan)]

    assert names == [name for name in FILES if not re.match("gap|corridor|explorer", name)
                     and "exposure" not in name]  # fmt: skip


def test_a_network_without_markets_or_without_the_origin_is_told(
    network: Network, tmp_path: Path
) -> None:
    none = network.tables["markets"].iloc[:0]
    bare = replace(network, tables={**network.tables, "markets": none})

    with pytest.raises(MissingDataError, match="markets"):
        built(bare, tmp_path)
    with pytest.raises(UnknownNameError, match="Atlantis"):
        built(network, tmp_path, plan=replace(PLAN, origin="Atlantis"))
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_touches_no_page_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all(tmp_path, {"index.html": "old", "a.html": "old"})
    kept, texts = written.write_text, {"index.html": "new", "a.html": "new", "b.html": "new"}

    def full(path: Path, text: str) -> None:
        if path.name == "b.html":
            raise UnwrittenError(path, reason="No space left on device")
        kept(path, text)

    monkeypatch.setattr(written, "write_text", full)
    with pytest.raises(UnwrittenError, match=r"b\.html: No space left"):
        write_all(tmp_path, texts)

    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "index.html": "old", "a.html": "old",
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a/b", "C:\\x", "..", "", "霍尔果斯", "a\x00b"]
)
def test_no_name_leaves_the_folder(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+\.html", file_name(name, "free"))
