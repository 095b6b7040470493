"""Write measurements as tables, and hold them to the gates.

In    rows and other figures of one run.
Out   Markdown.
Law   every ratio compares figures of the same run; the page tells when and on what it was made.
Not   here: measuring.
"""

import datetime as dt
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

from benchmarks.measure import Row
from benchmarks.tasks import CELLS, LATTICE, ROUTE

PACKAGES = ("networkx", "scipy", "numba", "rustworkx", "scgraph", "pyroutingkit")
LARGEST_NETWORK = "world roads"
SMALL_NETWORK = "built-in network"
"""Single routes on it are not the engine's: the plain search answers them."""
MASKED = "masked Dijkstra"
TIMES = {MASKED: 2.0, "scipy": 5.0, "networkx": 40.0}
CAPTIVE_TIMES, CONNECTED_TIMES = 50.0, 10.0
SECONDS = {"ortoo --help": 0.3, "ortoo route": 1.5, "ortoo atlas": 60.0}
MOST_MB = 500.0


@dataclass(frozen=True, kw_only=True)
class Gate:
    """A promise, what was measured, and whether it holds."""

    promise: str
    measured: float
    limit: float
    holds: bool

    def to_json(self) -> dict[str, Any]:
        """The gate as plain data."""
        return asdict(self)


def gates_of(
    rows: Sequence[Row], *, seconds: Mapping[str, float], peaks: Mapping[str, float]
) -> list[Gate]:
    """The gates of the design, on every network where they are measured."""
    found = []
    for row in rows:
        times = 0.0
        if row.task == ROUTE and row.network != SMALL_NETWORK:
            times = TIMES.get(row.engine, 0.0)
        elif row.task.startswith(LATTICE) and row.engine == MASKED:
            times = CAPTIVE_TIMES if "captive" in row.task else CONNECTED_TIMES
        if times:
            promise = f"{row.network}: {row.task}: at least {times:g} x faster than {row.engine}"
            found.append(_at_least(promise, row.times_as_long, times))
    found += [
        _at_most(f"{name}, cold, seconds", seconds[name], limit) for name, limit in SECONDS.items()
    ]
    peak = _at_most(f"{LARGEST_NETWORK}: peak memory, MB", peaks["asked_mb"], MOST_MB)
    return [*found, peak]


def _at_least(promise: str, measured: float, limit: float) -> Gate:
    return Gate(promise=promise, measured=measured, limit=limit, holds=measured >= limit)


def _at_most(promise: str, measured: float, limit: float) -> Gate:
    return Gate(promise=promise, measured=measured, limit=limit, holds=measured < limit)


def page(text: str) -> str:
    """The page of ``docs/``."""
    today = dt.datetime.now(tz=dt.UTC).date()
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        HEAD.format(
            date=today, python=platform.python_version(), cores=os.cpu_count(), versions=versions
        )
        + text
    )


HEAD = """# Speed, side by side

Written by `make bench` on {date}: Python {python}, {cores} cores of a shared machine, {versions}.

Engines take turns within one run, one thread each; a figure is the median of the turns. Every
answer was compared with SciPy's, or with one that had been; a single difference ends the run.
"Completed" counts the answers behind a figure. Ratios mean something, milliseconds depend on the
machine. What engines can prepare before a question is not timed, and told below under growth.

- **ortoo cells**: the overlay of countries; the best ways from and to the places asked about are
  remembered. **Places new**: they are worked out within the clock.
- On the built-in network of a thousand nodes a single route is not the engine's task: a compiled
  search over everything is quicker, and the plain search answers there. Its gate is the lattice.
- **masked Dijkstra**: a compiled search over the whole network that reads the mask of refusing
  countries arc by arc and stops at the goal (`benchmarks/masked.py`).
- igraph (GPL) and pandana (AGPL) are left out: we could not ship a benchmark that needs them.
- Eurasian rail and world roads come from `scgraph_data` 2.0.0 (OpenStreetMap, ODbL); chains are
  contracted, edges split at borders, lengths are whole metres.

"""


def tables(
    rows: Sequence[Row], *, seconds: Mapping[str, float], peaks: Mapping[str, float],
    sizes: Sequence[Mapping[str, Any]], gates: Sequence[Gate],
) -> str:  # fmt: skip
    """All tables of the page."""
    parts = [
        *_gates(gates), *_rows(rows), *_growth(sizes), *_seconds(seconds), *_peaks(peaks),
    ]  # fmt: skip
    return "\n".join(parts) + "\n"


def _gates(gates: Sequence[Gate]) -> Iterator[str]:
    yield "## Gates\n"
    cells = ((g.promise, f"{g.measured:,.2f}", f"{g.limit:g}", "yes" if g.holds else "**no**")
             for g in gates)  # fmt: skip
    yield from _table(("promise", "measured", "limit", "holds"), cells)


def _rows(rows: Sequence[Row]) -> Iterator[str]:
    for task, network in dict.fromkeys((row.task, row.network) for row in rows):
        yield f"\n## {network}: {task}\n"
        of = [row for row in rows if (row.task, row.network) == (task, network)]
        cells = (
            (row.engine, f"{row.median_ms:,.4g}", f"{row.times_as_long:,.4g}", row.completed,
             row.rounds)
            for row in of
        )  # fmt: skip
        yield from _table(("engine", "ms", f"times {CELLS}", "completed", "turns"), cells)


def _growth(sizes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "\n## Growth: routes between random nodes, each time another country refusing\n"
    names = list(sizes[0])
    cells = ([_short(size[name]) for name in names] for size in sizes)
    yield from _table([name.replace("_", " ") for name in names], cells)


def _seconds(seconds: Mapping[str, float]) -> Iterator[str]:
    yield "\n## A cold process, seconds\n"
    yield from _table(("what", "s"), ((name, f"{s:.2f}") for name, s in seconds.items()))
    yield '\n"Never compiled" and "compiled before" are processes that ask the built-in lattice:'
    yield "compiled code is kept on disk."


def _peaks(peaks: Mapping[str, float]) -> Iterator[str]:
    yield f"\n## Peak memory of a process on {LARGEST_NETWORK}, MB\n"
    yield from _table(("after", "MB"), ((name, f"{mb:.0f}") for name, mb in peaks.items()))


def _short(value: object) -> str:
    return (
        f"{value:,.3g}"
        if isinstance(value, float)
        else f"{value:,}"
        if isinstance(value, int)
        else str(value)
    )


def _table(columns: Sequence[str], rows: Iterator[Sequence[object]]) -> Iterator[str]:
    yield "| " + " | ".join(columns) + " |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"
