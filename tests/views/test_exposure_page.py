"""The page of an exposure front: every row of it is a trip that there is."""

import re

from conftest import sketched
from ortoo.routes.exposure import exposure_front
from ortoo.routes.question import Trip
from ortoo.views.exposure_page import exposure_page


def test_a_row_of_a_group_is_one_trip() -> None:
    """In AAA 1,000 km by road take 10 h and 100 USD, 900 km by rail 18 h and 9 USD."""
    network = sketched("o-O 1 OOO", "d-D 1 DDD", "A-a 1000 AAA", "A-a 900 AAA rail",
                       "A: road>rail 0h", "a: road>rail 0h", "O>A 0h", "a>D 0h")  # fmt: skip
    html = exposure_page(
        network, exposure_front(network, Trip("o", "d"), exposed_to=frozenset({"AAA"}))
    )

    groups = html.partition('<table class="groups">')[2].partition("</table>")[0]
    assert re.findall(r"<td>([^<]*)</td>", groups) == ["2", "900", "0.8", "9.2"]
    assert "the least exposed of them" in groups
