"""The generated pages are what the data and the code say; a change of either shows here."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tools.document import data_page, reference_page, routes_page
from tools.document_cards import SCHEMA, scenarios_page
from tools.document_dependency import dependency_page

from ortoo.network.network import Network, load_network
from ortoo.views.card_template import schema_text

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("data.md", data_page),
        ("routes.md", routes_page),
        ("reference.md", reference_page),
        ("dependency.md", dependency_page),
    ],
)
def test_a_generated_page_is_up_to_date(name: str, page: Callable[[Network], str]) -> None:
    expected = (DOCS / name).read_text(encoding="utf-8")
    assert page(load_network()) == expected, (
        "run `python -m tools.document` and read the difference"
    )


def test_the_page_and_the_schema_of_cards_are_up_to_date() -> None:
    page = (DOCS / "scenarios.md").read_text(encoding="utf-8")
    schema = (DOCS.parent / SCHEMA).read_text(encoding="utf-8")
    assert (scenarios_page(), schema_text()) == (page, schema), (
        "run `python -m tools.document_cards` and read the difference"
    )
