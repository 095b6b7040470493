"""Chromium without a network, for pages as a reader sees them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

OWN_SCHEMES = ("file:", "data:", "blob:", "about:")
CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
WIDE, PHONE = (1280, 800), (390, 844)
Opened = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser; where there must be one, its absence is a failure."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    assert CHROMIUM is not None, (
        "Chromium is missing, and in CI a skipped browser test is a failure"
    )
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"),
            executable_path=CHROMIUM,
            headless=True,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            offline=True,
        )
        yield context
        context.close()


@pytest.fixture
def opened(chromium: BrowserContext, tmp_path: Path) -> Iterator[Opened]:
    """Opens a page; at the end of the test, whatever it asked for or complained of is a failure."""
    wrong: list[str] = []
    pages: list[Page] = []

    def watch(page: Page) -> None:
        page.on("request", lambda r: r.url.startswith(OWN_SCHEMES) or wrong.append(r.url))
        page.on("console", lambda m: m.type in {"error", "warning"} and wrong.append(m.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))

    def open_page(html: str | Path, size: tuple[int, int] = WIDE) -> Page:
        path = html if isinstance(html, Path) else tmp_path / f"page-{len(pages)}.html"
        if isinstance(html, str):
            path.write_text(html, encoding="utf-8")
        page = chromium.new_page()
        pages.append(page)
        watch(page)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(path.as_uri())
        return page

    open_page.wrong = wrong  # type: ignore[attr-defined] - for tests that expect a complaint
    yield open_page
    for page in pages:
        page.close()
    assert wrong == []
