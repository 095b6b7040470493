"""The first page of the atlas: every page by group, with its picture and what it says.

In    the leaves of an atlas, in order, with their headings.
Out   the text of one HTML file that links to them.
Law   nothing is said of a page that is not there; every page is linked once; the search looks at
      what is written on the page and at the names of its files.
Not   here: the pages (``views.leaves``), the search (``templates/atlas.js``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ortoo.base.saying import say
from ortoo.network.gazetteer import find_place
from ortoo.views.findable import BETWEEN, CALLED, Spellings, in_all_languages
from ortoo.views.frame import Words, frame_of
from ortoo.views.leaf import Leaf, Subject, plain
from ortoo.views.sheet import plain_page
from ortoo.views.wording import Names, date_text


@dataclass(frozen=True, kw_only=True)
class Row:
    """Cards that stand side by side, under a name of their own or none."""

    name: str
    leaves: list[Leaf]


@dataclass(frozen=True, kw_only=True)
class Group:
    """One heading of the index."""

    key: str
    heading: str
    rows: list[Row]


@dataclass(frozen=True, kw_only=True)
class AtlasFacts:
    """What the index says; by file, under what else the search finds a page."""

    findings: list[str]
    groups: list[Group]
    pages: int
    called: Mapping[str, str]
    told: Mapping[str, str]


def atlas_index(subject: Subject, leaves: Sequence[tuple[str, Leaf]]) -> str:
    """One self-contained HTML page over ``leaves``: pairs of a heading and a page."""
    spellings = Spellings(subject.network)
    facts = AtlasFacts(
        findings=[finding for _, leaf in leaves for finding in leaf.findings],
        groups=[_group(heading, [leaf for _, leaf in of])
                for heading, of in groupby(leaves, key=lambda pair: pair[0])],
        pages=len(leaves),
        called={leaf.file: _under((leaf.row, leaf.link), _called(leaf, heading),
                                  spellings=spellings) for heading, leaf in leaves},
        told={leaf.file: _under((leaf.finding,), leaf.told, spellings=spellings)
              for _, leaf in leaves},
    )  # fmt: skip
    network = subject.network
    origin = find_place(network.tables["places"], subject.plan.origin)
    country = Names(network).country(origin.country)
    words = Words(
        title=say(
            "How {country} reaches its markets, and whose land it must cross", country=country
        ),
        under=say(
            "{n} pages of maps, tables and sources on the network of {date}; all of them work "
            "without the internet",
            n=len(leaves), date=date_text(network.date),
        ),
        described="",
        sourcing="",
    )  # fmt: skip
    frame = frame_of(network, words, cited=())
    return plain_page("atlas.html", frame=frame, facts=facts, scripts=("atlas.js",),
                      language=subject.language)  # fmt: skip


def _called(leaf: Leaf, heading: str) -> tuple[str, ...]:
    return (*in_all_languages(heading), *leaf.called, *CALLED.get(leaf.file, ()))


def _under(shown: Sequence[str], others: Sequence[str], *, spellings: Spellings) -> str:
    """What the search shall know beside the texts that are shown: other texts, other spellings."""
    told = BETWEEN.join((*shown, *others))
    more = (text for text in others if text not in shown)
    return BETWEEN.join(dict.fromkeys((*more, *spellings.of(told))))


def _group(heading: str, leaves: list[Leaf]) -> Group:
    rows = [Row(name=name, leaves=list(of)) for name, of in groupby(leaves, key=lambda of: of.row)]
    return Group(key=plain(heading), heading=heading, rows=rows)
