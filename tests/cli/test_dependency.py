"""The command as its user meets it."""

import json
import re
from functools import partial
from pathlib import Path

import pytest

import commanded

ortoo = partial(commanded.ortoo, "dependency", columns=80)


def test_two_markets_in_json_with_a_report_and_an_export(tmp_path: Path) -> None:
    page, facts = tmp_path / "report.html", tmp_path / "facts.xlsx"
    done = ortoo("UB", "--market", "Almaty", "--market", "Astana", "--json",
                 "--map", str(page), "--export", str(facts), "--lang", "mn")  # fmt: skip
    answer = json.loads(done.stdout)

    assert done.returncode == 0
    assert answer["question"]["markets"] == ["almaty", "astana"]
    values = {row["row_id"]: row["value"] for row in answer["facts"]}
    assert values["shapley_connection/RUS/almaty"] == 0.5
    assert values["blocking_countries/CHN+RUS/almaty"] == 2
    assert [row["status"] for row in answer["weights"]] == ["known", "known"]
    assert page.read_text(encoding="utf-8").startswith('<!DOCTYPE html>\n<html lang="mn">')
    assert facts.stat().st_size > 10_000


def test_coordinates_are_taken_for_the_nearest_place_and_told() -> None:
    done = ortoo("106.9,47.9", "--market", "Almaty", "--json")
    assert "Ulaanbaatar (MNG) is the nearest place" in done.stderr
    assert json.loads(done.stdout)["question"]["snapped_km"].keys() == {"ulaanbaatar"}


def test_the_tables_fit_a_terminal_of_80_columns() -> None:
    done = ortoo("UB", "--market", "Tashkent", "--flow", "import", "--weights", "equal")
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= 80
    for words in ("Ulaanbaatar from 1 market (import)", "Kazakhstan", "How the ranking moves"):
        assert words in done.stdout


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("Ulanbatar",), 2, "did you mean Ulaanbaatar"),
        (("UB", "--market", "Tashkend"), 2, "did you mean Tashkent"),
        (("UB", "--weights", "gpd"), 2, "did you mean gdp"),
        (("UB", "--flow", "exports"), 2, "did you mean export"),
        (("UB", "--market", "UB"), 2, "the same place"),
        (("UB", "--market", "Almaty", "--export", "facts.gpkg"), 2, "end it with .csv"),
        (("UB", "--market", "Almaty", "--map", "x.html", "--lang", "fr"), 2, "no language 'fr'"),
        (("UB", "--network", "nowhere"), 5, "nowhere is not a folder"),
    ],
)
def test_a_wrong_question_gets_a_sentence_and_its_exit_code(
    words: tuple[str, ...], code: int, says: str
) -> None:
    done = ortoo(*words)
    assert done.returncode == code
    assert says in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_scenarios_are_measured_and_named() -> None:
    done = ortoo("UB", "--market", "Almaty", "--scenario", "zamyn-uud-closed", "--json")
    answer = json.loads(done.stdout)

    assert done.returncode == 0
    assert answer["question"]["scenarios"] == ["zamyn-uud-closed"]


def test_verbose_tells_who_searched_and_how_often_and_leaves_stdout_alone() -> None:
    quiet = ortoo("UB", "--market", "Almaty", "--json")
    loud = ortoo("UB", "--market", "Almaty", "--json", "--verbose")

    assert loud.stdout == quiet.stdout
    assert quiet.stderr == ""
    told = loud.stderr.splitlines()
    assert re.match(r"ortoo: network .* read: \d+ nodes, \d+ arcs, [\d.]+ s$", told[0])
    assert re.match(
        r"ortoo: all sets of \d+ countries, 1 markets: countries as cells, \d+ searches, [\d.]+ s$",
        told[1],
    )
    assert any("closures of a crossing: compiled search, " in line for line in told)
