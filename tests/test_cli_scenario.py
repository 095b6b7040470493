"""Scenarios on the command line: answers, typos, broken cards, exit codes, no tracebacks."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

import commanded

BROKEN = "title: T\nwhy: W\nsource: S\ndate: 2026-01-01\nedits:\n  - {do: close, crossings: [road-zamyn-uud-erenhott]}\n"


ortoo = partial(commanded.ortoo, columns=160)


def test_a_new_card_is_written_checked_and_compared(tmp_path: Path) -> None:
    assert ortoo("scenario", "new", "mine.yaml", cwd=tmp_path).returncode == 0
    checked = ortoo("scenario", "check", "mine.yaml", cwd=tmp_path)
    assert checked.returncode == 0
    assert "The road post at Zamyn-Üüd takes a day longer" in checked.stdout

    compared = ortoo("compare", "mine.yaml", "--market", "Almaty", "--json", cwd=tmp_path)
    answer = json.loads(compared.stdout)
    assert [row["scenario"] for row in answer["scenarios"]] == ["mine"]
    assert {row["market"] for row in answer["figures"]} == {"almaty"}

    again = ortoo("scenario", "new", "mine.yaml", cwd=tmp_path)
    assert (again.returncode, again.stderr) == (2, "ortoo: mine.yaml is there already; name a file that is not\n")  # fmt: skip


def test_the_schema_is_json() -> None:
    assert json.loads(ortoo("scenario", "schema").stdout)["title"] == "ortoo scenario card"


def test_a_broken_card_tells_where_and_leaves_with_3(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(BROKEN, encoding="utf-8")
    for words in (("scenario", "check", "c.yaml"), ("compare", "c.yaml"),
                  ("route", "UB", "Almaty", "--scenario", "c.yaml")):  # fmt: skip
        done = ortoo(*words, cwd=tmp_path)
        assert done.returncode == 3
        assert (
            done.stderr.splitlines()[1]
            .strip()
            .startswith(
                'c.yaml:6:29: edits[0].crossings[0]: expected the id of a crossing, got "road-zamyn-uud-erenhott", did you mean road-zamyn-uud-erenhot'
            )
        )


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("compare", "zamyn-uud-close"), 2, "no scenario is called 'zamyn-uud-close'; did you mean zamyn-uud-closed"),
        (("compare", "none.yaml"), 5, "none.yaml is not a file"),
        (("compare", "tashanta-bilateral+tashanta-multilateral"), 2, "cannot be true together"),
        (("compare", "cku-railway", "--market", "Almatty"), 2, "did you mean Almaty"),
        (("compare", "cku-railway", "--minimise", "tme"), 2, "no cost to minimise is called 'tme'"),
        (("compare",), 2, "Missing argument"),
        (("repair", "UB", "Almaty"), 2, "Missing option"),
        (("repair", "UB", "Almaty", "--avoid", "RUSS"), 2, "no country is called 'RUSS'"),
        (("repair", "UB", "Almaty", "--avoid", "KAZ"), 2, "KAZ cannot be avoided"),
        (("scenario", "new", "card.txt"), 2, "no name for a card"),
        (("compare", "cku-railway", "--market", "Almaty", "--export", "x.doc"), 2, "end it with .csv, .xlsx, .json"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_a_sentence(
    words: tuple[str, ...], code: int, says: str, tmp_path: Path
) -> None:
    done = ortoo(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_route_under_scenarios_names_them_and_is_verified(tmp_path: Path) -> None:
    done = ortoo("route", "UB", "Almaty", "--scenario", "russia-avoided", "--scenario",
                 "zamyn-uud-closed", "--json")  # fmt: skip
    answer = json.loads(done.stdout)
    file = tmp_path / "answer.json"
    file.write_text(done.stdout, encoding="utf-8")

    assert answer["question"]["scenarios"] == ["russia-avoided", "zamyn-uud-closed"]
    assert answer["question"]["avoid"] == ["RUS"]
    assert ortoo("verify", str(file)).stdout.strip().endswith("holds")
    answer["question"]["scenarios"] = []
    file.write_text(json.dumps(answer), encoding="utf-8")
    assert ortoo("verify", str(file)).returncode == 3


def test_where_the_order_of_cards_matters_is_said_on_stderr() -> None:
    done = ortoo("route", "UB", "Tashkent", "--scenario", "khorgos-alashankou-congested",
                 "--scenario", "middle-corridor-halved")  # fmt: skip
    assert done.returncode == 0
    assert "note: the order of khorgos-alashankou-congested and middle-corridor-halved" in done.stderr  # fmt: skip
    assert "note:" not in done.stdout


def test_repair_says_that_nothing_on_the_ground_helps() -> None:
    done = ortoo("repair", "UB", "Almaty", "--avoid", "RUS,CHN")
    assert done.returncode == 0
    assert "So no repair on the ground can avoid CHN and RUS" in done.stdout
    data = json.loads(ortoo("repair", "UB", "Almaty", "--avoid", "RUS,CHN", "--json").stdout)
    assert data["enclosure"]["no_surface_repair_possible"] is True
    kinds = {change["kind"] for row in data["opening"] for change in row["changes"]}
    assert kinds == {"overflight"}
    assert data["cutting"][0]["cut_km"] > 0


def test_an_air_bridge_is_the_repair_where_there_is_one() -> None:
    done = ortoo("route", "UB", "Tashkent", "--avoid", "RUS,CHN", "--scenario", "air-bridge", "--json")  # fmt: skip
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert "air" in {leg["mode"] for leg in answer["routes"][0]["legs"]}


def test_help_does_not_load_what_reads_cards() -> None:
    code = "import sys, ortoo.cli.__main__ as m; print([n for n in ('pydantic', 'ruamel.yaml', 'pandas') if n in sys.modules])"
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_dependence_is_compared_where_it_is_asked_for() -> None:
    words = ("compare", "zamyn-uud-closed", "--market", "Almaty", "--dependence", "--json")
    measures = json.loads(ortoo(*words).stdout)["measures"]
    russia = next(row for row in measures if row["measure"] == "dependency.shapley_value RUS")

    assert russia["value"] > russia["base"]  # without the best way out to China Russia holds more
    told = ortoo(*words[:-1]).stdout
    assert "Russia" in told[told.index("What each holds") :]
    assert "shapley_value" not in told


def test_a_comparison_writes_its_page_in_the_language_asked_for(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    words = ("compare", "zamyn-uud-closed", "--market", "Almaty", "--map", str(page))
    assert ortoo(*words, "--lang", "mn", "--json").returncode == 0
    assert '<html lang="mn">' in page.read_text(encoding="utf-8")

    refused = ortoo(*words, "--lang", "mongolian")
    assert refused.returncode == 2
    assert "no language 'mongolian'" in refused.stderr
