"""Everything that one page with a map is made from, before it becomes text.

In    a picture, a template with its frame and facts, a finding, and the tables behind them.
Out   the page; its small picture; its tables as CSV.
Law   the tables of a page are the figures on it, whole; text that a spreadsheet would run as a
      formula stays text.
Not   here: which pages there are (``views.atlas``).
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import pandas as pd
from markupsafe import Markup

from ortoo.views.assets import own
from ortoo.views.exports import inert
from ortoo.views.frame import Frame
from ortoo.views.language import ENGLISH, Language
from ortoo.views.page import messages_of, page_of, policy
from ortoo.views.picture import Picture
from ortoo.views.typeset import typeset


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheet:
    """A page before it is set.

    ``finding`` says the page in one sentence; ``tables`` holds by name what is behind it.
    """

    picture: Picture
    template: str
    frame: Frame
    facts: object
    finding: str
    tables: Mapping[str, pd.DataFrame]
    scripts: tuple[str, ...] = field(default=())
    styles: tuple[str, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Download:
    """A table that a page carries: what the file is called, and its bytes as an address."""

    name: str
    file: str
    address: str


def page(sheet: Sheet, language: Language = ENGLISH) -> str:
    """The text of one HTML file that needs nothing else."""
    downloads = [download(name, table) for name, table in sheet.tables.items()]
    return page_of(sheet.picture, sheet.template, frame=sheet.frame, scripts=sheet.scripts,
                   styles=sheet.styles, facts=sheet.facts, downloads=downloads,
                   language=language)  # fmt: skip


def plain_page(
    template: str, *, frame: Frame, facts: object, scripts: Iterable[str],
    language: Language = ENGLISH,
) -> str:  # fmt: skip
    """A page without a map; ``scripts`` are files of this package's templates."""
    running, style = tuple(map(own, ("say.js", *scripts))), own("page.css")
    text = typeset(
        template,
        language=language,
        messages=messages_of(running, language),
        frame=frame,
        facts=facts,
        policy=policy(running, (style,)),
        scripts=tuple(map(Markup, running)),
        styles=(Markup(style),),  # noqa: S704 - our own
    )
    return str(text)


def download(name: str, table: pd.DataFrame) -> Download:
    """A table as a file inside the page."""
    content = base64.b64encode(csv_of(table)).decode()
    return Download(
        name=name,
        file=PurePosixPath(f"{name}.csv").name,
        address=f"data:text/csv;charset=utf-8;base64,{content}",
    )


def csv_of(table: pd.DataFrame) -> bytes:
    r"""A table as CSV that spreadsheets take for UTF-8; an unknown figure is an empty cell.

    >>> csv_of(pd.DataFrame({"name": ["=1+1"], "km": [1.5]})).decode("utf-8-sig")
    "name,km\n'=1+1,1.5\n"
    """
    texts = table.select_dtypes(exclude="number").columns
    safe = table.assign(**{str(name): table[name].map(_inert) for name in texts})
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def _inert(cell: object) -> object:
    return inert(cell) if isinstance(cell, str) else cell
