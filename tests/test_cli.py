"""The command as its user meets it: answers, typos, broken tables, exit codes, no tracebacks."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from commanded import ortoo
from conftest import drawn


def process(*words: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120"}
    command = [sys.executable, "-m", "ortoo.cli", *words]
    return subprocess.run(  # noqa: S603 - our own command
        command, capture_output=True, text=True, check=False, env=environment
    )


Spoken = Callable[..., SimpleNamespace]


@pytest.fixture
def said() -> Spoken:
    """The command on a wide terminal."""
    return partial(ortoo, columns=200)


@pytest.fixture(scope="module")
def without_both() -> subprocess.CompletedProcess[str]:
    return process("route", "Ulaanbaatar", "Almaty", "--avoid", "RUS", "--avoid", "CHN", "--json")


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
        (("route", "500,10", "Almaty"), 2, "is not on the globe"),
        (("route", "UB", "Almaty", "--via", "Erdennet"), 2, "no place is called 'Erdennet'; did you mean Erdenet"),
        (("route", "UB", "Almaty", "--cargo", "transit"), 2, "did you mean third-country or bilateral"),
        (("route", "UB", "Almaty", "--minimise", "exposure"), 2, "exposure to whom?"),
        (("route", "UB", "Almaty", "--minimise", "exposure", "--to", "RUX"), 2, "no country is called 'RUX'; did you mean RUS"),
        (("route", "UB", "Almaty", "--corridor", "tittr"), 2, "no corridor is called 'tittr'; did you mean titr"),
        (("route", "UB", "Almaty", "--corridor", "titr", "--alternatives", "2"), 2, "leave out --alternatives"),
        (("route", "UB", "Almaty", "--avoid-crossing", "road-zamyn-uud-erenhott"), 2, "did you mean road-zamyn-uud-erenhot"),
        (("route", "UB", "Almaty", "--avoid-section", "rail-choir-sainshandd"), 2, "no section is called"),
        (("exposure", "UB", "Almaty", "--to", "CHM"), 2, "no country is called 'CHM'; did you mean"),
        (("exposure", "UB", "Almaty", "--to", "CHN", "--measure", "miles"), 2, "did you mean km or hours or usd"),
        (("blocking", "UB", "Almaty", "--of", "ports"), 2, "did you mean countries or crossings"),
        (("verify", "nowhere.json"), 5, "nowhere.json is not a file"),
        (("gap", "mongolia", "KAZ"), 2, "did you mean MNG"),
        (("gap", "QQQ", "KAZ"), 2, "use ISO 3166 alpha-3 codes"),
        (("gap", "MNG", "KAX"), 2, "no country is called 'KAX'"),
        (("gap", "MNG", "MNG"), 2, "name two countries"),
        (("route",), 2, "Missing argument"),
    ],
)  # fmt: skip
def test_a_wrong_question_gets_a_sentence_and_its_exit_code(
    said: Spoken, words: tuple[str, ...], code: int, says: str
) -> None:
    done = said(*words)
    assert done.returncode == code
    assert says in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--mode", "air"), ["Nothing leaves Ulaanbaatar by air", "even when no country is avoided", "allow rail"]),
        (("--avoid", "RUS,CHN"), ["touches CHN and RUS", "country RUS avoided", "allow transit through RUS",
                                  "allow overflight (air is not asked for)", "Least exposure"]),
        (("--avoid", "RUS,CHN", "--via", "Erdenet"), ["via Erdenet", "places can be reached after Erdenet"]),
    ],
)  # fmt: skip
def test_no_way_is_explained_in_words(
    said: Spoken, words: tuple[str, ...], says: list[str]
) -> None:
    done = said("route", "Ulaanbaatar", "Almaty", *words)
    told = " ".join(done.stdout.split())
    assert done.returncode == 4
    assert [phrase for phrase in says if phrase not in told] == []


@pytest.mark.parametrize(
    ("access", "words", "code", "says"),
    [
        ("", (), 0, "From A to B by rail, road, ferry"),
        ("access=closed", (), 4, "crossing closed"),
        ("opens=2027-01-01", (), 4, "crossing not in service on 2026-06-01 (open from 2027-01-01)"),
        ("opens=2027-01-01", ("--date", "2027-01-01"), 0, "From A to B"),
        ("closes=2026-01-01", (), 4, "not in service on 2026-06-01 (closed from 2026-01-01)"),
        ("season=5", (), 4, "out of season on 2026-06-01 (open in months 5)"),
        ("season=5", ("--date", "2026-05-31"), 0, "From A to B"),
        ("access=bilateral", (), 4, "only for goods of MNG and KAZ themselves"),
        ("access=bilateral", (), 4, "open crossing a>b-road to third-country cargo"),
        ("access=bilateral", ("--cargo", "bilateral"), 0, "From A to B"),
        ("", ("--avoid-crossing", "a>b-road"), 4, "crossing a>b-road avoided"),
        ("", ("--avoid-section", "A-a-road"), 4, "section A-a-road avoided"),
        ("", ("--mode", "rail"), 4, "Nothing leaves A by rail"),
    ],
)  # fmt: skip
def test_each_refusal_has_its_own_words(
    said: Spoken, tmp_path: Path, access: str, words: tuple[str, ...], code: int, says: str
) -> None:
    tables = drawn("A-a 100 MNG", "b-B 100 KAZ", f"a>b 5h {access}")
    for name in ("places", "sections", "crossings", "modes"):
        tables[name].to_csv(tmp_path / f"{name}.csv", index=False)
    words = words if "--date" in words else (*words, "--date", "2026-06-01")
    done = said("route", "A", "B", "--network", str(tmp_path), *words)
    assert done.returncode == code, done.stderr
    assert says in " ".join(done.stdout.replace("│", " ").split())


def test_fewer_alternatives_than_asked_for_are_said_to_be_fewer(
    said: Spoken, tmp_path: Path
) -> None:
    tables = drawn("A-a 100 MNG", "b-B 100 KAZ", "a>b 5h")
    for name in ("places", "sections", "crossings", "modes"):
        tables[name].to_csv(tmp_path / f"{name}.csv", index=False)
    done = said("route", "A", "B", "--network", str(tmp_path), "--alternatives", "3")
    assert done.returncode == 0
    assert "0 of 3 alternatives: no further way crosses other borders" in done.stderr


def test_blocking_says_when_the_limit_cut_the_list(said: Spoken) -> None:
    cut = said("blocking", "UB", "Almaty", "--of", "crossings", "--limit", "3")
    assert "no set of crossings of at most 3 cuts the way" in cut.stdout
    found = said("blocking", "UB", "Almaty")
    assert "1 minimal set of countries cuts the way" in found.stdout
    assert "CHN + RUS" in found.stdout


def test_a_corridor_is_used_and_told() -> None:
    done = ortoo("route", "UB", "Almaty", "--corridor", "trans-siberian")
    assert done.returncode == 0
    assert "over corridor trans-siberian" in done.stdout
    assert "km on sections of trans-siberian" in done.stdout


def test_the_exposure_front_trades_the_altai_for_xinjiang() -> None:
    done = ortoo("exposure", "Ölgii", "Öskemen", "--to", "RUS", "CHN", "--json")
    trips = json.loads(done.stdout)["front"]
    through = [{row["country"] for row in trip["countries"]} & {"RUS", "CHN"} for trip in trips]
    assert {"CHN"} in through
    assert {"RUS"} in through
    triples = [(trip["exposure"], trip["time_h"], trip["cost_usd_t"]) for trip in trips]
    assert not any(
        other != mine and all(a <= b for a, b in zip(other, mine, strict=True))
        for mine in triples
        for other in triples
    )


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


def test_a_page_speaks_the_language_asked_for_and_the_terminal_stays_english(
    tmp_path: Path,
) -> None:
    page = tmp_path / "map.html"
    done = ortoo("data", "show", "cku", "--lang", "mn", "--map", str(page))

    assert done.returncode == 0
    assert '<html lang="mn">' in page.read_text(encoding="utf-8")
    assert not any("\u0400" <= letter <= "\u04ff" for letter in done.stdout)


@pytest.mark.parametrize("asked", [("atlas",), ("route", "Ulaanbaatar", "Almaty")])
def test_a_language_that_there_is_not_is_refused_before_anything_is_done(
    tmp_path: Path, asked: tuple[str, ...]
) -> None:
    where = ("--out", str(tmp_path / "maps")) if asked == ("atlas",) else ()
    done = ortoo(*asked, *where, "--lang", "de")

    assert (done.returncode, done.stdout) == (2, "")
    assert "no language 'de': there are en and mn" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_map_is_written_and_stdout_stays_the_answer(tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    done = ortoo("route", "Ulaanbaatar", "Bishkek", "--json", "--map", str(page))
    assert json.loads(done.stdout)["status"] == "route"
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_the_same_question_gives_the_same_bytes() -> None:
    one, two = (
        run("route", "Ulaanbaatar", "Tashkent", "--json").stdout for run in (process, ortoo)
    )
    assert one == two


@pytest.mark.parametrize(
    ("words", "code", "tells"),
    [
        (("route", "UB", "Almaty", "-v"), 0, ["1 of 1 routes: plain search"]),
        (
            ("route", "UB", "Almaty", "--avoid", "RUS,CHN", "-v"),
            4,
            ["0 of 1 routes: plain search", "the proof that there is no route: plain search"],
        ),
        (
            ("exposure", "UB", "Almaty", "--to", "RUS", "-v"),
            0,
            ["a front of", "plain search, 1 search"],
        ),
        (
            ("compare", "zamyn-uud-closed", "--market", "Almaty", "-v"),
            0,
            ["zamyn-uud-closed and its edits, 1 pairs: plain search"],
        ),
    ],
)
def test_verbose_tells_on_stderr_who_searched(
    said: Spoken, words: tuple[str, ...], code: int, tells: list[str]
) -> None:
    done = said(*words)
    assert done.returncode == code
    assert all(line in done.stderr for line in tells)
    assert "plain search" not in said(*words[:-1]).stderr
