"""Start-up, memory and growth, each in processes of their own.

In    the installed command; large networks.
Out   plain data.
Law   a cold process is a new one with the files in the system's cache; peak memory is what the
      system tells of a process that does nothing else.
Not   here: comparing engines (``benchmarks.tasks``).

``python -m benchmarks.machine FILE.npz`` is what ``memory`` runs in a process of its own.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cases import Case, large_case
from benchmarks.large import Large, windowed
from benchmarks.measure import Row, measured, same
from benchmarks.rivals import ByMasked, ByScipy
from ortoo.routes.cells.cells import build_cells
from ortoo.routes.cells.connection import connect
from ortoo.routes.cells.subsets import lattice_costs

COLD_STARTS = 5
KB_PER_MB = 1000.0
STATUS = Path("/proc/self/status")
WINDOWS = {
    "Turkey and the Caucasus": (26.0, 35.0, 50.0, 44.0),
    "Central Asia to the Black Sea": (26.0, 34.0, 88.0, 55.0),
    "Asia": (60.0, -10.0, 180.0, 75.0),
    "all": (-180.0, -90.0, 180.0, 90.0),
}
GROWTH_QUESTIONS = 24
ARRAYS = ("lonlat", "tail", "head", "km", "country")


def start_up(atlas: Path) -> dict[str, float]:
    """Seconds of cold commands: the medians of five, and one whole atlas."""
    commands = {
        "ortoo --help": ["--help"],
        "ortoo route": ["route", "Ulaanbaatar", "Almaty", "--avoid", "RUS"],
    }
    seconds = {
        name: statistics.median(_seconds(words) for _ in range(COLD_STARTS))
        for name, words in commands.items()
    }
    return {**seconds, "ortoo atlas": _seconds(["atlas", "--out", str(atlas)])}


def _seconds(words: list[str]) -> float:
    started = time.perf_counter()
    _run([sys.executable, "-m", "ortoo.cli", *words])
    return time.perf_counter() - started


def compile_time() -> dict[str, float]:
    """Seconds of a process that asks the built-in lattice, without compiled code and with it."""
    lattice = (
        "import ortoo; from ortoo.routes.asked import resolve;"
        "from ortoo.routes.cells.engine import lattice_of;"
        "n = ortoo.load_network(); t = ortoo.Trip('Ulaanbaatar', 'Almaty');"
        "a = resolve(n, t, avoid=ortoo.Avoid(), minimise=ortoo.Cost.TIME);"
        "lattice_of([a], transit=('CHN', 'RUS'))"
    )
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for _ in range(2):
            started = time.perf_counter()
            _run([sys.executable, "-c", lattice], NUMBA_CACHE_DIR=folder)
            times.append(time.perf_counter() - started)
    return {"never compiled": times[0], "compiled before": times[1]}


def growth(large: Large) -> list[dict[str, Any]]:
    """Four sizes of one network: what is built, in what time, and how a route compares."""
    rows = []
    for name, window in WINDOWS.items():
        part = (
            large if name == "all" else windowed(large, name=f"{large.name}, {name}", window=window)
        )
        case = large_case(part, {})
        times = []
        for _ in range(3):
            started = time.perf_counter()
            build_cells(case.domain)
            times.append(time.perf_counter() - started)
        rows.append({
            "network": part.name, "nodes": part.nodes, "arcs": len(part.tail),
            "border": len(case.cells.border), "overlay_arcs": len(case.cells.overlay.head),
            "trees_mb": sum(c.cell.trees.nbytes for c in case.cells.countries.values()) / 1e6,
            "build_s": statistics.median(times),
            **{f"{row.engine}_ms": row.median_ms for row in _between_nodes(case)},
        })  # fmt: skip
    return rows


def _between_nodes(case: Case) -> list[Row]:
    """Routes between nodes drawn at random, each time another country refusing."""
    rng = np.random.default_rng(case.flat.nodes)
    nodes = rng.choice(case.flat.nodes, (GROWTH_QUESTIONS, 2), replace=False).tolist()
    home = np.empty(case.flat.nodes, dtype=np.int64)
    home[case.flat.tail] = case.flat.consent
    present = np.unique(home)
    questions = []
    for start, goal in nodes:
        others = present[~np.isin(present, (home[start], home[goal]))]
        refused = case.domain.sets[int(rng.choice(others))]
        connection = connect(case.cells, starts={start: (0.0,)}, markets=[[goal]])
        questions.append((connection, start, goal, refused))
    masked, scipy = ByMasked(case.flat), ByScipy(case.flat)
    return measured(
        ("growth", case.name),
        {
            "cells": lambda q: case.length(q[0].ways(q[3])[0]),
            "masked Dijkstra": lambda q: masked.route(q[1], q[2], case.refusing(q[3]))[0],
        },
        questions,
        [scipy.route(a, b, case.refusing(refused))[0] for _, a, b, refused in questions],
        agree=same,
    )


def memory(large: Large) -> dict[str, float]:
    """Peak megabytes of a new process that builds the cells of a network and asks a lattice."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.npz"
        np.savez(file, **{name: getattr(large, name) for name in ARRAYS}, names=large.names)
        told = _run([sys.executable, "-m", "benchmarks.machine", str(file)])
    return dict(json.loads(told))


def main() -> None:
    """Do the work of ``memory`` and print the peaks."""
    with np.load(sys.argv[1]) as arrays:
        large = Large(
            name="large", names=tuple(arrays["names"].tolist()),
            **{name: arrays[name] for name in ARRAYS},
        )  # fmt: skip
    empty = _peak_mb()
    case = large_case(large, {"Ulaanbaatar": ""})
    built = _peak_mb()
    origin = next(iter(case.origins))
    connection = case.connection(origin, case.markets, cells=case.cells)
    lattice_costs(connection, transit=case.transit(origin))
    print(json.dumps({"read_mb": empty, "built_mb": built, "asked_mb": _peak_mb()}))


def _peak_mb() -> float:
    """The peak of this process's own memory.

    What ``getrusage`` tells begins, on Linux, with the peak of the process that started this one.
    """
    if STATUS.exists():
        peak = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return float(peak.split()[1]) / KB_PER_MB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB_PER_MB


def _run(words: list[str], **environment: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own commands
        words, check=True, capture_output=True, text=True, env={**os.environ, **environment}
    )
    return done.stdout


if __name__ == "__main__":
    main()
