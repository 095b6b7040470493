"""The command as its user meets it: answers, typos, broken tables, exit codes, no tracebacks."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def ortoo(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120"}
    command = [sys.executable, "-m", "ortoo.cli", *words]
    return subprocess.run(  # noqa: S603 - our own command
        command, capture_output=True, text=True, check=False, cwd=cwd, env=environment
    )


@pytest.fixture(scope="module")
def without_both() -> subprocess.CompletedProcess[str]:
    return ortoo("route", "Ulaanbaatar", "Almaty", "--avoid", "RUS", "--avoid", "CHN", "--json")


@pytest.mark.parametrize("avoided", ["RUS", "CHN"])
def test_avoiding_one_neighbour_leaves_no_kilometre_in_it(avoided: str) -> None:
    done = ortoo("route", "Ulaanbaatar", "Almaty", "--avoid", avoided, "--json")
    answer = json.loads(done.stdout)

    assert done.returncode == 0
    assert answer["status"] == "route"
    assert avoided not in {row["country"] for row in answer["routes"][0]["countries"]}


def test_avoiding_both_neighbours_is_proved_impossible(
    without_both: subprocess.CompletedProcess[str],
) -> None:
    proof = json.loads(without_both.stdout)["proof"]

    assert without_both.returncode == 4
    assert proof["minimal_blocking_sets"] == [["CHN", "RUS"]]
    assert proof["enclosure"]["inside_avoided_share"] > 0.999
    assert 8000 < proof["enclosure"]["border_km"] < 8500
    assert proof["least_exposure"]["length_km"] > 0
    assert all(row["why"] for row in proof["frontier"])


def test_a_proof_is_verified_without_the_router(
    without_both: subprocess.CompletedProcess[str], tmp_path: Path
) -> None:
    file = tmp_path / "answer.json"
    file.write_text(without_both.stdout, encoding="utf-8")
    assert ortoo("verify", str(file)).stdout.strip().endswith("holds")

    tampered = json.loads(without_both.stdout)
    tampered["proof"]["frontier"] = []
    file.write_text(json.dumps(tampered), encoding="utf-8")
    refused = ortoo("verify", str(file))
    assert refused.returncode == 3
    assert "not in the frontier" in refused.stderr


def test_the_table_on_the_terminal_can_be_read() -> None:
    done = ortoo("route", "UB", "Almaty", "--avoid", "RUS")
    assert done.returncode == 0
    for words in ("From Ulaanbaatar to Almaty avoiding RUS", "Per country", "total", "USD/t"):
        assert words in done.stdout


def test_the_gap_is_told_with_its_ends() -> None:
    found = json.loads(ortoo("gap", "MNG", "KAZ", "--json").stdout)
    assert found["gap_km"] == pytest.approx(36.98, abs=0.05)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("route", "Ulanbatar", "Almaty"), 2, "no place is called 'Ulanbatar'; did you mean Ulaanbaatar"),
        (("route", "Ulaanbaatar", "Almaty", "--avoid", "MNG"), 2, "MNG cannot be avoided"),
        (("route", "Ulaanbaatar", "Almaty", "--avoid", "KAZ"), 2, "KAZ cannot be avoided"),
        (("route", "Ulaanbaatar", "Almaty", "--avoid", "RU"), 2, "no country is called 'RU'; did you mean RUS"),
        (("route", "Ulaanbaatar", "Almaty", "--mode", "train"), 2, "no mode is called 'train'"),
        (("route", "Ulaanbaatar", "Almaty", "--minimise", "speed"), 2, "did you mean time"),
        (("route", "Ulaanbaatar", "Almaty", "--date", "2026-13-01"), 2, "expected YYYY-MM-DD"),
        (("route", "Ulaanbaatar", "Ulaanbaatar"), 2, "the same place"),
        (("route", "Ulaanbaatar", "Almaty", "--network", "nowhere"), 5, "nowhere is not a folder"),
        (("gap", "MNG", "KAX"), 2, "no country is called 'KAX'"),
        (("gap", "MNG", "MNG"), 2, "name two countries"),
        (("route",), 2, "Missing argument"),
    ],
)  # fmt: skip
def test_a_wrong_question_gets_a_sentence_and_its_exit_code(
    words: tuple[str, ...], code: int, says: str
) -> None:
    done = ortoo(*words)
    assert done.returncode == code
    assert says in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_broken_table_is_told_whole_with_exit_code_3(tmp_path: Path) -> None:
    header = "place_id,name,aliases,country,kind,lon,lat,population,source,confidence\n"
    places = header + "a,A,,MNG,town,500,10,,me,high\nb,B,,MNG,village,1,1,,me,high\n"
    (tmp_path / "places.csv").write_text(places, encoding="utf-8")
    (tmp_path / "sections.csv").write_text("section_id\nx\n", encoding="utf-8")
    (tmp_path / "modes.csv").write_text("mode\nrail\n", encoding="utf-8")

    done = ortoo("route", "a", "b", "--network", str(tmp_path))

    assert done.returncode == 3
    assert "places.csv:2: lon: got '500'" in done.stderr
    assert "places.csv:3: kind: got 'village'" in done.stderr
    assert "sections.csv:1: column 'from_id' is missing" in done.stderr


def test_the_map_is_written_and_stdout_stays_the_answer(tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    done = ortoo("route", "Ulaanbaatar", "Bishkek", "--json", "--map", str(page))
    assert json.loads(done.stdout)["status"] == "route"
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_the_same_question_gives_the_same_bytes() -> None:
    one, two = (ortoo("route", "Ulaanbaatar", "Tashkent", "--json").stdout for _ in range(2))
    assert one == two
