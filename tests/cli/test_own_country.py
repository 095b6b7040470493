"""The commands on a network of one's own, and from an origin that is a market itself."""

import json
from pathlib import Path

import pytest

from commanded import ortoo
from conftest import drawn

CARD = """
title: The first crossing is closed
why: Told for a test.
source: [somebody]
date: 2026-01-01
edits:
  - {do: close, crossings: ["edge>north-road"]}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Three countries without polygons; the fee of one crossing is not known."""
    tables = drawn(
        "home-edge 100 KGZ", "edge<>north 5h 1$", "north-mill 100 KAZ",
        "edge<>south 9h", "south-port 100 UZB",
    )  # fmt: skip
    crossings = tables["crossings"]
    crossings.loc[crossings["crossing_id"] == "edge>south-road", "cost_usd_t"] = float("nan")
    folder = tmp_path / "kgz"
    folder.mkdir()
    for name in ("places", "sections", "crossings", "modes"):
        tables[name].to_csv(folder / f"{name}.csv", index=False)
    (folder / "markets.csv").write_text(
        "place_id,gdp_usd_bn,population_m,trade_usd_m,source,confidence\n"
        "mill,1,1,1,test,low\nhome,1,1,1,test,low\n"
    )
    (tmp_path / "my-card.yaml").write_text(CARD)
    return folder


def told(text: str) -> str:
    return " ".join(text.split())


def test_a_gap_without_polygons_says_that_polygons_are_missing(own: Path) -> None:
    done = ortoo("gap", "KGZ", "UZB", "--network", str(own))

    assert done.returncode == 5
    assert "no countries.geojson (or .fgb, .gpkg); a gap needs polygons" in told(done.stderr)


@pytest.mark.parametrize("words", [("compare", "my-card.yaml"), ("atlas", "--out", "maps")])
def test_an_origin_that_nobody_typed_is_not_complained_of(
    own: Path, words: tuple[str, ...]
) -> None:
    done = ortoo(*words, "--network", str(own), cwd=own.parent)

    assert done.returncode == 2
    assert "name the origin with --origin" in told(done.stderr)


def test_an_origin_that_was_typed_is_sought_among_the_names(own: Path) -> None:
    done = ortoo("compare", "my-card.yaml", "--network", str(own), "--origin", "hom",
                 cwd=own.parent)  # fmt: skip

    assert "no place is called 'hom'; did you mean home?" in told(done.stderr)


@pytest.mark.parametrize(
    "words", [("dependency", "home"), ("compare", "my-card.yaml", "--origin", "home")]
)
def test_the_origin_is_left_out_of_the_markets_and_that_is_said(
    own: Path, words: tuple[str, ...]
) -> None:
    done = ortoo(*words, "--network", str(own), "--json", cwd=own.parent)

    assert "note: home is the origin, so it is left out of its markets" in told(done.stderr)
    assert done.returncode == 0
    question = json.loads(done.stdout)
    assert "mill" in json.dumps(question)


def test_a_comparison_with_dependence_leaves_the_origin_out_too(own: Path) -> None:
    done = ortoo("compare", "my-card.yaml", "--origin", "home", "--origin", "mill",
                 "--dependence", "--network", str(own), "--json", cwd=own.parent)  # fmt: skip

    assert done.returncode == 0, done.stderr


def test_the_origin_as_the_only_market_is_refused(own: Path) -> None:
    done = ortoo("compare", "my-card.yaml", "--network", str(own), "--origin", "home",
                 "--market", "home", cwd=own.parent)  # fmt: skip

    assert done.returncode == 2
    assert "the only market is home, the origin; name others with --market" in told(done.stderr)


def test_an_unknown_fee_is_told_with_the_cell_to_fill(own: Path) -> None:
    done = ortoo("exposure", "home", "port", "--to", "UZB", "--network", str(own), "--map", "x.html",
                 cwd=own.parent)  # fmt: skip

    assert done.returncode == 5
    assert "There is a way from home to port" in told(done.stderr)
    assert "Fill cost_usd_t of edge>south-road in crossings.csv." in told(done.stderr)
    assert "x.html was not written" in done.stderr


def test_what_an_exposure_leaves_out_is_counted_in_the_right_number(own: Path) -> None:
    done = ortoo("exposure", "home", "mill", "--to", "KAZ", "--network", str(own))

    assert done.returncode == 0
    assert "home to mill: 1 trip that none beats" in told(done.stdout)
    assert "unknown: 1 arc (edge>south-road)" in told(done.stdout)


def test_no_exposure_because_nothing_leads_there_points_to_the_proof(own: Path) -> None:
    tables = drawn("home-edge 100 KGZ", "edge<>mid 5h 1$", "mid-rim 9 UZB", "rim<>north 5h 1$",
                   "north-mill 100 KAZ")  # fmt: skip
    for name in ("places", "sections", "crossings", "modes"):
        tables[name].to_csv(own / f"{name}.csv", index=False)

    done = ortoo("exposure", "home", "mill", "--to", "KAZ", "--avoid", "UZB", "--network", str(own))

    assert done.returncode == 4
    assert told(done.stdout) == (
        "There is no way from home to mill without UZB; `ortoo route … --avoid UZB` prints the "
        "proof."
    )


def test_an_answer_under_a_card_of_ones_own_says_what_to_add(own: Path) -> None:
    asked = ("route", "home", "mill", "--network", str(own), "--scenario", "my-card.yaml", "--json")
    answer = own.parent / "answer.json"
    answer.write_text(ortoo(*asked, cwd=own.parent).stdout, encoding="utf-8")
    words = ("verify", "answer.json", "--network", str(own))

    bare = ortoo(*words, cwd=own.parent)
    named = ortoo(*words, "--scenario", "my-card.yaml", cwd=own.parent)

    assert bare.returncode == 2
    assert "which is a file: add --scenario my-card.yaml" in told(bare.stderr)
    assert (named.returncode, named.stdout.strip()) == (0, "answer.json: holds")


def test_an_answer_that_is_none_is_named_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "e.json").write_text("{}")

    done = ortoo("verify", "e.json", cwd=tmp_path)

    assert done.returncode == 3
    assert "e.json has 1 fault" in done.stderr
    assert "is not an answer of `ortoo route --json`: question is missing" in told(done.stderr)
    assert "KeyError" not in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("route", "UB", "Almaty", "--scenario", "nosuch"), "`ortoo scenario list` names them"),
        (("data", "show", "zamyn-ud"), "did you mean zamyn-uud"),
        (("compare", "cku-railway", "cku-railway"), "cku-railway is named twice; name it once"),
        (("compare", "cku-railway", "--minimise", "exposure"),
         "compare minimises time, cost, co2, length or generalised"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_what_to_do(words: tuple[str, ...], says: str) -> None:
    done = ortoo(*words)

    assert done.returncode == 2
    assert says in told(done.stderr)
