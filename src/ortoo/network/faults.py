"""Hold the tables of a network against each other.

In    typed tables, each already checked cell by cell.
Out   a list of sentences, one per fault, each with table, line and column; empty when all is well.
Law   a section lies in one country and a border is crossed only by a crossing; every id that is
      cited exists; rail has a gauge and nothing else has.
Not   here: single cells (``base.tables``), geometry against polygons (the audit of the data).
"""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from ortoo.base.tables import number_in, words
from ortoo.base.tables import place_of as at
from ortoo.inputs.schema import MOST, OPEN_SEA

Tables = Mapping[str, pd.DataFrame]


def faults_between(tables: Tables) -> list[str]:
    """Every contradiction between the tables, in the order of the tables and their rows."""
    return [
        *_ends(tables),
        *_section_countries(tables),
        *_overflights(tables),
        *_passages(tables),
        *_crossing_countries(tables),
        *_crossing_parts(tables),
        *_gauges(tables),
        *_transfers(tables),
        *_sources(tables),
    ]


def _ends(tables: Tables) -> Iterator[str]:
    known = set(tables["places"]["place_id"])
    cited = {
        "sections": ("from_id", "to_id"),
        "crossings": ("from_id", "to_id"),
        "transfers": ("place_id",),
        "markets": ("place_id",),
    }
    for table, columns in cited.items():
        for column in columns:
            for row, place in enumerate(tables[table][column]):
                if place and place not in known:
                    yield (
                        f"{at(table, row, column=column)}: got {place!r}, expected the id of a "
                        "place in places.csv"
                    )


def _section_countries(tables: Tables) -> Iterator[str]:
    country_of = tables["places"].set_index("place_id")["country"].to_dict()
    sections = tables["sections"]
    for row, section in enumerate(sections.to_dict("records")):
        if section["mode"] == "air":
            continue
        for column in ("from_id", "to_id"):
            lies_in = country_of.get(section[column], section["country"])
            if lies_in != section["country"]:
                yield (
                    f"{at('sections', row, column='country')}: got {section['country']}, but "
                    f"{section[column]} lies in {lies_in}: a section lies in one country, "
                    "and a border is passed by a row of crossings.csv"
                )


def _overflights(tables: Tables) -> Iterator[str]:
    country_of = tables["places"].set_index("place_id")["country"].to_dict()
    for row, section in enumerate(tables["sections"].to_dict("records")):
        over, over_km = words(section["overflies"]), words(section["overflies_km"])
        if over and section["mode"] != "air":
            yield (
                f"{at('sections', row, column='overflies')}: got {section['overflies']!r}; only "
                "sections of mode air fly, leave the cell empty"
            )
        if over_km and (len(over_km) != len(over) or not all(map(_is_length, over_km))):
            yield (
                f"{at('sections', row, column='overflies_km')}: got {section['overflies_km']!r}, "
                f"expected {len(over)} lengths in km, one for each country of overflies"
            )

        ends = (country_of.get(section[end]) for end in ("from_id", "to_id"))
        missing = [country for country in dict.fromkeys(ends) if country and country not in over]
        if over_km and missing:
            yield (
                f"{at('sections', row, column='overflies')}: got {section['overflies']!r}, "
                f"expected {' and '.join(missing)} as well: with overflies_km the countries of "
                "both ends are told"
            )


def _passages(tables: Tables) -> Iterator[str]:
    for row, section in enumerate(tables["sections"].to_dict("records")):
        passed, passed_km = words(section["passes"]), words(section["passes_km"])
        if passed and (section["mode"] == "air" or section["country"] in passed):
            yield (
                f"{at('sections', row, column='passes')}: got {section['passes']!r}; expected "
                "other countries that a section on the ground runs over"
            )
        lengths = [float(km) for km in passed_km if _is_length(km)]
        if len(passed_km) != len(passed) or len(lengths) != len(passed):
            yield (
                f"{at('sections', row, column='passes_km')}: got {section['passes_km']!r}, "
                f"expected {len(passed)} lengths in km, one for each country of passes"
            )
        elif sum(lengths) >= section["length_km"]:
            yield (
                f"{at('sections', row, column='passes_km')}: got {section['passes_km']!r}, "
                f"expected less than the section's {section['length_km']:g} km"
            )


