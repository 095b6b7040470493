"""Say of every arc whether a question lets freight use it, and if not, why.

In    a network and the question's restrictions.
Out   one text per arc: empty where it may be used, else the reason in plain words.
Law   an arc that needs the consent of an avoided country is barred; nothing is removed from the
      network; the reasons depend on the question alone.
Not   here: finding a way (``routes.search``).
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ortoo.base.saying import Said, joined, say
from ortoo.base.tables import words
from ortoo.network.arcs import ArcKind, Consent
from ortoo.network.network import Network
from ortoo.network.service import exists_on
from ortoo.routes.question import Avoid, Cargo, Overflight, Trip

Row = dict[Any, Any]
OF_SECTIONS = ("section_id", "status", "opens", "closes", "mode")
OF_CROSSINGS = (
    "crossing_id", "leaves", "enters", "mode", "access", "season", "opens", "closes",
)  # fmt: skip
OF_TRANSFERS = ("mode_from", "mode_to")
DATES = {"opens": say("open from {date}"), "closes": say("closed from {date}")}
ONLY_FOR = "crossing only for goods of"
ByRow = dict[ArcKind, list[str]]
Judge = Callable[[Row, "Rules"], str]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The restrictions of one question with every name resolved.

    ``states`` are the countries of origin and destination, whose goods travel. ``opened`` are
    sections and crossings taken for open whatever their rows or ``avoid`` say ("what if").
    """

    avoid: Avoid
    modes: frozenset[str]
    date: dt.date
    cargo: Cargo
    states: frozenset[str]
    opened: frozenset[str] = frozenset()

    @classmethod
    def of(cls, trip: Trip, *, avoid: Avoid, date: dt.date, states: frozenset[str]) -> "Rules":
        """The rules that ``trip`` and ``avoid`` make on ``date``."""
        modes = frozenset(trip.modes)
        return cls(avoid=avoid, modes=modes, date=date, cargo=trip.cargo, states=states)


def reasons(network: Network, rules: Rules) -> list[str]:
    """Why each arc is barred, in the order of ``network.arcs``; "" where it is not."""
    return with_countries(network, reasons_by_row(network, rules), avoid=rules.avoid)


def reasons_by_row(network: Network, rules: Rules) -> ByRow:
    """Why each row is barred, whatever countries are avoided: all but that part of ``reasons``."""
    judges: dict[ArcKind, tuple[list[Row], Judge]] = {
        ArcKind.LINE: (_rows(network, "sections", columns=OF_SECTIONS), _section),
        ArcKind.CROSSING: (_rows(network, "crossings", columns=OF_CROSSINGS), _crossing),
        ArcKind.TRANSFER: (_rows(network, "transfers", columns=OF_TRANSFERS), _transfer),
    }
    return {kind: [judge(row, rules) for row in rows] for kind, (rows, judge) in judges.items()}


def with_countries(network: Network, by_row: ByRow, *, avoid: Avoid) -> list[str]:
    """The reasons of every arc, an avoided country first; ``by_row`` has the others."""
    arcs = network.arcs
    why = {consent: _country(consent, avoid) for consent in set(arcs.consents)}
    pairs = zip(arcs.arcs, arcs.consents, strict=True)
    return [why[consent] or by_row[arc.kind][arc.row] for arc, consent in pairs]


def _rows(network: Network, table: str, *, columns: tuple[str, ...]) -> list[Row]:
    """Rows with what is judged by: whole rows would take most of the time of a question."""
    cells = [network.tables[table][column].tolist() for column in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]


def _country(consent: Consent, avoid: Avoid) -> str:
    avoided = [c for c in consent.on_ground if c in avoid.countries]
    if avoided:
        return say("country {country} avoided", country=avoided[0])
    over = [c for c in consent.over if c in avoid.countries]
    refused = over and avoid.overflight is Overflight.REFUSED
    return say("flies over {country}, avoided", country=over[0]) if refused else ""


def _dates(row: Row) -> str:
    """Since when and until when, as far as its row says."""
    told = [say(said.message, date=row[name]) for name, said in DATES.items() if row[name]]
    return say(" ({dates})", dates=joined(told)) if told else ""


def _mode(mode: str, rules: Rules) -> str:
    return "" if mode in rules.modes else say("mode {mode} not asked for", mode=Said(mode))


def _section(row: Row, rules: Rules) -> str:
    opened = row["section_id"] in rules.opened
    if not opened and row["section_id"] in rules.avoid.sections:
        return say("section {section} avoided", section=row["section_id"])
    if not opened and not exists_on(row, rules.date):
        return say(
            "{status}, not in service on {date}{dates}", status=Said(row["status"]),
            date=rules.date, dates=_dates(row),
        )  # fmt: skip
    return _mode(row["mode"], rules)


def _crossing(row: Row, rules: Rules) -> str:
    opened = row["crossing_id"] in rules.opened
    if not opened and row["crossing_id"] in rules.avoid.crossings:
        return say("crossing {crossing} avoided", crossing=row["crossing_id"])
    return ("" if opened else _closed(row, rules)) or _mode(row["mode"], rules)


def _closed(row: Row, rules: Rules) -> str:
    """Why a crossing does not take this freight on this day; "" when it does."""
    if row["access"] == "closed":
        return say("crossing closed")
    if not exists_on(row, rules.date):
        return say("crossing not in service on {date}{dates}", date=rules.date, dates=_dates(row))
    if row["season"] and str(rules.date.month) not in {m.lstrip("0") for m in words(row["season"])}:
        return say(
            "crossing out of season on {date} (open in months {months})", date=rules.date,
            months=row["season"],
        )  # fmt: skip
    if row["access"] == "bilateral" and not _may_use_bilateral(row, rules):
        return say(
            "crossing only for goods of {leaves} and {enters} themselves", leaves=row["leaves"],
            enters=row["enters"],
        )  # fmt: skip
    return ""


def _may_use_bilateral(row: Row, rules: Rules) -> bool:
    return rules.cargo is Cargo.BILATERAL and rules.states == {row["leaves"], row["enters"]}


def _transfer(row: Row, rules: Rules) -> str:
    return _mode(row["mode_from"], rules) or _mode(row["mode_to"], rules)
