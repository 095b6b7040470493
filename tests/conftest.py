"""Networks drawn in a line or two, for tests that can be checked on paper."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache

import pandas as pd
import pytest

from ortoo.base.tables import check
from ortoo.inputs.folder import Folder
from ortoo.inputs.schema import TABLES
from ortoo.network.network import Network, network_of

Sketch = Callable[..., Network]

SOURCED = {"source": "test", "confidence": "high"}
MODES = [
    {"mode": "road", "speed_kmh": 100, "cost_usd_tkm": 0.1, "co2_g_tkm": 100},
    {"mode": "rail", "speed_kmh": 50, "cost_usd_tkm": 0.01, "co2_g_tkm": 10},
    {"mode": "ferry", "speed_kmh": 20, "cost_usd_tkm": 0.02, "co2_g_tkm": 20},
    {"mode": "air", "speed_kmh": 800, "cost_usd_tkm": 1, "co2_g_tkm": 1000},
]
SECTION = re.compile(r"(\w+)-(\w+) (\S+) ([A-Z]+)(?: (.*))?$")
CROSSING = re.compile(r"(\w+)(<?)>(\w+) (\S+)h(?: (\S+)\$)?(?: (.*))?$")
TRANSFER = re.compile(r"(\w+): (\w+)>(\w+) (\S+)h(?: (\S+)\$)?$")


def drawn(*lines: str) -> dict[str, pd.DataFrame]:
    """Tables from lines.

    Sections  ``A-B 100 MNG [rail] [column=value …]``; crossings, one way ``B>C 5h [10$] [column=value …]``
    or both ``B<>C …``; transfers, both ways ``C: road>rail 3h [2$]``. Rail is 1520 mm unless
    ``gauge_mm=`` (sections), ``gauge_from_mm=``/``gauge_to_mm=`` (crossings) say otherwise; | stands for a blank in a cell.
    A place lies in the country of its sections.
    """
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    country: dict[str, str] = {}
    for line in lines:
        if found := SECTION.match(line):
            rows["sections"].append(_section(*found.groups()))
            country |= {found[1]: found[4], found[2]: found[4]}
        elif not (CROSSING.match(line) or TRANSFER.match(line)):
            raise ValueError(line)
    for line in lines:
        if found := CROSSING.match(line):
            rows["crossings"] += _crossings(found, country)
        elif found := TRANSFER.match(line):
            rows["transfers"] += _transfers(found)
    rows["places"] = [
        {"place_id": p, "name": p, "aliases": "", "country": country[p], "kind": "town",
         "lon": 60 + 0.5 * n, "lat": 40 + n % 3, "population": "", **SOURCED}
        for n, p in enumerate(sorted(country))
    ]  # fmt: skip
    return {name: _typed(name, of) for name, of in rows.items()}


def sketched(*lines: str, date: str = "2026-01-01") -> Network:
    return network_of(folder_of(*lines, date=date))


def folder_of(
    *lines: str, date: str = "2026-01-01", driving_h_day: Mapping[str, float] | None = None
) -> Folder:
    tables = drawn(*lines)
    hours = tables["modes"]["mode"].map(dict(driving_h_day or {})).astype(float)
    return Folder(
        name="sketch",
        date=dt.date.fromisoformat(date),
        tables={**tables, "modes": tables["modes"].assign(driving_h_day=hours)},
        lines={},
        sha256="",
        countries_file=None,
    )


@pytest.fixture
def sketch() -> Sketch:
    return sketched


def _typed(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    """Checked rows; tables that are the same in every drawing are checked once."""
    if not rows or name == "modes":
        return _same_in_all(name).copy()
    return _checked(name, rows)


@cache
def _same_in_all(name: str) -> pd.DataFrame:
    modes = [{"country": "", **mode, **SOURCED} for mode in MODES]
    return _checked(name, modes if name == "modes" else [])


def _checked(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    columns = [c.name for c in TABLES[name].columns]
    text = [{c: str(row.get(c, "")) for c in columns} for row in rows]
    return check(pd.DataFrame(text, columns=columns, dtype=str), TABLES[name])


def _section(start: str, end: str, km: str, country: str, more: str | None) -> dict[str, object]:
    words = (more or "").split()
    mode = next((w for w in words if "=" not in w), "road")
    row = {
        "section_id": f"{start}-{end}-{mode}", "from_id": start, "to_id": end, "mode": mode,
        "country": country, "gauge_mm": "1520" if mode == "rail" else "", "status": "operating",
        "length_km": "" if km == "?" else km, **SOURCED,
    }  # fmt: skip
    more = dict(word.split("=", 1) for word in words if "=" in word)
    return row | {name: cell.replace("|", " ") for name, cell in more.items()}


def _crossings(found: re.Match[str], country: dict[str, str]) -> list[dict[str, object]]:
    words = (found[6] or "").split()
    mode = next((w for w in words if "=" not in w), "road")
    gauge = "1520" if mode == "rail" else ""
    ends = [(found[1], found[3])] + ([(found[3], found[1])] if found[2] else [])
    return [
        {
            "crossing_id": f"{a}>{b}-{mode}", "from_id": a, "to_id": b, "leaves": country[a],
            "enters": country[b], "mode": mode, "gauge_from_mm": gauge, "gauge_to_mm": gauge,
            "time_h": "" if found[4] == "?" else found[4], "cost_usd_t": found[5] or "0",
            "access": "multilateral", **SOURCED,
        } | dict(word.split("=", 1) for word in words if "=" in word)
        for a, b in ends
    ]  # fmt: skip


def _transfers(found: re.Match[str]) -> list[dict[str, object]]:
    place, one, two = found[1], found[2], found[3]
    gauge = {"rail": "1520"}
    return [
        {
            "transfer_id": f"{place}-{a}-{b}", "place_id": place, "mode_from": a, "mode_to": b,
            "gauge_from_mm": gauge.get(a, ""), "gauge_to_mm": gauge.get(b, ""),
            "time_h": found[4], "cost_usd_t": found[5] or "0", **SOURCED,
        }
        for a, b in ((one, two), (two, one))
    ]  # fmt: skip
