"""What could be opened, built or allowed: the candidates for a repair.

In    a network and the rules of a question.
Out   ``Candidate``s: lines not in service (and their sections one by one), crossings closed, rules
      that keep third countries' goods out, overflight.
Law   each candidate is barred by the rules as they are; a line is what hangs together of one mode;
      both directions of a crossing are one candidate; what it costs is told only where published.
Not   here: what a candidate is worth (``study.repair``).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ortoo.inputs.cards import Scenario
from ortoo.inputs.cards_models import Open
from ortoo.network.arcs import ArcKind
from ortoo.network.network import Network
from ortoo.network.service import exists_on
from ortoo.routes.avoidance import Rules
from ortoo.study.chosen import chosen_rows

Row = dict[Any, Any]


class Kind(StrEnum):
    """What kind of change a candidate is."""

    LINE = "line"
    SECTION = "section"
    CROSSING = "crossing"
    RULE = "rule"
    OVERFLIGHT = "overflight"


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One change that might help.

    ``opened`` are the sections and crossings that it opens; ``new_km`` the kilometres of line to be
    built or reopened, 0 for a change of rule; ``usd_m`` what it is published to cost, NaN unknown.
    """

    kind: Kind
    name: str
    opened: frozenset[str]
    new_km: float = 0.0
    usd_m: float = math.nan


def candidates(
    network: Network, rules: Rules, *, projects: Sequence[Scenario] = ()
) -> tuple[Candidate, ...]:
    """Every candidate of ``network`` under ``rules``, in a fixed order.

    ``projects`` are cards whose ``investment`` tells what opening their sections costs.

    Examples
    --------
    >>> import ortoo
    >>> from ortoo.routes.asked import resolve
    >>> network, trip = ortoo.load_network(), ortoo.Trip("Ulaanbaatar", "Almaty")
    >>> rules = resolve(network, trip, avoid=ortoo.Avoid(), minimise=ortoo.Cost.TIME).rules
    >>> {str(found.kind) for found in candidates(network, rules)} >= {"line", "rule"}
    True
    """
    costs = dict(_investments(network, projects))
    lines = list(_lines(network, rules, costs=costs))
    taken = frozenset[str]().union(*(line.opened for line in lines))
    found = [
        *lines,
        *_sections(network, lines),
        *_crossings(network, rules, taken=taken),
        *_overflight(network),
    ]
    return tuple(found)


def _idle_sections(network: Network, rules: Rules) -> list[Row]:
    rows = network.tables["sections"].to_dict("records")
    return [
        row
        for row in rows
        if row["mode"] in rules.modes
        and row["section_id"] not in rules.opened | rules.avoid.sections
        and not exists_on(row, rules.date)
    ]


def _lines(
    network: Network, rules: Rules, *, costs: Mapping[frozenset[str], float]
) -> Iterator[Candidate]:
    """Idle sections that hang together, by places and idle crossings, of one mode."""
    idle = _idle_sections(network, rules)
    ends = {(row[c], row["mode"]) for row in idle for c in ("from_id", "to_id")}
    borders = [
        row
        for row in network.tables["crossings"].to_dict("records")
        if {(row["from_id"], row["mode"]), (row["to_id"], row["mode"])} & ends
        and row["crossing_id"] not in rules.opened
    ]
    group: dict[tuple[str, str], tuple[str, str]] = {}

    def root(node: tuple[str, str]) -> tuple[str, str]:
        while group.setdefault(node, node) != node:
            node = group[node]
        return node

    for row in (*idle, *borders):
        one, two = (root((row[c], row["mode"])) for c in ("from_id", "to_id"))
        group[two] = one
    parts: dict[tuple[str, str], list[Row]] = {}
    for row in idle:
        parts.setdefault(root((row["from_id"], row["mode"])), []).append(row)
    for node, sections in parts.items():
        passed = [row for row in borders if root((row["from_id"], row["mode"])) == node]
        ids = frozenset(row["section_id"] for row in sections)
        yield Candidate(
            kind=Kind.LINE if len(sections) > 1 else Kind.SECTION,
            name=_line_name(network, sections, passed=passed),
            opened=ids | {row["crossing_id"] for row in passed},
            new_km=float(sum(row["length_km"] for row in sections)),
            usd_m=costs.get(ids, math.nan),
        )


