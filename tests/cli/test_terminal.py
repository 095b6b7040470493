"""What the terminal shows: the question as it was put, and figures that are whole."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commanded import ortoo
from conftest import drawn

NETWORK_TABLES = ("places", "sections", "crossings", "modes")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A to B by road over the border of MNG and KAZ; the crossing's cost is unknown."""
    return written(tmp_path / "own", "A-a 1100 MNG", "b-B 100 KAZ", "a>b 5h cost_usd_t=")


def written(folder: Path, *lines: str) -> Path:
    """A drawing as a folder of tables."""
    folder.mkdir()
    tables = drawn(*lines)
    for name in NETWORK_TABLES:
        tables[name].to_csv(folder / f"{name}.csv", index=False)
    (folder / "network.toml").write_text('name = "own"\ndate = 2026-06-01\n', encoding="utf-8")
    return folder


def told(folder: Path, *words: str) -> str:
    """What ``ortoo route A B`` prints, in one line."""
    done = ortoo("route", "A", "B", "--network", str(folder), *words, columns=200)
    assert "Traceback" not in done.stderr
    return " ".join(done.stdout.replace("│", " ").split())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "From A to B by rail, road, ferry 1,200 km"),
        (("--date", "2026-06-01"), "From A to B by rail, road, ferry 1,200 km"),
        (("--date", "2035-01-01"), "ferry; on 2035-01-01 1,200 km"),
        (("--minimise", "cost"), "ferry; least USD/t 1,200 km"),
        (("--minimise", "length"), "ferry; least km 1,200 km"),
        (("--minimise", "co2"), "ferry; least CO2 1,200 km"),
        (("--minimise", "exposure", "--to", "KAZ,MNG"), "ferry; least exposure to KAZ and MNG 1,200 km"),
        (("--minimise", "exposure", "--to", "KAZ"), "100 km inside KAZ, through MNG KAZ"),
        (("--minimise", "generalised"), "ferry; least generalised cost, an hour at 0.42 USD/t 1,200"),
        (("--minimise", "generalised"), "unknown USD/t generalised cost"),
        (("--cargo", "bilateral"), "ferry; goods of origin and destination only 1,200 km"),
        (("--avoid-crossing", "a>b-road"), "There is no way from A to B by rail, road, ferry; not over a>b-road."),
        (("--allow-overflight",), "ferry; aircraft may cross avoided countries 1,200 km"),
    ],
)  # fmt: skip
def test_the_heading_says_what_was_asked(folder: Path, words: tuple[str, ...], says: str) -> None:
    assert says in told(folder, *words)


def test_the_heading_names_the_scenarios() -> None:
    done = ortoo("route", "UB", "Almaty", "--scenario", "zamyn-uud-closed")
    assert "ferry; under zamyn-uud-closed" in done.stdout


def test_the_generalised_cost_is_money_and_time_at_its_value(tmp_path: Path) -> None:
    own = written(tmp_path / "own", "A-a 1100 MNG", "b-B 100 KAZ", "a>b 8h 10$")
    asked = ("--minimise", "generalised", "--value-of-time", "2")
    # 1,200 km at 0.1 USD/t/km and 100 km/h, and the border: 130 USD/t, 20 h
    assert "170 USD/t generalised cost" in told(own, *asked)


def test_an_unknown_figure_keeps_its_unit(folder: Path) -> None:
    shown = told(folder)
    assert "0.7 days, unknown USD/t, 120 kg CO2/t" in shown
    assert "unknown: USD/t of crossing a>b-road" in shown


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("A-a 100 MNG", "b-B 100 KAZ", "b>a 5h"),
         "no line or crossing of these modes leads on from them; crossings are one row a direction."),
        (("A-a 100 MNG", "b-B 100 KAZ", "a>b 5h access=closed"), "every way on from them is barred:"),
    ],
)  # fmt: skip
def test_without_a_frontier_the_missing_direction_is_named(
    tmp_path: Path, lines: tuple[str, ...], says: str
) -> None:
    shown = told(written(tmp_path / "own", *lines))
    assert says in shown
    assert shown.count("is barred") == says.count("is barred")


@pytest.mark.parametrize("columns", [50, 60, 80, 200])
def test_no_figure_and_no_id_is_cut_off(columns: int) -> None:
    asked = ("route", "Ulaanbaatar", "Almaty", "--avoid", "RUS,CHN")
    done = ortoo(*asked, columns=columns)
    figures = [f"{leg['length_km']:,.0f}" for leg in json.loads(ortoo(*asked, "--json").stdout)
               ["proof"]["least_exposure"]["legs"] if leg["kind"] == "line"]  # fmt: skip

    assert "…" not in done.stdout
    assert all(len(line) <= columns for line in done.stdout.splitlines())
    assert [figure for figure in figures if figure not in done.stdout.split()] == []


def test_into_a_file_ids_are_printed_whole() -> None:
    bare = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    command = [sys.executable, "-m", "ortoo.cli", "route", "UB", "Almaty", "--avoid", "RUS,CHN"]
    done = subprocess.run(  # noqa: S603 - our own command
        command, capture_output=True, text=True, check=False, env=bare
    )
    assert "rail-gashuunsukhait-gashuunsukhait-rail-border" in done.stdout


def test_the_scenarios_are_one_table() -> None:
    lines = ortoo("scenario", "list", columns=200).stdout.splitlines()
    assert sum("title" in line for line in lines) == 1
    assert sum("zamyn-uud-closed" in line for line in lines) == 1


def test_the_heading_says_what_coordinates_were_taken_for() -> None:
    done = ortoo("route", "106.9,47.9", "Almaty")
    assert "From Ulaanbaatar (1.5 km from 106.9,47.9) to Almaty by rail" in done.stdout


def test_coordinates_far_from_every_place_are_refused() -> None:
    done = ortoo("route", "0,0", "Almaty")
    assert (done.returncode, done.stdout) == (2, "")
    assert "the nearest, Sofia, is 5,273 km away; name a place" in done.stderr


@pytest.mark.parametrize(("sign", "name"), [(";", "';'"), ("\t", "tabs")])
def test_a_table_with_other_separators_is_told_alone(folder: Path, sign: str, name: str) -> None:
    file = folder / "places.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",", sign), encoding="utf-8")
    done = ortoo("data", "check", "--network", str(folder))
    assert done.returncode == 3
    assert done.stderr.endswith(f"has 1 fault:\n  places.csv: separated by {name}, expected ','\n")


@pytest.mark.parametrize(
    "asked",
    [
        ("repair", "UB", "Almaty", "--avoid", "RUS,CHN"),
        ("compare", "zamyn-uud-closed", "--market", "Almaty"),
        ("dependency", "UB", "--market", "Almaty"),
        ("data", "show", "cku"),
        ("exposure", "UB", "Almaty", "--to", "RUS,CHN"),
        ("scenario", "list"),
    ],
)
def test_no_table_is_cut_off_on_a_narrow_terminal(asked: tuple[str, ...]) -> None:
    done = ortoo(*asked, columns=60)
    assert done.stdout
    assert "…" not in done.stdout
