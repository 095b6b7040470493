"""The page of sources and licences: what every figure rests on, and under which terms it stands.

In    a network.
Out   the text of one HTML file, and its finding.
Law   every source of the table is listed, with the rows that name it; rows without one are counted,
      once in the sentence and once by table, to the same sum.
Not   here: the sources of one way (``views.citations``).
"""

from collections import Counter
from dataclasses import dataclass

from ortoo.base.saying import Said, say
from ortoo.base.tables import words
from ortoo.network.network import Network
from ortoo.views.citations import UNSOURCED, SourceRow, source_rows
from ortoo.views.frame import Words, frame_of
from ortoo.views.language import ENGLISH, Language
from ortoo.views.leaf import HOME
from ortoo.views.sheet import plain_page
from ortoo.views.wording import CONFIDENCE

GRADES = ("high", "med", "low", "derived", "unsourced")
GRADE_NOUNS = {**CONFIDENCE, "derived": say("derived")}
TABLE_NOUNS = {
    "places": say("places"), "sections": say("sections"), "crossings": say("crossings"),
    "transfers": say("transfers"), "modes": say("modes"), "corridors": say("corridors"),
    "markets": say("markets"), "trade": say("trade"), "lengths": say("lengths"),
}  # fmt: skip
LICENCES = (
    (say("Tables made by hand in the built-in network"),
     say("CC BY 4.0; each row names its sources")),
    (say("Boundaries and lines derived from OpenStreetMap"),
     say("ODbL 1.0, © OpenStreetMap contributors")),
    (say("English names of countries, from Unicode CLDR"), say("Unicode License v3")),
    (say("The program and these pages"), say("Apache License 2.0")),
    (say("Leaflet, which draws the maps"),
     say("BSD 2-Clause, © Volodymyr Agafonkin, © CloudMade")),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SourcesFacts:
    """What the page says."""

    licences: tuple[tuple[str, str], ...]
    grades: list[str]
    tables: list[tuple[str, str, list[str]]]
    sources: list[tuple[SourceRow, str]]


def sources_page(network: Network, language: Language = ENGLISH) -> tuple[str, Said]:
    """The page, and what it says in one sentence."""
    cells = [
        cell for table in network.tables.values() if "source" in table for cell in table["source"]
    ]
    bare = sum(_is_bare(cell) for cell in cells)
    cited = Counter(source for cell in cells for source in words(str(cell)))
    ids = [key for key in map(str, network.tables["sources"]["source_id"]) if key != UNSOURCED]
    ranked = sorted(ids, key=lambda key: (-cited[key], key))
    finding = say(
        "{n} sources stand behind {rows} rows; {bare} rows have none and say so, and {part} have "
        "none for a part of what they tell.",
        n=len(ids), rows=f"{len(cells):,}", bare=f"{bare:,}", part=f"{cited[UNSOURCED] - bare:,}",
    )  # fmt: skip
    facts = SourcesFacts(
        licences=LICENCES,
        grades=[*(GRADE_NOUNS.get(grade, grade) for grade in GRADES), say("no source named")],
        tables=_grades(network),
        sources=[
            (row, f"{cited[key]:,}")
            for key, row in zip(ranked, source_rows(network, ranked), strict=True)
        ],
    )
    told = Words(title=say("Sources and licences"), under=finding, described="", sourcing="")
    frame = frame_of(network, told, cited=(), home=HOME)
    html = plain_page("sources.html", frame=frame, facts=facts, scripts=(), language=language)
    return html, finding


def _is_bare(cell: object) -> bool:
    """Whether a row names no source at all."""
    return set(words(str(cell))) <= {UNSOURCED}


def _grades(network: Network) -> list[tuple[str, str, list[str]]]:
    """Per table, its rows by confidence, and those that name no source."""
    found = []
    for name, table in network.tables.items():
        if "confidence" in table and len(table):
            counts = Counter(map(str, table["confidence"]))
            bare = sum(_is_bare(cell) for cell in table["source"])
            found.append(
                (
                    TABLE_NOUNS.get(name, name),
                    f"{len(table):,}",
                    [*(f"{counts[grade]:,}" for grade in GRADES), f"{bare:,}"],
                )
            )
    return found
