"""The search of the atlas in Chromium: other spellings, slips of the keyboard, nothing found."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from ortoo.network.network import Network
from ortoo.views.atlas import write_atlas
from ortoo.views.language import language_of
from three_lands import PLAN, three_lands

Opened = Callable[..., Page]
FAR = ["free", "without-bbb", "exposure"]


def spelt() -> Network:
    """C-far has names in two scripts, and one with a letter that only Kazakh has."""
    network = three_lands()
    places = network.tables["places"]
    far = places["place_id"] == "c-far"
    aliases = places["aliases"].mask(far, "Замын-Үүд|Zamyn-Üüd|Zamyn Yard|Қарағанды")
    return replace(network, tables={**network.tables, "places": places.assign(aliases=aliases)})


@pytest.fixture(scope="module", params=["en", "mn"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out, plan = tmp_path_factory.mktemp("find"), replace(PLAN, explorer_origins=())
    write_atlas(spelt(), out, progress=lambda _: None, plan=replace(plan, language=request.param),
                processes=1)  # fmt: skip
    return out / "index.html"


def found(page: Page, asked: str) -> list[str]:
    """The files of the cards that are shown, without their common beginning."""
    page.fill("#find", asked)
    files = page.locator(".card:visible a").evaluate_all("es => es.map(e => e.href)")
    return [file.rpartition("/")[2].removesuffix(".html") for file in files]


@pytest.mark.parametrize(
    "asked",
    ["Cfar", "cFAR", "Замын-Үүд", "замын ууд", "ЗАМЫНҮҮД", "zamyn,uud", "Zamyn-Üüd", "zamynuud",
     "Караганды", "Zamin Uud", "Замин Ууд", "Карагнады", "Карагадны"],
)  # fmt: skip
def test_a_place_is_found_under_every_spelling(opened: Opened, index: Path, asked: str) -> None:
    assert found(opened(index), asked) == [f"a-city-c-far-{how}" for how in FAR]


def test_a_name_goes_before_a_mention_and_the_rest_can_be_shown(
    opened: Opened, index: Path
) -> None:
    page = opened(index)

    assert found(page, "without Bernland") == ["a-city-c-city-without-bbb",
                                               "a-city-c-far-without-bbb"]  # fmt: skip
    assert page.locator("#more").is_visible()
    page.locator("#more").click()
    assert page.locator(".card:visible").count() > 2  # the markets page mentions it too
    assert not page.locator("#more").is_visible()


def test_the_proof_is_found_in_both_languages(opened: Opened, index: Path) -> None:
    page = opened(index)
    cut = ["a-city-c-city-without-bbb", "a-city-c-far-without-bbb"]

    assert found(page, "proof") == cut
    assert found(page, "нотолгоо") == cut
    assert found(page, "Bernlandгүй") == cut  # noqa: RUF001 - a Mongolian suffix


def test_near_spelling_is_told_and_only_where_nothing_matches(opened: Opened, index: Path) -> None:
    page, told = opened(index), language_of(index_language(index))
    nearest = "Nothing is written like that. Nearest: {words}"

    assert found(page, "Караганда")  # one letter off
    hint = told.messages.get(nearest, nearest).format(words="караганды")
    assert page.locator("#hint").inner_text() == hint
    assert found(page, "Карагшшш") == []  # three letters off
    assert found(page, "Cccity") == found(page, "Ccity")
    assert not page.locator("#hint").is_visible()


def test_nothing_found_is_told_and_undone(opened: Opened, index: Path) -> None:
    page, told = opened(index), language_of(index_language(index))
    every = found(page, "")
    none = ("No page has all of these words. Try one word: a market, a country, a border crossing "
            "or a corridor.")  # fmt: skip

    assert found(page, "sources zamyn") == []
    assert page.locator("#hint").inner_text() == told.messages.get(none, none)
    assert found(page, " .,- ") == every
    assert not page.locator("#hint").is_visible()


def index_language(index: Path) -> str:
    return "mn" if '<html lang="mn">' in index.read_text(encoding="utf-8") else "en"