def _line_name(network: Network, sections: Sequence[Row], *, passed: Sequence[Row]) -> str:
    """Mode, ends, how far it is, and whose goods it would have to let pass."""
    places = network.tables["places"].set_index("place_id")["name"]
    count: dict[str, int] = {}
    for row in (*sections, *{frozenset((r["from_id"], r["to_id"])): r for r in passed}.values()):
        for column in ("from_id", "to_id"):
            count[row[column]] = count.get(row[column], 0) + 1
    ends = sorted(str(places[place]) for place, times in count.items() if times == 1)
    states = "/".join(sorted({row["status"] for row in sections}))
    borders = "/".join(sorted({c for row in passed for c in (row["leaves"], row["enters"])}))
    over = f", over the border {borders}" if borders else ""
    rule = ", for third countries' goods too" if any(r["access"] != "multilateral"
                                                     for r in passed) else ""  # fmt: skip
    return f"{sections[0]['mode']} {' - '.join(ends)} ({states}{over}{rule})"


def _sections(network: Network, lines: Sequence[Candidate]) -> Iterator[Candidate]:
    """The sections of lines of several, each with the crossings at its ends."""
    rows = {row["section_id"]: row for row in network.tables["sections"].to_dict("records")}
    crossings = network.tables["crossings"].to_dict("records")
    for line in lines:
        if line.kind is not Kind.LINE:
            continue
        for section in sorted(line.opened & rows.keys()):
            row = rows[section]
            ends = {row["from_id"], row["to_id"]}
            at = [c for c in crossings if c["crossing_id"] in line.opened
                  and {c["from_id"], c["to_id"]} & ends]  # fmt: skip
            yield Candidate(
                kind=Kind.SECTION,
                name=f"section {section} ({row['status']})",
                opened=frozenset({section, *(c["crossing_id"] for c in at)}),
                new_km=float(row["length_km"]),
            )


def _crossings(network: Network, rules: Rules, *, taken: frozenset[str]) -> Iterator[Candidate]:
    """Crossings that are closed, out of season, or not for these goods; both directions as one."""
    names = network.tables["places"].set_index("place_id")["name"]
    both: dict[tuple[frozenset[str], str], list[Row]] = {}
    for row in network.tables["crossings"].to_dict("records"):
        if row["mode"] in rules.modes and row["crossing_id"] not in taken | rules.opened:
            both.setdefault((frozenset((row["from_id"], row["to_id"])), row["mode"]), []).append(
                row
            )
    for (_, mode), rows in both.items():
        shut = [row for row in rows if row["access"] == "closed" or row["season"]
                or not exists_on(row, rules.date)]  # fmt: skip
        kept = [row for row in rows if row["access"] == "bilateral"]
        if shut or kept:
            row = rows[0]
            where = f"{names[row['from_id']]} - {names[row['to_id']]}"
            states = f"{row['leaves']}/{row['enters']}"
            kind = Kind.CROSSING if shut else Kind.RULE
            told = "opened all year" if shut else "made multilateral"
            yield Candidate(
                kind=kind,
                name=f"{mode} crossing {where} ({states}) {told}",
                opened=frozenset(row["crossing_id"] for row in rows),
            )


def _overflight(network: Network) -> Iterator[Candidate]:
    if any(arc.kind is ArcKind.LINE and arc.tail.mode == "air" for arc in network.arcs.arcs):
        name = "aircraft, allowed over avoided countries"
        yield Candidate(kind=Kind.OVERFLIGHT, name=name, opened=frozenset())


def _investments(
    network: Network, projects: Sequence[Scenario]
) -> Iterator[tuple[frozenset[str], float]]:
    """What opening exactly these idle sections is published to cost, million USD."""
    sections = network.tables["sections"]
    idle = (sections["status"] != "operating").to_numpy()
    for card in projects:
        if card.investment is None:
            continue
        ids: set[str] = set()
        for edit in card.edits:
            if isinstance(edit, Open) and edit.sections is not None:
                rows = idle & chosen_rows(network, edit.sections, table="sections")
                ids |= set(sections.loc[rows, "section_id"])
        yield frozenset(ids), card.investment.usd_m
