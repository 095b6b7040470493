"""The atlas: every market under every avoid set, one page each, and an index.

In    a network with a table of markets, and a folder.
Out   HTML files in that folder, which need nothing but each other.
Law   the same network gives the same bytes; a page is written whole or not at all.
Not   here: what the pages say (``views.route_page``, ``views.index_page``).
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from ortoo.base.errors import MissingDataError
from ortoo.network.gazetteer import folded
from ortoo.network.network import Network
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Trip
from ortoo.views.index_page import Entry, index_page
from ortoo.views.route_page import route_page
from ortoo.views.written import write_text

ORIGIN = "Ulaanbaatar"
AVOID_SETS: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset({"RUS"}),
    frozenset({"CHN"}),
    frozenset({"CHN", "RUS"}),
)


def write_atlas(network: Network, out: Path, *, progress: Callable[[str], None]) -> list[Path]:
    """Write every page of the atlas into ``out``, which is made if it is not there.

    Parameters
    ----------
    network
        With a markets table; its order is the order of the atlas.
    out
        The folder; files of the same names in it are replaced, others left alone.
    progress
        Called with a file name after each file is written.

    Returns
    -------
    The files written, index first.

    Raises
    ------
    MissingDataError
        The network has no markets.
    UnwrittenError
        A file could not be written; those before it are there, whole.
    """
    out.mkdir(parents=True, exist_ok=True)
    entries = []
    for entry in questions(network):
        write_text(out / entry.file, route_page(entry.answer))
        progress(entry.file)
        entries.append(entry)
    write_text(out / "index.html", index_page(entries))
    progress("index.html")
    return [out / "index.html", *(out / entry.file for entry in entries)]


def questions(network: Network) -> Iterator[Entry]:
    """Every question of the atlas with its answer, market by market."""
    markets = list(network.tables["markets"]["place_id"])
    if not markets:
        raise MissingDataError("the network has no markets.csv, or no market in it; the atlas "
                               "needs at least one")  # fmt: skip
    for market in markets:
        for avoided in AVOID_SETS:
            answer = find_routes(network, Trip(ORIGIN, market), avoid=Avoid(countries=avoided))
            yield Entry(answer=answer, file=file_name(answer.destination.name, avoided))


def page_count(network: Network) -> int:
    """How many files ``write_atlas`` will write, for a progress bar."""
    return len(network.tables["markets"]) * len(AVOID_SETS) + 1


def file_name(market: str, avoided: frozenset[str]) -> str:
    """A plain file name for one question.

    >>> file_name("Almaty", frozenset({"RUS", "CHN"}))
    'ulaanbaatar-almaty-without-chn-rus.html'
    >>> file_name("../Astana", frozenset())
    'ulaanbaatar-astana-free.html'
    """
    parts = [_plain(ORIGIN), _plain(market)]
    parts += ["without", *sorted(code.lower() for code in avoided)] if avoided else ["free"]
    return "-".join(parts) + ".html"


def _plain(name: str) -> str:
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in folded(name))
    return "-".join(kept.split()) or "place"
