"""How many rows are without a source: one number, wherever the page tells it."""

import re

from tests.conftest import Sketch

from ortoo.views.sources_page import sources_page


def test_rows_without_a_source_sum_to_the_number_of_the_sentence(sketch: Sketch) -> None:
    """Of three sections one names none, one has none for a part, one is only graded so."""
    network = sketch(
        "A-B 1 AAA source=unsourced confidence=low", "B-C 1 AAA source=test|unsourced",
        "C-D 1 AAA confidence=unsourced",
    )  # fmt: skip
    html, finding = sources_page(network)

    assert "; 1 rows have none and say so, and 1 have none for a part" in finding
    rows = re.findall(r"<tr><th[^>]*>([^<]+)</th>(.*?)</tr>", html)
    (section,) = [
        re.findall(r"<td>(\d+)</td>", cells) for name, cells in rows if "sections" in name
    ]
    assert section == ["3", "1", "0", "1", "0", "1", "1"]
    assert "no source named</th></tr>" in html
