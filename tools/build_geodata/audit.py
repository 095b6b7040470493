"""Tell where the lines of a geodata folder disagree with the tables, worst first.

In    a geodata folder with ``network/``, ``lines/sections.fgb`` and ``countries/``.
Out   sentences: lengths against published lengths, lines that leave their country, border places
      off the boundary, ends that dangle; ``python -m tools.build_geodata.audit FOLDER`` prints
      them.
Law   everything that exceeds a limit is told; nothing is mended.
Not   here: making the lines (``lines``), faults of single cells (``ortoo data check``).
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyogrio
import shapely

from ortoo.base.geodesy import great_circle_km
from tools.build_geodata.land import Land
from tools.build_geodata.lines import Row, read_rows

STRAYS_KM = 0.3
"""A line that gets farther than this from its country is told."""
ENDS_KM = {"rail": 5.0}
"""How far from its place a line may end: stations lie beside their towns. Other modes: 0.1."""
ADRIFT_KM = 0.05
"""How far from the boundary a border place may be: coarse borders are not finer than that."""
LOOSE_KINDS = ("border", "junction", "sea")
"""Places of these kinds make no sense as the end of a single section."""


@dataclass(frozen=True)
class Line:
    """A section with its line: the row of ``sections.csv`` and what ``sections.fgb`` says."""

    row: Row
    line: shapely.LineString
    traced: bool
    share_traced: float
    length_km: float
    drawn_km: float

    @property
    def difference(self) -> float:
        """Modelled over published length, less one; NaN where nothing is published."""
        published = self.row["published_km"]
        return self.length_km / float(published) - 1 if published else np.nan


def read_lines(folder: Path) -> list[Line]:
    """The sections of ``folder`` that have a line, by id."""
    rows = {r["section_id"]: r for r in read_rows(folder / "network" / "sections.csv")}
    columns = ["section_id", "traced", "share_traced", "length_km", "drawn_km"]
    _, _, shapes, fields = pyogrio.raw.read(folder / "lines" / "sections.fgb", columns=columns)
    lines = zip(shapely.from_wkb(shapes), *fields, strict=True)
    return [
        Line(rows[name], line, bool(traced), float(share), float(length), float(drawn))
        for line, name, traced, share, length, drawn in lines
        if name in rows
    ]


def lengths(lines: list[Line]) -> Iterator[str]:
    """One row per section with a published length, worst first, and the medians per mode."""
    told = [line for line in lines if not np.isnan(line.difference)]
    yield f"{'section':56} traced share  length_km published   diff %  drawn_km"
    for line in sorted(told, key=lambda line: -abs(line.difference)):
        yield (
            f"{line.row['section_id']:56} {'yes' if line.traced else 'no':6}"
            f" {line.share_traced:5.2f} {line.length_km:10.1f}"
            f" {float(line.row['published_km']):9.1f} {100 * line.difference:+8.1f}"
            f" {line.drawn_km:9.1f}"
        )
    for mode in sorted({line.row["mode"] for line in told}):
        off = np.abs([line.difference for line in told if line.row["mode"] == mode])
        median, most = np.percentile(off, [50, 95])
        yield f"{mode}: {len(off)} published, median {median:.1%} off, 95 % within {most:.1%}"
    rail = [line for line in lines if line.row["mode"] == "rail"]
    yield f"{sum(line.traced for line in rail)} of {len(rail)} rail sections are traced throughout"


def strays(lines: list[Line], *, land: Land) -> Iterator[str]:
    """The sections on land that leave their country by more than ``STRAYS_KM``, worst first."""
    found = []
    for line in lines:
        if line.row["mode"] in ("rail", "road"):
            km, far = land.strays(line.line, country=line.row["country"])
            found.append((far, km, line.row))
    for far, km, row in sorted(found, key=lambda told: (-told[0], told[2]["section_id"])):
        if far > STRAYS_KM:
            yield f"{row['section_id']} leaves {row['country']}: {km:.1f} km, {far:.2f} km off"


def loose_ends(lines: list[Line], *, folder: Path) -> Iterator[str]:
    """Lines that end beside their place, and places where a way ends that should go on."""
    places = {row["place_id"]: row for row in read_rows(folder / "network" / "places.csv")}
    crossings = read_rows(folder / "network" / "crossings.csv")
    for line in lines:
        ends = line.line.coords[0], line.line.coords[-1]
        for name, end in zip((line.row["from_id"], line.row["to_id"]), ends, strict=True):
            place = float(places[name]["lon"]), float(places[name]["lat"])
            km = great_circle_km(place, end)
            if km > ENDS_KM.get(line.row["mode"], 0.1):
                yield f"{line.row['section_id']} ends {km:.1f} km from {name}"
    meets = Counter(line.row[end] for line in lines for end in ("from_id", "to_id"))
    meets += Counter({row["from_id"]: 1 for row in crossings})
    for name, row in places.items():
        if row["kind"] in LOOSE_KINDS and meets[name] < 2:  # noqa: PLR2004
            yield f"{name} ({row['kind']}) dangles: {meets[name]} section or crossing ends there"


def adrift(folder: Path, *, land: Land) -> Iterator[str]:
    """The places of kind border that do not lie on the boundary of their country, worst first."""
    found = []
    for row in read_rows(folder / "network" / "places.csv"):
        if row["kind"] == "border" and row["country"] in land.parts:
            here = np.array([[float(row["lon"]), float(row["lat"])]])
            found.append((float(land.off_boundary_km(row["country"], here)[0]), row["place_id"]))
    for km, name in sorted(found, key=lambda told: (-told[0], told[1])):
        if km > ADRIFT_KM:
            yield f"{name} is a border place {km:.2f} km from the boundary of its country"


def report(folder: Path) -> Iterator[str]:
    """All findings about ``folder``, in paragraphs."""
    lines, land = read_lines(folder), Land.read(folder / "countries" / "countries.fgb")
    yield "# Lengths"
    yield from lengths(lines)
    yield "# Lines that leave their country"
    yield from strays(lines, land=land)
    yield "# Border places off the boundary"
    yield from adrift(folder, land=land)
    yield "# Loose ends"
    yield from loose_ends(lines, folder=folder)


if __name__ == "__main__":
    for sentence in report(Path(sys.argv[1])):
        print(sentence)
