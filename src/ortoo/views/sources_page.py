"""The page of sources and licences: what every figure rests on, and under which terms it stands.

In    a network.
Out   the text of one HTML file, and its finding.
Law   every source of the table is listed, with the rows that name it; rows without one are counted.
Not   here: the sources of one way (``views.citations``).
"""

from collections import Counter
from dataclasses import dataclass

from ortoo.base.tables import words
from ortoo.network.network import Network
from ortoo.views.citations import UNSOURCED, SourceRow, source_rows
from ortoo.views.frame import Words, frame_of
from ortoo.views.leaf import HOME
from ortoo.views.sheet import plain_page

GRADES = ("high", "med", "low", "derived", "unsourced")
GRADE_NOUNS = {"med": "medium"}
LICENCES = (
    ("Tables made by hand in the built-in network", "CC BY 4.0; each row names its sources"),
    ("Boundaries and lines derived from OpenStreetMap", "ODbL 1.0, © OpenStreetMap contributors"),
    ("English names of countries, from Unicode CLDR", "Unicode License v3"),
    ("The program and these pages", "Apache License 2.0"),
    ("Leaflet, which draws the maps", "BSD 2-Clause, © Volodymyr Agafonkin, © CloudMade"),
)


@dataclass(frozen=True, kw_only=True)
class SourcesFacts:
    """What the page says."""

    licences: tuple[tuple[str, str], ...]
    grades: list[str]
    tables: list[tuple[str, str, list[str]]]
    sources: list[tuple[SourceRow, str]]


def sources_page(network: Network) -> tuple[str, str]:
    """The page, and what it says in one sentence."""
    cells = [
        cell for table in network.tables.values() if "source" in table for cell in table["source"]
    ]
    cited = Counter(source for cell in cells for source in words(str(cell)))
    ids = [key for key in map(str, network.tables["sources"]["source_id"]) if key != UNSOURCED]
    ranked = sorted(ids, key=lambda key: (-cited[key], key))
    finding = (
        f"{len(ids)} sources stand behind {len(cells):,} rows; {cited[UNSOURCED]:,} rows have none "
        "and say so."
    )
    facts = SourcesFacts(
        licences=LICENCES,
        grades=[GRADE_NOUNS.get(grade, grade) for grade in GRADES],
        tables=_grades(network),
        sources=[
            (row, f"{cited[key]:,}")
            for key, row in zip(ranked, source_rows(network, ranked), strict=True)
        ],
    )
    told = Words(title="Sources and licences", under=finding, described="", sourcing="")
    frame = frame_of(network, told, cited=(), home=HOME)
    return plain_page("sources.html", frame=frame, facts=facts, scripts=()), finding


def _grades(network: Network) -> list[tuple[str, str, list[str]]]:
    """Per table, its rows by confidence."""
    found = []
    for name, table in network.tables.items():
        if "confidence" in table and len(table):
            counts = Counter(map(str, table["confidence"]))
            found.append((name, f"{len(table):,}", [f"{counts[grade]:,}" for grade in GRADES]))
    return found
