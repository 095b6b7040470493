"""The links from each page of an atlas to the pages beside it.

In    the pages of an atlas, in its order, with their headings.
Out   the same pages with their links.
Law   a link leads to a page that this atlas has, and stands on no page outside of one; which
      process made a page changes nothing.
Not   here: which pages belong to one question (``views.leaves``), how links look (the stylesheet).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from ortoo.views.language import Language
from ortoo.views.leaf import BESIDE, HOME, Leaf, Link, plain
from ortoo.views.typeset import typeset

Headed = tuple[str, Leaf]


def with_links(found: Sequence[Headed], language: Language) -> list[Headed]:
    """``found``, pairs of a heading and a page, with links where a page has room for them."""
    files = {leaf.file for _, leaf in found}
    groups = [(heading, [leaf for _, leaf in of])
              for heading, of in groupby(found, key=itemgetter(0))]  # fmt: skip
    first = groups[0][1] if groups else []
    return [
        (heading, _linked(leaf, heading, links=_links(leaf, leaves, first=first, files=files),
                          language=language))
        for heading, leaves in groups for leaf in leaves
    ]  # fmt: skip


def _links(
    leaf: Leaf, group: Sequence[Leaf], *, first: Sequence[Leaf], files: set[str]
) -> Iterator[Link]:
    """Its own, as far as they lead somewhere; else its neighbours; alone, the first pages."""
    own = [link for link in leaf.beside if link.file in files]
    at = group.index(leaf)
    near = group[max(at - 1, 0) : at + 2] if len(group) > 1 else first
    yield from own or (Link(file=other.file, text=other.link) for other in near)


def _linked(leaf: Leaf, heading: str, *, links: Iterator[Link], language: Language) -> Leaf:
    up = Link(file=f"{HOME}#{plain(heading)}", text=heading)
    nav = typeset("beside.html", language=language, up=up, links=list(links), here=leaf.file)
    return replace(leaf, html=leaf.html.replace(BESIDE, nav, 1))
