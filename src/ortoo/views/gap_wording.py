"""The words about a gap between two countries.

In    a ``Bridging`` of a ``Gap``, a row of the sections near it.
Out   short texts, said so that they can be told in other languages.
Law   the figures are those of ``ortoo gap --json`` and of the sections table.
Not   here: what else stands on the page (``views.gap_page``).
"""

from ortoo.base.saying import Said, capital, joined, say
from ortoo.network.gazetteer import find_place
from ortoo.network.network import Network
from ortoo.routes.territory import Gap
from ortoo.study.bridging import Bridging
from ortoo.views.panels import Row
from ortoo.views.tables import figure
from ortoo.views.wording import Names, listed

STATUS = {
    "operating": say("in service"), "planned": say("planned"),
    "construction": say("under construction"), "closed": say("closed"),
}  # fmt: skip


def finding(network: Network, found: Bridging, *, names: Names) -> Said:
    """The page in one sentence."""
    gap = found.gap
    one, other = capital(names.country(gap.origin)), names.country(gap.destination)
    if not gap.gap_km:
        return say("{one} and {other} share a border.", one=one, other=other)
    whose = [
        say("{km} km of it {country}", km=figure(km), country=names.country(code))
        for code, km in gap.between
    ]
    told = say(
        "{one} and {other} are {km} km apart, {whose}",
        one=one, other=other, km=figure(gap.gap_km), whose=listed(whose),
    )  # fmt: skip
    if found.today is None:
        return say("{sentence}.", sentence=told)
    origin, market = towns_called(network, found, names=names)
    return say(
        "{told}; the road from {origin} to {market} is {km} km long.",
        told=told, origin=origin, market=market, km=figure(found.today.length_km),
    )  # fmt: skip


def gap_title(gap: Gap, names: Names) -> Said:
    """How far it is, and over whose land."""
    pair = {"one": names.country(gap.origin), "other": names.country(gap.destination)}
    if not gap.gap_km:
        return say("{one} and {other} touch", **pair)
    whose = [
        say("{km} km of {country}", km=figure(km), country=names.country(code))
        for code, km in gap.between
    ]
    return say(
        "{km} km between {one} and {other}: {whose}",
        km=figure(gap.gap_km), whose=listed(whose), **pair,
    )  # fmt: skip


def towns_called(network: Network, found: Bridging, *, names: Names) -> tuple[str, str]:
    """What the towns on both sides are called."""
    one, other = (names.found(find_place(network.tables["places"], town)) for town in found.towns)
    return one, other


def spot_text(lon: float, lat: float) -> Said:
    """A point as people write it down.

    >>> spot_text(87.81454, 49.17018)
    '49.1702° N, 87.8145° E'
    """
    north, east = f"{abs(lat):.4f}", f"{abs(lon):.4f}"
    return joined([
        say("{degrees}° N", degrees=north) if lat >= 0 else say("{degrees}° S", degrees=north),
        say("{degrees}° E", degrees=east) if lon >= 0 else say("{degrees}° W", degrees=east),
    ])  # fmt: skip


def status_text(row: Row) -> Said:
    """Whether a section is in service, or when the table says that it will be."""
    status = STATUS[str(row["status"])]
    if not row["opens"] or row["in_service"]:
        return status
    return say("{status}, {year} by the table", status=status, year=str(row["opens"])[:4])
