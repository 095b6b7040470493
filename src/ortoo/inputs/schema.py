"""The tables of a network folder: every column with its unit and meaning.

In    nothing.
Out   the declarations ``PLACES``, ``SECTIONS``, ``CROSSINGS``, ``TRANSFERS``, ``MODES``,
      ``MARKETS``, ``TRADE`` and ``SOURCES``, by name in ``TABLES``.
Law   a table that passes ``base.tables.check`` against its declaration needs no further look at
      single cells downstream.
Not   here: what the tables mean together (``network.faults``).
"""

import math

from ortoo.base.tables import Column, Kind, Table

OPEN_SEA = "XZ"
"""The country code of what belongs to nobody: user-assigned in ISO 3166, international waters."""

MOST = 100_000.0
"""Of km, h and USD/t of one row: more than twice round the earth, more than eleven years. Sums of
keys are exact up to two million (``routes.objective``)."""
HIGHEST = {
    "km": MOST, "h": MOST, "USD/t": MOST, "USD/tkm": 100.0, "g/tkm": MOST,
}  # fmt: skip

MODES_KNOWN = ("rail", "road", "ferry", "sea", "air")
SURFACE_MODES = ("rail", "road", "ferry")
CONFIDENCES = ("high", "med", "low", "derived", "unsourced")
STATUSES = ("operating", "construction", "planned", "closed")
FLOWS = ("export", "import", "turnover", "gdp", "gdp per head", "population")
LENGTH_ORIGINS = ("published", "chain", "estimated", "traced", "drawn")
LENGTH_USES = ("fit", "held-out")
ACCESSES = ("multilateral", "bilateral", "closed")
PLACE_KINDS = (
    "city", "town", "station", "port", "mine", "airport", "border", "sea", "junction",
)  # fmt: skip
GAUGES = ("1000", "1067", "1435", "1520", "1676")

_SOURCE = (
    Column(name="source", meaning="ids of sources.csv, or 'unsourced'", kind=Kind.WORDS,
           may_be_empty=False),
    Column(name="confidence", meaning="how far the source can be trusted", choices=CONFIDENCES,
           may_be_empty=False),
    Column(name="note", meaning="conflicts, arithmetic, reservations", may_be_absent=True),
)  # fmt: skip


def _need(name: str, meaning: str, **more: object) -> Column:
    return Column(name=name, meaning=meaning, may_be_empty=False, **more)  # type: ignore[arg-type]


def _number(name: str, meaning: str, *, unit: str) -> Column:
    high = HIGHEST.get(unit, math.inf)
    return Column(name=name, meaning=meaning, kind=Kind.NUMBER, unit=unit, high=high)


def _optional(column: Column) -> Column:
    return Column(**{**column.__dict__, "may_be_absent": True})


