"""Write ``geodata/catalog.toml``: what every file of geodata is, and where it comes from.

In    the geodata folder, built.
Out   one table for each file: sha256, bytes, source, licence, date, claim.
Law   every file below the folder is listed, or the catalog is not written; the same files give
      the same bytes; figures of one file change no line of another.
Not   here: checking a user's data (``ortoo data check``).
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from tools.build_geodata.fetch import CODES, LAND_BORDERS, NAMES, RAILWAYS, SEAS

CATALOG = "catalog.toml"
ODBL = "ODbL-1.0"
CC_BY = "CC-BY-4.0"


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where the files that match a pattern come from, and what they claim."""

    pattern: str
    source: str
    licence: str
    date: str
    claim: str


BORDERS = f"OpenStreetMap, by {LAND_BORDERS.citation} and {SEAS.citation}"
CLDR = f"Unicode CLDR, by {CODES.citation} and {NAMES.citation}"
OWN = "the makers of ortoo; each row names its own source in sources.csv"

ORIGINS = (
    Origin(
        pattern="*LICENSE.md",
        source="the makers of ortoo",
        licence=CC_BY,
        date="2026-11-23",
        claim="the terms of the folder it lies in",
    ),
    Origin(
        pattern="countries/countries.fgb",
        source=f"{BORDERS}; names: {CLDR}",
        licence=ODBL,
        date="2017-11-30",
        claim="every country once, borders shared; detail fine to 50 m (Mongolia and the Altai "
        "10 m), coarse to 2 km",
    ),
    Origin(
        pattern="countries/drawing.fgb",
        source=f"{BORDERS}; names: {CLDR}",
        licence=ODBL,
        date="2017-11-30",
        claim="the same countries for drawing small maps: 4 km, no measurements",
    ),
    Origin(
        pattern="lines/*.fgb",
        source=f"OpenStreetMap railways, by {RAILWAYS.citation}; towns and passes of network/",
        licence=ODBL,
        date="2024",
        claim="where sections run; traced on track where the table says so, else through towns",
    ),
    Origin(
        pattern="network/*",
        source=OWN,
        licence=CC_BY,
        date="2026-11-23",
        claim="the strategic network; empty cells are unknown",
    ),
    Origin(
        pattern="countries/*.csv",
        source=OWN,
        licence=CC_BY,
        date="2026-11-23",
        claim="markets and trade as published; empty cells are unknown",
    ),
    Origin(
        pattern="scenarios/*",
        source="the makers of ortoo; each card names its own sources",
        licence=CC_BY,
        date="2026-11-23",
        claim="what may change, not a forecast",
    ),
)


def write(out: Path) -> None:
    """List every file below ``out`` in ``out/catalog.toml``.

    Raises
    ------
    ValueError
        Files without an origin; all are named.
    """
    files = sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file())
    listed = [name for name in files if name != CATALOG]
    strays = [name for name in listed if _origin(name) is None]
    if strays:
        raise ValueError(f"no origin in tools/build_geodata/catalog.py for {', '.join(strays)}")
    text = "\n".join(line for name in listed for line in _entry(out, name))
    head = "# Made by tools/build_geodata: every file, what it claims and where it comes from.\n\n"
    (out / CATALOG).write_text(head + text, encoding="utf-8", newline="\n")


def _origin(name: str) -> Origin | None:
    return next((origin for origin in ORIGINS if fnmatch(name, origin.pattern)), None)


def _entry(out: Path, name: str) -> Iterator[str]:
    origin = _origin(name)
    content = (out / name).read_bytes()
    yield f"[{_quoted(name)}]"
    yield f"sha256 = {_quoted(hashlib.sha256(content).hexdigest())}"
    yield f"bytes = {len(content)}"
    for key in ("source", "licence", "date", "claim"):
        yield f"{key} = {_quoted(getattr(origin, key))}"
    yield ""


def _quoted(text: str) -> str:
    """A basic string of TOML; JSON escapes the same characters in the same way."""
    return json.dumps(text, ensure_ascii=False)
