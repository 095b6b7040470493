"""The page of a proof: what it says of the sets of countries that cut the way."""

import re

import pytest

from conftest import sketched
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Trip
from ortoo.views.route_page import route_page

TWO = ("o-O 1 OOO", "d-D 1 DDD", "A-a 100 AAA", "B-b 100 BBB", "O>A 1h", "a>D 1h", "O>B 1h")


def told(*lines: str, avoid: str) -> str:
    """The paragraph about sets, and the sets that stand below it."""
    answer = find_routes(sketched(*lines), Trip("o", "d"), avoid=Avoid(countries=avoid.split("+")))
    after = route_page(answer).partition("What is enough to cut the way</h2>")[2]
    return re.sub(r"<[^>]+>|\s+", " ", after.partition("</section>")[0]).strip()


@pytest.mark.parametrize(
    ("lines", "avoid", "sentence"),
    [
        (TWO[:3] + TWO[4:6], "AAA", "Only one smallest set .* leaves no way at all: AAA."),
        ((*TWO, "b>D 1h"), "AAA+BBB",
         "Only one smallest set .* leaves no way at all: AAA and BBB."),
        ((*TWO, "b>C 1h", "C-c 100 CCC", "c>D 1h"), "AAA+BBB",
         r"2 sets of countries, .*; all: +AAA and BBB +AAA and CCC"),
    ],
)  # fmt: skip
def test_one_set_is_told_as_one(lines: tuple[str, ...], avoid: str, sentence: str) -> None:
    assert re.fullmatch(sentence, told(*lines, avoid=avoid))
