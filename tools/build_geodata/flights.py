"""Say of every air section over whose territory it flies.

In    ``network/`` with places, waypoints and sections; ``countries/countries.fgb``.
Out   the cells ``overflies`` and ``overflies_km`` of ``sections.csv``, in the order of travel from
      ``from_id``; with ``--print`` the kilometres over each country.
Law   the line looked at is the one that ``draw`` draws, geodesics from point to point of the chain;
      its kilometres are counted once each and add up to its length; both end states are named, for
      landing needs their consent as flying over does; a second run changes no byte.
Not   here: whether a flight may overfly (``ortoo.routes.avoidance``); lengths (``lines``).

Run from the root: ``python -m tools.build_geodata.flights [--check] [--print]``.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import shapely

from ortoo.base.geodesy import segment_km
from ortoo.inputs.schema import OPEN_SEA
from tools.build_geodata.draw import straight
from tools.build_geodata.land import Land, sampled
from tools.build_geodata.lines import Row, read_rows, section_of, write_rows
from tools.build_geodata.trace import Point

GEODATA = Path("geodata")
STEP_KM = 0.5
"""The line is looked at this closely."""
LEAST_KM = 2.0
"""Less is not called flying over: the polygons of far countries are that coarse."""
COLUMN, KM_COLUMN = "overflies", "overflies_km"

Over = dict[str, float]
"""Kilometres over each country, in the order of first being entered; XZ is nobody's."""


def build(_: Path, out: Path) -> None:
    """Write the two cells of every row of ``out/network/sections.csv``; columns absent are made.

    Raises
    ------
    FileNotFoundError
        A table or the polygons are not there.
    KeyError
        An air section names a place or waypoint that no table has.
    """
    file = out / "network" / "sections.csv"
    rows, over = read_rows(file), flights(out)
    write_rows(file, [row | cells(over.get(row["section_id"], {})) for row in rows])


def flights(out: Path) -> dict[str, Over]:
    """Kilometres of every air section of a geodata folder over each country."""
    tables = {name: read_rows(out / "network" / f"{name}.csv") for name in ("places", "waypoints")}
    points = {row["waypoint_id"]: _point(row) for row in tables["waypoints"]}
    points |= {row["place_id"]: _point(row) for row in tables["places"]}
    land = Land.read(out / "countries" / "countries.fgb")
    sections = [section_of(row) for row in read_rows(out / "network" / "sections.csv")]
    return {
        section.section_id: flown_over([points[name] for name in section.chain], land=land)
        for section in sections
        if section.mode == "air"
    }


def flown_over(chain: Sequence[Point], *, land: Land) -> Over:
    """Kilometres over each country along geodesics from point to point of ``chain`` (lon, lat).

    Each step of at most ``STEP_KM`` belongs to the country that holds its middle, or to XZ; the sum
    is the length of the line. A chain of one point, or of equal ones, gives an empty answer.
    """
    drawn = straight(chain)
    if not drawn.steps_km:
        return {}
    line = sampled(np.array(drawn.points), step_km=STEP_KM)
    km = segment_km(shapely.LineString(line))
    owners = land.country_of((line[:-1] + line[1:]) / 2)
    over: Over = {}
    for owner, step_km in zip(owners.tolist(), km.tolist(), strict=True):
        over[owner or OPEN_SEA] = over.get(owner or OPEN_SEA, 0.0) + step_km
    return over


def cells(over: Over) -> dict[str, str]:
    """The cells of a row: the countries in order, without the sea and what is only touched.

    >>> cells({"MNG": 900.0, "XZ": 40.0, "RUS": 0.6, "KAZ": 300.25})
    {'overflies': 'MNG KAZ', 'overflies_km': '900.0 300.2'}
    """
    told = {c: km for c, km in over.items() if c != OPEN_SEA and km >= LEAST_KM}
    return {COLUMN: " ".join(told), KM_COLUMN: " ".join(f"{km:.1f}" for km in told.values())}


def wrong_cells(rows: Sequence[Row], over: Mapping[str, Over]) -> Iterator[str]:
    """A sentence for every section whose cells are not what its line flies over."""
    for row in rows:
        for column, found in cells(over.get(row["section_id"], {})).items():
            if row.get(column, "") != found:
                told = row.get(column, "")
                yield f"{row['section_id']}: {column} is {told!r}, the line gives {found!r}"


def main(arguments: Sequence[str]) -> int:
    """Write the cells of geodata/, or with ``--check`` compare them; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.build_geodata.flights")
    parser.add_argument("--check", action="store_true", help="change nothing, tell what differs")
    parser.add_argument("--print", action="store_true", help="print the km over each country")
    asked = parser.parse_args(arguments)
    if asked.print:
        for name, over in flights(GEODATA).items():
            parts = ", ".join(f"{country} {km:,.0f}" for country, km in over.items())
            print(f"{name}: {sum(over.values()):,.0f} km: {parts}")
    if not asked.check:
        build(Path(), GEODATA)
        return 0
    rows = read_rows(GEODATA / "network" / "sections.csv")
    faults = list(wrong_cells(rows, flights(GEODATA)))
    print("\n".join([*faults, f"{len(faults)} differences"]))
    return 1 if faults else 0


def _point(row: Row) -> Point:
    return float(row["lon"]), float(row["lat"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
