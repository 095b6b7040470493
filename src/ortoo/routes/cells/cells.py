"""Countries as cells: an overlay of border nodes that answers for any avoided countries.

In    a domain; cells built before, to be shared where their country is the same.
Out   ``Cells``.
Law   exact for every set of avoided countries; what changes at crossings rebuilds no cell, what
      changes inside a country rebuilds that country's only.
Not   here: questions (``routes.cells.connection``), lattices (``routes.cells.subsets``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ortoo.routes.cells.cell import Cell, Plan
from ortoo.routes.cells.domain import Domain
from ortoo.routes.cells.kernels.queue import ABSENT, Flags, Ints
from ortoo.routes.cells.kernels.spread import Overlay

LINK = -1
WORD_BITS = 64


@dataclass(frozen=True, kw_only=True, eq=False)
class Country:
    """A cell and where its local numbers stand in the domain; both arrays rise."""

    cell: Cell
    nodes: NDArray[np.int64]
    arcs: NDArray[np.int64]

    def local(self, node: int) -> int:
        """The local number of one of the country's nodes."""
        return int(np.searchsorted(self.nodes, node))

    def way(self, pair: int) -> list[int]:
        """The domain's arcs between the border nodes of a pair."""
        arcs: list[int] = self.arcs[self.cell.way(pair)].tolist()
        return arcs


