"""Make ``geodata/`` from pinned packages and hand-made tables, or check that it is so made.

In    ``geodata/`` with its hand-made tables; npm and pip with a registry, or a filled cache.
Out   the derived files of ``geodata/``; with ``--check`` nothing but the differences, exit 1.
Law   the same packages and tables give the same bytes.
Not   here: what a step does (``countries``, ``lines``, ``catalog``).

Run from the root: ``python -m tools.build_geodata [--check] [--only STEP]``.
"""

import argparse
import filecmp
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.build_geodata import catalog, countries, flights, lines
from tools.build_geodata.fetch import RAILWAYS, fetch

CACHE = Path("build/cache")
GEODATA = Path("geodata")

Step = Callable[[Path, Path], None]


def _lines(cache: Path, out: Path) -> None:
    fetch(RAILWAYS, cache)
    lines.build(cache, out)


def _catalog(_: Path, out: Path) -> None:
    catalog.write(out)


STEPS: tuple[tuple[str, Step], ...] = (
    ("countries", countries.build),
    ("lines", _lines),
    ("flights", flights.build),
    ("catalog", _catalog),
)


def main(arguments: Sequence[str]) -> int:
    """Run the steps on geodata/, or on a copy of it and compare; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.build_geodata")
    parser.add_argument("--check", action="store_true", help="build elsewhere and compare")
    parser.add_argument("--only", choices=[name for name, _ in STEPS], help="run one step")
    asked = parser.parse_args(arguments)
    if not asked.check:
        _run(GEODATA, only=asked.only)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / GEODATA
        shutil.copytree(GEODATA, copy)
        _run(copy, only=asked.only)
        different = _differences(GEODATA, copy)
    for name in different:
        print(f"differs: {name}")
    print(f"{len(different)} differences")
    return 1 if different else 0


def _run(out: Path, *, only: str | None) -> None:
    for name, step in STEPS:
        if only in {None, name}:
            started = time.perf_counter()
            step(CACHE, out)
            print(f"{name}: {time.perf_counter() - started:.0f} s", flush=True)


def _differences(one: Path, two: Path) -> list[str]:
    """Files that only one folder has, or whose bytes differ."""
    names = {p.relative_to(top) for top in (one, two) for p in top.rglob("*") if p.is_file()}
    _, wrong, absent = filecmp.cmpfiles(one, two, [str(n) for n in names], shallow=False)
    return sorted(wrong + absent)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
