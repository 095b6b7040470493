"""What an atlas is made of: pages with what the index says of them, and who makes them.

In    a network and a plan.
Out   ``Leaf``, ``Maker``, ``Plan``.
Law   a job is a maker's name and a few words, so that any process can do it.
Not   here: which makers there are (``views.atlas``), what they make (``views.leaves``).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from ortoo.network.gazetteer import folded
from ortoo.network.network import Network
from ortoo.views.findable import in_all_languages
from ortoo.views.language import Language, language_of
from ortoo.views.sheet import Sheet, page
from ortoo.views.thumbnail import thumbnail

Words = tuple[str, ...]
HOME = "index.html"
NO_PICTURE = Markup()
BESIDE = Markup("<!-- beside -->")
"""Where a page of an atlas has room for links; no text of a page can be it, for text has no <."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Which pages an atlas shall have; what the network does not know is left out."""

    origin: str = "Ulaanbaatar"
    avoid_sets: tuple[frozenset[str], ...] = (
        frozenset(),
        frozenset({"RUS"}),
        frozenset({"CHN"}),
        frozenset({"CHN", "RUS"}),
    )
    exposed_to: frozenset[str] = frozenset({"CHN", "RUS"})
    gaps: tuple[tuple[str, str], ...] = (("MNG", "KAZ"),)
    corridors: tuple[str, ...] = (
        "titr", "cmr", "trans-siberian", "nelb", "carec-1", "carec-2", "carec-3", "carec-4",
        "carec-4a", "carec-4b", "carec-5", "carec-6",
    )  # fmt: skip
    explorer_origins: tuple[str, ...] = (
        "ulaanbaatar", "darkhan", "choibalsan", "sainshand", "zamyn-uud", "dalanzadgad", "khovd",
        "olgii",
    )  # fmt: skip
    cards: tuple[str, ...] = (
        "cku-railway", "bakhty-ayagoz-railway", "ridder-tuekta-road", "western-vertical-railway",
        "tashanta-bilateral", "zamyn-uud-closed", "khorgos-alashankou-congested",
        "caspian-closed",
    )  # fmt: skip
    language: str = "en"
    explorer_avoidable: tuple[str, ...] = ("CHN", "RUS", "KAZ", "KGZ", "UZB", "TKM")


@dataclass(frozen=True, kw_only=True, eq=False)
class Subject:
    """What an atlas is about: a network, and which pages of it."""

    network: Network
    plan: Plan

    @property
    def language(self) -> Language:
        """In which its pages speak."""
        return language_of(self.plan.language)


@dataclass(frozen=True, kw_only=True)
class Link:
    """A page beside another: its file and what it is called there."""

    file: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One finished page.

    ``link`` is what the index calls it, ``finding`` one sentence from its numbers, ``findings``
    what the top of the index says, ``row`` under what the index puts it side by side with others,
    ``beside`` the pages on the same question, if the atlas has them. ``called`` and ``told`` are
    what the search takes for the page's name and for its finding beside those two themselves.
    """

    file: str
    link: str
    finding: str
    html: str
    thumbnail: Markup = NO_PICTURE
    row: str = ""
    findings: tuple[str, ...] = ()
    beside: tuple[Link, ...] = ()
    called: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Maker:
    """One kind of page: its name, its heading in the index, its jobs, and who does one."""

    name: str
    group: str
    asks: Callable[[Subject], Iterable[Words]]
    makes: Callable[[Subject, Words], Leaf | None]


def leaf_of(sheet: Sheet, language: Language, *, file: str, link: str, row: str = "") -> Leaf:
    """The page of ``sheet`` in ``language``, with its small picture."""
    at_home = replace(sheet, frame=replace(sheet.frame, home=HOME, beside=BESIDE))
    return Leaf(file=file, link=language.text(link), finding=language.text(sheet.finding),
                html=page(at_home, language), thumbnail=thumbnail(sheet.picture),
                row=language.text(row), called=in_all_languages(link, row),
                told=in_all_languages(sheet.finding))  # fmt: skip


def file_name(*words: str) -> str:
    """A plain file name from any words.

    >>> file_name("Ulaanbaatar", "Almaty", "without", "CHN", "RUS")
    'ulaanbaatar-almaty-without-chn-rus.html'
    >>> file_name("../Astana")
    'astana.html'
    """
    return "-".join(plain(word) for word in words) + ".html"


def plain(name: str) -> str:
    """A name in letters and digits that every file system takes.

    >>> plain("Zamyn-Üüd"), plain("霍尔果斯")
    ('zamyn-uud', 'place')
    """
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in folded(name))
    return "-".join(kept.split()) or "place"