@dataclass(frozen=True, kw_only=True, eq=False)
class Cells:
    """All countries of a domain and the overlay between them.

    ``countries`` maps the number of each set of one country to that country. ``border`` lists the
    overlay's nodes, ``at`` says for every node of the domain which of them it is (-1 for none),
    ``home`` the number of the country in which it lies then (-1 for a node without arcs).
    ``source`` tells for each overlay arc the number of its country and the pair there, or ``LINK``
    and the domain's arc.
    """

    domain: Domain
    countries: Mapping[int, Country]
    border: NDArray[np.int64]
    at: Ints
    home: Ints
    overlay: Overlay
    source: NDArray[np.int64]

    def refusing(self, avoided: Iterable[str]) -> Flags:
        """Which sets of countries refuse when ``avoided`` do; the last flag stands for nobody."""
        words = np.zeros(self._words.shape[1], dtype=np.uint64)
        for country in avoided:
            words |= self._word_of.get(country, np.uint64(0))
        return np.asarray((self._words & words).any(axis=1))

    def way_along(self, arc: int) -> list[int]:
        """The domain's arcs behind an overlay arc, in order; remembered."""
        if arc not in self._ways:
            number, item = self.source[arc].tolist()
            way = [item] if number == LINK else self.countries[number].way(item)
            self._ways[arc] = way
        return self._ways[arc]

    @cached_property
    def _ways(self) -> dict[int, list[int]]:
        """What ``way_along`` has found so far."""
        return {}

    @cached_property
    def _word_of(self) -> dict[str, NDArray[np.uint64]]:
        """The bit of each country in as many words as it takes."""
        names = sorted(frozenset[str]().union(*self.domain.sets))
        count = len(names) // WORD_BITS + 1
        bits = np.zeros((len(names), count), dtype=np.uint64)
        for n in range(len(names)):
            bits[n, n // WORD_BITS] = 1 << (n % WORD_BITS)
        return dict(zip(names, bits, strict=True))

    @cached_property
    def _words(self) -> NDArray[np.uint64]:
        """The bits of each set of countries, and of the empty one."""
        count = len(self._word_of) // WORD_BITS + 1
        words = np.zeros((len(self.domain.sets) + 1, count), dtype=np.uint64)
        for number, members in enumerate(self.domain.sets):
            for country in members:
                words[number] |= self._word_of[country]
        return words


def build_cells(domain: Domain, *, like: Cells | None = None) -> Cells:
    """The cells of ``domain``; those of ``like`` are shared where the country is the same.

    The overlay keeps of each country only the pairs of border nodes whose best way passes no third:
    Schulz, Wagner, Zaroliagis 2002 and Delling, Goldberg, Pajor, Werneck 2011, with countries for
    cells.

    Parameters
    ----------
    domain
        Arcs with keys, consent and openness.
    like
        Cells of another question, date or scenario.
    """
    single = np.array([len(members) == 1 for members in domain.sets], dtype=bool)
    is_border, country_of = _borders(domain, single)
    known = {} if like is None else {like.domain.sets[n]: c.cell for n, c in like.countries.items()}
    order = np.argsort(domain.consent, kind="stable")
    stops = np.cumsum(np.bincount(domain.consent, minlength=len(domain.sets)))[:-1]
    countries = {
        number: _country(domain, arcs, border=is_border, known=known.get(domain.sets[number]))
        for number, arcs in enumerate(np.split(order, stops))
        if single[number]
    }
    for country in countries.values():
        is_border[country.nodes[country.cell.plan.border]] = True
    at = np.where(is_border, np.cumsum(is_border) - 1, ABSENT).astype(np.int32)
    links = np.flatnonzero(~single[domain.consent] & domain.is_open)
    overlay, source = _overlay(domain, countries, at=at, links=links)
    return Cells(
        domain=domain,
        countries=countries,
        border=np.flatnonzero(is_border),
        at=at,
        home=np.where(is_border, ABSENT, country_of).astype(np.int32),
        overlay=overlay,
        source=source,
    )


def _borders(domain: Domain, single: NDArray[np.bool_]) -> tuple[Flags, Ints]:
    """Which nodes are on a border, and the country of the others.

    A border node meets arcs of two sets of countries, or one that needs several countries; open or
    closed, so that opening a crossing moves no border.
    """
    ends = np.concatenate((domain.tail, domain.head))
    consent = np.concatenate((domain.consent, domain.consent))
    low = np.full(domain.nodes, len(domain.sets), dtype=np.int32)
    high = np.full(domain.nodes, ABSENT, dtype=np.int32)
    np.minimum.at(low, ends, consent)
    np.maximum.at(high, ends, consent)
    linked = np.zeros(domain.nodes, dtype=bool)
    linked[ends[~single[consent]]] = True
    return linked | (low < high), high


def _country(
    domain: Domain, arcs: NDArray[np.int64], *, border: Flags, known: Cell | None
) -> Country:
    """One country, by the cell that is known of it if nothing has changed."""
    nodes = np.unique(np.concatenate((domain.tail[arcs], domain.head[arcs])))
    usable = arcs[domain.is_open[arcs]]
    plan = Plan(
        size=len(nodes),
        tail=np.searchsorted(nodes, domain.tail[usable]).astype(np.int32),
        head=np.searchsorted(nodes, domain.head[usable]).astype(np.int32),
        keys=np.ascontiguousarray(domain.keys[usable]),
        border=np.flatnonzero(border[nodes]).astype(np.int32),
    )
    cell = known if known is not None and plan.equals(known.told) else Cell.of(plan)
    return Country(cell=cell, nodes=nodes, arcs=usable)


def _overlay(
    domain: Domain, countries: Mapping[int, Country], *, at: Ints, links: NDArray[np.int64]
) -> tuple[Overlay, NDArray[np.int64]]:
    """The arcs between border nodes, sorted by tail, and where each comes from."""
    tails, heads, keys = [at[domain.tail[links]]], [at[domain.head[links]]], [domain.keys[links]]
    sources = [np.column_stack((np.full(len(links), LINK), links))]
    consent = [domain.consent[links]]
    for number, country in countries.items():
        cell = country.cell
        where = at[country.nodes[cell.plan.border]]
        count = len(cell.pairs)
        tails.append(where[cell.pairs[:, 0]])
        heads.append(where[cell.pairs[:, 1]])
        keys.append(cell.sums)
        consent.append(np.full(count, number, dtype=np.int32))
        sources.append(np.column_stack((np.full(count, number), np.arange(count))))
    tail = np.concatenate(tails)
    order = np.argsort(tail, kind="stable")
    counts = np.bincount(tail, minlength=int(at.max(initial=ABSENT)) + 1)
    overlay = Overlay(
        start=np.concatenate(([0], np.cumsum(counts))).astype(np.int32),
        tail=tail[order],
        head=np.concatenate(heads)[order],
        keys=np.concatenate(keys)[order],
        consent=np.concatenate(consent)[order],
    )
    return overlay, np.concatenate(sources)[order]
