"""The page that answers whatever is chosen in it, without a server.

In    ``Choices`` and what its axes are called.
Out   the text of one HTML file.
Law   the page adds up the same figures as the tables; unknown stays unknown; names are text; the
      same choices give the same bytes.
Not   here: finding the ways (``study.choices``); what the page's scripts read
      (``views.explorer_facts``); the arithmetic and drawing in it (``templates/explorer*.js``).
"""

import base64
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from ortoo.base.saying import say
from ortoo.inputs.schema import MODES_KNOWN
from ortoo.network.arcs import ArcKind
from ortoo.network.network import Network
from ortoo.study.choices import UNASKABLE, Choices
from ortoo.study.menu import Menu
from ortoo.views.basemap import areas, country_names, ground_of, towns
from ortoo.views.explorer_facts import VIEW, page_facts
from ortoo.views.explorer_siblings import ALONE, Siblings
from ortoo.views.frame import Words, frame_of
from ortoo.views.language import ENGLISH, Language
from ortoo.views.picture import Line, LineLook, LineRole, Mark, MarkLook, Picture
from ortoo.views.sheet import Sheet, page
from ortoo.views.wording import BY, MODE, Names, date_text, listed

SCRIPTS = (
    "explorer_answers.js", "explorer_chart.js", "explorer_front.js", "explorer_grounds.js",
    "explorer_told.js", "explorer.js",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Option:
    """One entry of a choice: what the address bar calls it, what the page calls it, and more."""

    word: str
    text: str
    more: str = ""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the axes of a menu are called, in the order of the menu."""

    scenes: Sequence[Option]
    modes: Sequence[Option]
    minimise: Sequence[Option]


@dataclass(frozen=True, kw_only=True)
class ExplorerFacts:
    """What the template needs: the choices to offer, and all answers, packed."""

    scenes: Sequence[Option]
    modes: Sequence[Option]
    minimise: Sequence[Option]
    origins: Sequence[Option]
    markets: Sequence[Option]
    avoidable: Sequence[Option]
    lines: list[tuple[str, str]]
    exposed: Sequence[Option]
    questions: str
    front_modes: str
    sources_file: str
    answers: str
    steps: str
    facts: str


def explorer_page(chosen: Choices, options: Options, *, language: Language = ENGLISH) -> str:
    """One self-contained HTML page that holds every answer of ``chosen``."""
    return page(explorer_sheet(chosen, options, language=language), language)


def explorer_picture(chosen: Choices) -> Picture:
    """Every section that some answer uses, on the ground of the page."""
    network = next(iter(chosen.menu.scenes.values())).network
    used: dict[str, list[shapely.Geometry]] = {}
    for of, at in chosen.arcs:
        arc = of.arcs.arcs[at]
        if arc.kind is ArcKind.LINE:
            lines = of.tables["sections"]["geometry"]
            used.setdefault(arc.head.mode, []).append(lines.iloc[arc.row])
    drawn = tuple(
        Line(shape=shapely.MultiLineString(lines), look=LineLook(mode), role=LineRole.LEAST)
        for mode, lines in sorted(used.items(), reverse=True)
    )
    return replace(_picture(network, Names(network)), lines=drawn)


def explorer_sheet(
    chosen: Choices, options: Options, *, language: Language = ENGLISH, siblings: Siblings = ALONE
) -> Sheet:
    """Everything that the page of ``chosen`` is made from; what is packed speaks ``language``.

    ``siblings`` are the pages beside it, to which it may lead.
    """
    menu = chosen.menu
    network = next(iter(menu.scenes.values())).network
    names = Names(network)
    count = f"{np.count_nonzero(chosen.answers != UNASKABLE):,}"
    facts = ExplorerFacts(
        scenes=options.scenes,
        modes=options.modes,
        minimise=options.minimise,
        origins=[Option(word=place, text=names.place(place)) for place in menu.origins],
        markets=[Option(word=place, text=names.place(place)) for place in menu.markets],
        avoidable=[Option(word=code, text=names.country(code)) for code in menu.avoidable],
        lines=[(mode, MODE[mode]) for mode in MODES_KNOWN if _used(menu, mode)],
        exposed=[
            Option(word=".".join(sorted(to)), text=names.countries(sorted(to)))
            for to in menu.exposed_to
        ],
        questions=count,
        front_modes=listed([BY[mode] for mode in menu.front_modes]),
        sources_file=siblings.sources,
        answers=packed(chosen.answers.astype("<u4").tobytes()),
        steps=packed(np.stack([chosen.step_before, chosen.step_arc]).astype("<u4").tobytes()),
        facts=packed(_json(page_facts(chosen, language) | {"pages": siblings.told(language)})),
    )
    return Sheet(
        picture=_picture(network, names),
        template="explorer.html",
        frame=frame_of(network, _words(network, count), cited=()),
        facts=facts,
        finding=say(
            "{n} questions answered beforehand: choose origin, market, whom to avoid, modes and "
            "what to minimise.", n=count,
        ),
        tables={},
        scripts=SCRIPTS,
    )  # fmt: skip


def _words(network: Network, count: str) -> Words:
    return Words(
        title=say("Which way, without whom?"),
        under=say("{n} questions answered in this file; choose, and the way appears", n=count),
        described=say("Map of the way that was chosen; the tables beside it hold the same facts."),
        sourcing=say("Every figure is that of the tables of {date}.", date=date_text(network.date)),
    )


def _json(facts: object) -> bytes:
    return json.dumps(facts, separators=(",", ":")).encode()


def packed(content: bytes) -> str:
    """Bytes as a page can carry them: gzip without a time, in base64.

    >>> gzip.decompress(base64.b64decode(packed(b"Almaty")))
    b'Almaty'
    """
    return base64.b64encode(gzip.compress(content, compresslevel=9, mtime=0)).decode()


def _used(menu: Menu, mode: str) -> bool:
    return any(mode in means.modes for means in menu.modes)


def _picture(network: Network, names: Names) -> Picture:
    window = VIEW.reach()
    ground = ground_of(network.countries, view=VIEW, window=window)
    marks: list[Mark] = [mark for _, mark in country_names(ground, names, view=VIEW, window=window)]
    marks += [mark for mark in towns(network, window, taken=()) if mark.look is MarkLook.TOWN]
    return Picture(
        areas=areas(ground, looks={}), lines=(), marks=tuple(marks), view=VIEW, window=window
    )