def _is_length(text: str) -> bool:
    return 0.0 < number_in(text) <= MOST


def _crossing_countries(tables: Tables) -> Iterator[str]:
    country_of = tables["places"].set_index("place_id")["country"].to_dict()
    for row, crossing in enumerate(tables["crossings"].to_dict("records")):
        if crossing["leaves"] == crossing["enters"]:
            yield (
                f"{at('crossings', row, column='enters')}: got {crossing['enters']} on both "
                "sides; a crossing joins two countries"
            )
        for column, end in (("leaves", "from_id"), ("enters", "to_id")):
            lies_in = country_of.get(crossing[end], crossing[column])
            if lies_in != crossing[column]:
                yield (
                    f"{at('crossings', row, column=column)}: got {crossing[column]}, but "
                    f"{crossing[end]} lies in {lies_in}"
                )


def _crossing_parts(tables: Tables) -> Iterator[str]:
    crossings = tables["crossings"]
    for part, whole in (("time_leaves_h", "time_h"), ("cost_leaves_usd_t", "cost_usd_t")):
        for row in np.flatnonzero((crossings[part] > crossings[whole]).to_numpy()):
            yield (
                f"{at('crossings', int(row), column=part)}: got {crossings[part].iloc[row]:g}, "
                f"more than the whole {whole} of {crossings[whole].iloc[row]:g}"
            )


def _gauges(tables: Tables) -> Iterator[str]:
    pairs = {
        "sections": (("mode", "gauge_mm"),),
        "crossings": (("mode", "gauge_from_mm"), ("mode", "gauge_to_mm")),
        "transfers": (("mode_from", "gauge_from_mm"), ("mode_to", "gauge_to_mm")),
    }
    for table, columns in pairs.items():
        for mode, gauge in columns:
            rows = zip(tables[table][mode], tables[table][gauge], strict=True)
            for row, (mode_cell, gauge_cell) in enumerate(rows):
                if mode_cell == "rail" and not gauge_cell:
                    yield f"{at(table, row, column=gauge)}: is empty; rail needs its gauge in mm"
                if mode_cell != "rail" and gauge_cell:
                    yield (
                        f"{at(table, row, column=gauge)}: got {gauge_cell!r}; only rail has a "
                        "gauge, leave the cell empty"
                    )


def _transfers(tables: Tables) -> Iterator[str]:
    for row, transfer in enumerate(tables["transfers"].to_dict("records")):
        before = (transfer["mode_from"], transfer["gauge_from_mm"])
        after = (transfer["mode_to"], transfer["gauge_to_mm"])
        if before == after:
            yield (
                f"{at('transfers', row, column='mode_to')}: got the same mode and gauge as "
                "before; a transfer changes one of them"
            )


def _sources(tables: Tables) -> Iterator[str]:
    known = set(tables["sources"]["source_id"]) | {"unsourced"}
    if len(known) == 1:
        return  # a folder without sources.csv cites in free text
    for table, frame in tables.items():
        for row, cell in enumerate(frame.get("source", ())):
            for cited in words(cell):
                if cited not in known:
                    yield (
                        f"{at(table, row, column='source')}: got {cited!r}, expected an id of "
                        "sources.csv"
                    )


def countries_without_shape(tables: Tables, shapes: set[str]) -> Iterator[str]:
    """Countries that places name and that have no polygon; the open sea needs none."""
    for row, country in enumerate(tables["places"]["country"]):
        if country not in shapes and country != OPEN_SEA:
            yield (
                f"{at('places', row, column='country')}: got {country!r}, expected a country of "
                "the countries layer"
            )
