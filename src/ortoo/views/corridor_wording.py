"""The words about a corridor: its headline, its sections, and why something is not in service.

In    a ``Corridor``, its branches, rows of its tables.
Out   short texts, said so that they can be told in other languages.
Law   what is closed is told with its day; unknown reads "unknown", never 0.
Not   here: where they stand (``views.corridor_page``).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from ortoo.base.geodesy import great_circle_km
from ortoo.base.saying import Said, joined, say
from ortoo.inputs.schema import OPEN_SEA
from ortoo.network.corridors import Corridor
from ortoo.study.branches import Branch
from ortoo.views.panels import Row, day_figure
from ortoo.views.tables import figure
from ortoo.views.wording import ACCESS, BY, MODE, STATUS, Names, date_text, days_text, listed

LEAST_SHOWN = 0.05
"""What is less would be rounded to 0.0."""


def headline(found: Corridor, ways: Sequence[Branch], *, names: Names) -> Said:
    """Its length, its longest reach, and the borders that are closed."""
    told = say(
        "{corridor}: {km} km with all branches, in {n} countries",
        corridor=Said(found.name), km=figure(found.length_km), n=countries_of(found),
    )  # fmt: skip
    if (last := furthest(ways, names)) and last.route:
        told = say(
            "{told}; {days} from {origin} to {market}",
            told=told, days=days_text(last.route.time_h),
            origin=names.place(last.origin.place_id), market=names.place(last.end.place_id),
        )  # fmt: skip
    closed = list(dict.fromkeys(names.stretch(*pair) for pair in closed_pairs(found)))
    return say("{told}; closed: {borders}", told=told, borders=listed(closed)) if closed else told


def countries_of(found: Corridor) -> int:
    """How many countries it passes; the open sea is none."""
    return len(set(found.by_country["country"]) - {OPEN_SEA})


def furthest(ways: Sequence[Branch], names: Names) -> Branch | None:
    """Of the ways in the largest piece, the one to the end that lies farthest off.

    Of several ends that are called the same, by rail and by road, it is the fastest way.
    """
    reached = [
        way for way in ways
        if way.route and not way.passed and way.origin == ways[0].origin
    ]  # fmt: skip
    if not reached:
        return None
    last = names.place(max(reached, key=_apart).end.place_id)
    called = [way for way in reached if names.place(way.end.place_id) == last]
    return min(called, key=lambda way: way.route.time_h if way.route else 0.0)


def _apart(way: Branch) -> tuple[float, str]:
    one, other = way.origin, way.end
    return great_circle_km((one.lon, one.lat), (other.lon, other.lat)), other.place_id


def closed_pairs(found: Corridor) -> Iterator[tuple[str, str]]:
    """The two sides of each crossing that is not in service, once for both directions."""
    rows = zip(found.closed["from_id"], found.closed["to_id"], strict=True)
    kept = {frozenset(pair): pair for pair in sorted(rows, reverse=True)}
    yield from sorted(kept.values())


def parting(found: Corridor, names: Names) -> Said | None:
    """Why no way runs all along it; None where it is of one piece."""
    if len(found.pieces) < 2:  # noqa: PLR2004 - one piece is whole
        return None
    told = [say("What is in service falls into {n} parts.", n=len(found.pieces))]
    at = {place: number for number, piece in enumerate(found.pieces) for place in piece}
    apart = [pair for pair in closed_pairs(found) if at[pair[0]] != at[pair[1]]]
    if apart:
        borders = listed(list(dict.fromkeys(names.stretch(*pair) for pair in apart)))
        told.append(say("Closed borders lie between them: {borders}.", borders=borders))
    told += [
        say(
            "Two branches do not touch: from {one} to {other} it is {km} km as the crow flies, and "
            "nothing of this corridor lies between.",
            one=names.place(gap["from"]), other=names.place(gap["to"]), km=figure(gap["km"]),
        )
        for gap in found.gaps.to_dict("records")
    ]  # fmt: skip
    return joined(told, " ")


def end_names(ways: Sequence[Branch], names: Names) -> dict[str, Said | str]:
    """What the ends are called; by rail or by road, where several would be called the same."""
    count = Counter(str(names.place(way.end.place_id)) for way in ways)
    called: dict[str, Said | str] = {}
    for way in ways:
        name = names.place(way.end.place_id)
        if way.route and count[str(name)] > 1:
            name = say("{place} ({mode})", place=name, mode=BY[way.route.legs[-1].mode])
        called[way.end.place_id] = name
    return called


def section_name(row: Row, names: Names) -> Said:
    """From where to where, and by what."""
    places = names.stretch(str(row["from_id"]), str(row["to_id"]))
    return say("{places} ({modes})", places=places, modes=MODE[row["mode"]])


def out_of_service(row: Row, date: dt.date) -> str:
    """Why a section or crossing is not in service on ``date``."""
    if row["closes"] and row["closes"] <= date.isoformat():
        day = date_text(dt.date.fromisoformat(row["closes"]))
        return say("closed since {date}", date=day)
    status = str(row.get("status", "closed"))
    told = STATUS.get(status, ACCESS["closed"])
    return joined([told, row["opens"][:4]]) if row["opens"] else told


def small_days(hours: float) -> str:
    """Days with one decimal; a little is not nothing.

    >>> small_days(36.0), small_days(0.5), small_days(0.0)
    ('1.5', '<0.1', '0.0')
    """
    return "<0.1" if 0 < hours / 24 < LEAST_SHOWN else day_figure(hours)


def small_km(km: float) -> str:
    """Kilometres; a little is not nothing.

    >>> small_km(1234.0), small_km(0.01)
    ('1,234', '<0.1')
    """
    return "<0.1" if 0 < km < LEAST_SHOWN else figure(km)