PLACES = Table(
    name="places",
    key=("place_id",),
    columns=(
        _need("place_id", "readable id, stable across rebuilds"),
        _need("name", "the name in English freight texts"),
        Column(name="aliases", meaning="other names, separated by |"),
        _need("country", "ISO 3166 alpha-3", kind=Kind.COUNTRY),
        _need("kind", "what the place is", choices=PLACE_KINDS),
        _need("lon", "degrees east, WGS84", kind=Kind.NUMBER, unit="deg", low=-180.0, high=180.0),
        _need("lat", "degrees north, WGS84", kind=Kind.NUMBER, unit="deg", low=-90.0, high=90.0),
        _number("population", "inhabitants", unit=""),
        Column(name="unlocode", meaning="UN/LOCODE where it exists", may_be_absent=True),
        *_SOURCE,
    ),
)
SECTIONS = Table(
    name="sections",
    key=("section_id",),
    columns=(
        _need("section_id", "stable across rebuilds"),
        _need("from_id", "a place"),
        _need("to_id", "a place"),
        _need("mode", "how freight moves", choices=MODES_KNOWN),
        _need(
            "country",
            "the one country it lies in; XZ at sea and for flights abroad",
            kind=Kind.COUNTRY,
        ),
        Column(name="gauge_mm", meaning="track gauge, rail only", unit="mm", choices=GAUGES),
        _need("status", "whether it exists", choices=STATUSES),
        Column(name="opens", meaning="first day of service", kind=Kind.DATE),
        Column(name="closes", meaning="first day without service", kind=Kind.DATE),
        _number("length_km", "the length that the model uses", unit="km"),
        _optional(Column(name="length_from", meaning="its origin", choices=LENGTH_ORIGINS)),
        _optional(_number("line_km", "length of the track or drawing, before any fit", unit="km")),
        _number("published_km", "length as published for this very section", unit="km"),
        _number("speed_kmh", "running speed without stops; empty: the mode's", unit="km/h"),
        _number("cost_usd_tkm", "tariff without border fees; empty: the mode's", unit="USD/tkm"),
        _number("capacity_mt_y", "published capacity", unit="Mt/y"),
        Column(name="corridors", meaning="corridor ids it belongs to", kind=Kind.WORDS),
        _optional(Column(name="via", meaning="points it runs through", kind=Kind.WORDS)),
        _optional(
            Column(
                name="overflies",
                meaning="air only: countries flown over, both ends included",
                kind=Kind.WORDS,
            )
        ),
        _optional(
            Column(
                name="overflies_km",
                meaning="kilometres over each of them",
                kind=Kind.WORDS,
                unit="km",
            )
        ),
        *_SOURCE,
        _optional(
            Column(
                name="passes",
                meaning="not air: other countries whose land it runs over without a border post",
                kind=Kind.WORDS,
            )
        ),
        _optional(
            Column(
                name="passes_km",
                meaning="kilometres on the land of each of them",
                kind=Kind.WORDS,
                unit="km",
            )
        ),
        _optional(Column(name="geometry", meaning="line as WKT, lon/lat")),
    ),
)
CROSSINGS = Table(
    name="crossings",
    key=("crossing_id",),
    columns=(
        _need("crossing_id", "stable across rebuilds; one row a direction"),
        _need("from_id", "border place in the country left"),
        _need("to_id", "border place in the country entered"),
        _need("leaves", "country left", kind=Kind.COUNTRY),
        _need("enters", "country entered", kind=Kind.COUNTRY),
        _need("mode", "how freight crosses", choices=MODES_KNOWN),
        Column(name="gauge_from_mm", meaning="gauge before", unit="mm", choices=GAUGES),
        Column(name="gauge_to_mm", meaning="gauge after", unit="mm", choices=GAUGES),
        _number("time_h", "both sides together, change of gauge included", unit="h"),
        _number("time_p10_h", "tenth percentile of time_h", unit="h"),
        _number("time_p90_h", "ninetieth percentile of time_h", unit="h"),
        _number("cost_usd_t", "both sides together", unit="USD/t"),
        _optional(
            _number("time_leaves_h", "the part of time_h imposed by the country left", unit="h")
        ),
        _optional(_number("cost_leaves_usd_t", "the part of cost_usd_t likewise", unit="USD/t")),
        _number("capacity_mt_y", "published capacity", unit="Mt/y"),
        _need("access", "whose goods may pass", choices=ACCESSES),
        Column(name="season", meaning="months when it is open; empty: all", kind=Kind.MONTHS),
        Column(name="opens", meaning="first day open", kind=Kind.DATE),
        Column(name="closes", meaning="first day closed", kind=Kind.DATE),
        *_SOURCE,
    ),
)
TRANSFERS = Table(
    name="transfers",
    key=("transfer_id",),
    columns=(
        _need("transfer_id", "stable across rebuilds; one row a direction"),
        _need("place_id", "where"),
        _need("mode_from", "mode before", choices=MODES_KNOWN),
        _need("mode_to", "mode after", choices=MODES_KNOWN),
        Column(name="gauge_from_mm", meaning="gauge before", unit="mm", choices=GAUGES),
        Column(name="gauge_to_mm", meaning="gauge after", unit="mm", choices=GAUGES),
        _number("time_h", "dwell", unit="h"),
        _number("cost_usd_t", "transshipment", unit="USD/t"),
        *_SOURCE,
    ),
)
MODES = Table(
    name="modes",
    key=("mode", "country"),
    columns=(
        _need("mode", "the mode", choices=MODES_KNOWN),
        Column(name="country", meaning="country it holds in; empty: elsewhere", kind=Kind.COUNTRY),
        _number("speed_kmh", "running speed without stops", unit="km/h"),
        _optional(_number("driving_h_day", "hours under way in 24; empty: all of them", unit="h")),
        _number("cost_usd_tkm", "line-haul cost without border fees", unit="USD/tkm"),
        _number("co2_g_tkm", "carbon dioxide", unit="g/tkm"),
        *_SOURCE,
    ),
)
MARKETS = Table(
    name="markets",
    key=("place_id",),
    columns=(
        _need("place_id", "the city that stands for the market"),
        _number("gdp_usd_bn", "gross domestic product that it stands for", unit="bn USD"),
        _number("population_m", "inhabitants that it stands for", unit="million"),
        _number("trade_usd_m", "trade with the origin", unit="m USD"),
        *_SOURCE,
    ),
)
TRADE = Table(
    name="trade",
    key=("row_id",),
    columns=(
        _need("row_id", "stable id"),
        Column(name="reporter", meaning="who reports; empty: several", kind=Kind.COUNTRY),
        Column(name="partner", meaning="with whom; empty: the world, or not a matter of partners"),
        _need("flow", "what is counted", choices=FLOWS),
        Column(name="product", meaning="empty: all goods"),
        Column(name="period", meaning="year or months; empty: not told"),
        _number("value_usd", "value", unit="USD"),
        *_SOURCE,
    ),
)
CORRIDORS = Table(
    name="corridors",
    key=("corridor_id",),
    columns=(
        _need("corridor_id", "the id that sections cite"),
        _need("name", "full name"),
        Column(name="aliases", meaning="other names, separated by |"),
        Column(name="what", meaning="from where to where, and who runs it"),
        *_SOURCE,
    ),
)
SOURCES = Table(
    name="sources",
    key=("source_id",),
    columns=(
        _need("source_id", "the id that other tables cite"),
        _need("title", "title or description"),
        Column(name="publisher", meaning="who published it"),
        Column(name="url", meaning="where it can be read"),
        Column(name="date", meaning="date of publication, as far as known"),
        Column(name="accessed", meaning="when it was read"),
        Column(name="note", meaning="reservations", may_be_absent=True),
    ),
)
LENGTHS = Table(
    name="lengths",
    key=("length_id",),
    columns=(
        _need("length_id", "stable across rebuilds"),
        _need("mode", "of the sections that it measures", choices=MODES_KNOWN),
        _need("via", "places in the order of travel, two or more", kind=Kind.WORDS),
        _need("published_km", "length over all of them", kind=Kind.NUMBER, unit="km", low=1.0),
        _need(
            "use", "whether sections are fitted to it, or only judged by it", choices=LENGTH_USES
        ),
        *_SOURCE,
    ),
)
TABLES = {
    t.name: t
    for t in (
        PLACES, SECTIONS, CROSSINGS, TRANSFERS, MODES, MARKETS, TRADE, CORRIDORS, LENGTHS, SOURCES,
    )
}  # fmt: skip
