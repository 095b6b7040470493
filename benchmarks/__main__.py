"""Measure everything, say whether the gates hold, and write it down.

In    the built-in network, Eurasian rail and world roads; the installed rivals.
Out   tables on stdout, ``build/bench.json``, ``docs/benchmarks.md``.
Law   gates compare engines within this run; a gate that fails is written down and ends the run
      with exit code 1.
Not   here: how things are measured (``benchmarks.measure``).

Run from the root: ``make bench``.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.cases import Case, built_in_case, large_case
from benchmarks.large import eurasian_rail, world_roads
from benchmarks.machine import compile_time, growth, memory, start_up
from benchmarks.many import fronts, matrices
from benchmarks.measure import Row
from benchmarks.report import gates_of, page, tables
from benchmarks.tasks import lattices, routes

CAPTIVE, CONNECTED = "captive", "well-connected"
"""Mongolia has two neighbours; the other origins have many ways out."""


def main() -> None:
    """Run every task on every network."""
    rail, roads = eurasian_rail(), world_roads()
    towns = {"ulaanbaatar": CAPTIVE, "almaty": CONNECTED}
    cities = {"Ulaanbaatar": CAPTIVE, "Warsaw": CONNECTED}
    rows: list[Row] = []
    for made in (
        lambda: _small(built_in_case(towns)),
        lambda: _large(large_case(rail, cities), full=True),
        lambda: _large(large_case(roads, cities), full=False),
    ):
        for row in made():
            print(
                f"{row.network}: {row.task}: {row.engine} {row.median_ms:.3f} ms", file=sys.stderr
            )
            rows.append(row)
    with tempfile.TemporaryDirectory() as folder:
        seconds = {**start_up(Path(folder) / "atlas"), **compile_time()}
    peaks, sizes = memory(roads), growth(roads)
    gates = gates_of(rows, seconds=seconds, peaks=peaks)
    result = {
        "rows": [row.to_json() for row in rows], "seconds": seconds, "peak_mb": peaks,
        "growth": sizes, "gates": [gate.to_json() for gate in gates],
    }  # fmt: skip
    Path("build").mkdir(exist_ok=True)
    Path("build/bench.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    text = tables(rows, seconds=seconds, peaks=peaks, sizes=sizes, gates=gates)
    Path("docs/benchmarks.md").write_text(page(text), encoding="utf-8")
    print(text)
    sys.exit(0 if all(gate.holds for gate in gates) else 1)


def _small(case: Case) -> Iterator[Row]:
    yield from routes(case)
    yield from lattices(case, masked_sets=4096, scipy_sets=4096)


def _large(case: Case, *, full: bool) -> Iterator[Row]:
    yield from routes(case)
    yield from lattices(case, masked_sets=4096 if full else 256, scipy_sets=256 if full else 32)
    yield from matrices(case, rows=100 if full else 25)
    yield from fronts(case, "Beijing", "Berlin", country="RUS")


if __name__ == "__main__":
    main()
