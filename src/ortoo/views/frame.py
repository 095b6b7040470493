"""What stands around every map: the sentence, the small print, the sources.

In    a network and what a page says in one sentence.
Out   a ``Frame``.
Law   every page names its network, its date and its fingerprint.
Not   here: what stands beside the map (``views.panels``), the layout (the templates).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from ortoo.base.saying import say
from ortoo.base.version import VERSION
from ortoo.network.network import Network
from ortoo.views.citations import SourceRow, source_rows

GROUND_SOURCES = ("osm-2017", "geonames")
"""What the ground of every map rests on, where the network's sources name it."""

FINGERPRINT_LENGTH = 12
NOTHING = Markup()


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The title and what is under it, the picture in words, the sources, the small print.

    ``home`` is the file of the atlas that the page belongs to; "" where it stands alone.
    ``beside`` is where links to the pages beside it will stand; nothing where it stands alone.
    """

    title: str
    under: str
    described: str
    sourcing: str
    sources: tuple[SourceRow, ...]
    network: str
    home: str = ""
    beside: Markup = NOTHING
    version: str = VERSION


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a page says in sentences of its own."""

    title: str
    under: str
    described: str
    sourcing: str


def frame_of(network: Network, words: Words, *, cited: Iterable[str], home: str = "") -> Frame:
    """The frame of a page about ``network`` whose figures rest on the sources ``cited``."""
    known = set(network.tables["sources"]["source_id"])
    ground = (source for source in GROUND_SOURCES if source in known)
    fingerprint = network.sha256[:FINGERPRINT_LENGTH]
    return Frame(
        title=words.title,
        under=words.under,
        described=words.described,
        sourcing=words.sourcing,
        sources=source_rows(network, dict.fromkeys([*cited, *ground])),
        network=say(
            "Network {name} of {date}, sha256 {fingerprint}; ortoo {version}.",
            name=network.name,
            date=network.date,
            fingerprint=fingerprint,
            version=VERSION,
        ),
        home=home,
    )
