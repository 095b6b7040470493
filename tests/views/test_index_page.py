"""What the first page says of whose land the transit crosses."""

import pytest
from tests.conftest import Sketch

from ortoo.routes.find import find_routes
from ortoo.routes.question import Trip
from ortoo.views.index_page import Entry, index_facts
from ortoo.views.wording import Names

BY_R = ("A-a 10 AAA", "a<>r 1h", "r-s 100 RRR")
BY_C = ("a<>c 1h", "c-d 100 CCC")


def _told(sketch: Sketch, *lines: str, markets: str) -> str:
    network = sketch(*lines)
    entries = [
        Entry(answer=find_routes(network, Trip("A", market)), file="x.html") for market in markets
    ]
    (told,) = index_facts(entries, Names(network)).findings
    return told.partition("days, ")[2]


def test_one_country_that_leads_everywhere_is_named_alone(sketch: Sketch) -> None:
    lines = (*BY_R, "s<>k 1h", "k-K 10 KKK", "K-L 10 KKK")
    assert _told(sketch, *lines, markets="KL") == "most of the transit through RRR."


def test_each_leading_country_is_named_with_its_markets(sketch: Sketch) -> None:
    """K, L and M lie behind R, the larger; N behind C: C is not said to lead to all."""
    lines = (
        *BY_R, *BY_C, "s<>k 1h", "k-K 10 KKK", "K-L 10 KKK", "K-M 10 KKK", "d<>n 1h", "n-N 10 NNN",
    )  # fmt: skip
    told = _told(sketch, *lines, markets="NKLM")
    assert told == "most of the transit through RRR (3 of 4 markets), CCC (to N)."


@pytest.mark.parametrize(
    ("km", "told"),
    [(100, "most of the transit through CCC and RRR alike (to K)."),
     (50, "most of the transit through RRR.")],
)  # fmt: skip
def test_equal_shares_lead_together(sketch: Sketch, km: int, told: str) -> None:
    lines = (*BY_R, "s<>c 1h", f"c-d {km} CCC", "d<>k 1h", "k-K 10 KKK")
    assert _told(sketch, *lines, markets="K") == told
