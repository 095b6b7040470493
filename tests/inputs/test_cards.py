"""Scenario cards are read whole, or refused with the place of every fault."""

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ortoo.base.errors import BadInputError, MissingDataError, UnknownNameError
from ortoo.inputs.cards import builtin_scenarios, load_scenario
from ortoo.inputs.cards_models import Delay, card_schema
from ortoo.inputs.cards_parts import Access, Confidence, Mode, Status
from ortoo.inputs.cards_text import MOST_BYTES, read_toml, read_yaml
from ortoo.inputs.schema import ACCESSES, CONFIDENCES, MODES_KNOWN, STATUSES

HEAD = "title: T\nwhy: W\nsource: S\ndate: 2026-01-01\n"
EDIT = "edits:\n  - do: delay\n    crossings: [a]\n    time_h: 5\n"


def written(folder: Path, text: str, name: str = "card.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def faults(file: Path) -> list[str]:
    with pytest.raises(BadInputError) as refused:
        load_scenario(file)
    return [fault.removeprefix(f"{file.parent}/") for fault in refused.value.faults]


def test_a_card_is_read_with_its_edits_in_order(tmp_path: Path) -> None:
    card = load_scenario(written(tmp_path, HEAD + EDIT + "  - {do: avoid, countries: [RUS]}\n"))

    assert (card.scenario_id, card.title, card.source) == ("card", "T", ("S",))
    assert [type(edit).__name__ for edit in card.edits] == ["Delay", "AvoidCountries"]
    assert isinstance(card.edits[0], Delay)
    assert card.edits[0].time_h == 5
    assert card.edits[0].crossings.id == ("a",)


def test_toml_says_the_same_as_yaml(tmp_path: Path) -> None:
    toml = 'title="T"\nwhy="W"\nsource="S"\ndate=2026-01-01\n[[edits]]\ndo="delay"\ncrossings=["a"]\ntime_h=5\n'

    one = load_scenario(written(tmp_path, HEAD + EDIT))
    two = load_scenario(written(tmp_path, toml, "other.toml"))

    assert (one.edits, one.date, one.source) == (two.edits, two.date, two.source)


def test_norway_is_a_text_and_so_are_yes_and_a_date() -> None:
    assert read_yaml("[NO, yes, on, 2026-01-01, 012, 1_000, null, true, 1.5e1]").data == [
        "NO", "yes", "on", "2026-01-01", 12, "1_000", None, True, 15.0,
    ]  # fmt: skip


BROKEN = {
    "a typo in a verb": (
        HEAD + "edits:\n  - do: dely\n    crossings: [a]\n    time_h: 5\n",
        ['card.yaml:6:9: edits[0].do: expected one of open, close, delay, speed-up, rule, set, scale, add, avoid, allow, date, weigh, got "dely", did you mean delay?'],
    ),
    "a wrong unit in the key": (
        HEAD + "edits:\n  - do: delay\n    crossings: [a]\n    time_days: 2\n",
        [
            "card.yaml:6:5: edits[0].time_h: is needed, got nothing",
            'card.yaml:8:5: edits[0].time_days: expected one of why, source, confidence, do, crossings, time_h, imposed_by, got "time_days", did you mean time_h? Convert the figure to that unit',
        ],
    ),
    "a wrong unit in the value": (
        HEAD + "edits:\n  - do: delay\n    crossings: [a]\n    time_h: 2 days\n",
        ['card.yaml:8:13: edits[0].time_h: expected a number alone, its unit stands in the key, got "2 days"'],
    ),
    "a figure of another table": (
        HEAD + "edits:\n  - do: set\n    crossings: [a]\n    speed_kmh: 20\n",
        ["card.yaml:6:5: edits[0]: crossings have no speed_kmh; expected time_h, cost_usd_t, capacity_mt_y"],
    ),
    "a truth value for a number": (
        HEAD + "edits:\n  - do: delay\n    crossings: [a]\n    time_h: true\n",
        ["card.yaml:8:13: edits[0].time_h: expected a number alone, its unit stands in the key, got true"],
    ),
    "a negative delay": (
        HEAD + "edits:\n  - do: delay\n    crossings: [a]\n    time_h: -5\n",
        ["card.yaml:8:13: edits[0].time_h: expected greater than 0, got -5"],
    ),
    "a tag": (
        HEAD + "edits:\n  - !!python/object/apply:os.system [ls]\n",
        [
            "card.yaml:6:5: edits: expected plain data, got the tag 'tag:yaml.org,2002:python/object/apply:os.system', leave it out",
            'card.yaml:6:5: edits[0]: expected an edit with the key do: one of open, close, delay, speed-up, rule, set, scale, add, avoid, allow, date, weigh, got ["ls"]',
        ],
    ),
    "a doubled key": (
        HEAD + "title: again\n" + EDIT,
        ["card.yaml:5:1: expected each key once, got 'title' again (first in line 1)"],
    ),
    "two documents": (
        HEAD + EDIT + "---\ntitle: other\n",
        ["card.yaml:9:1: expected one card in a file, got a second document"],
    ),
    "no YAML at all": (
        "title: [",
        ["card.yaml:1:9: title: expected YAML, got something else: expected the node content, but found '<stream end>'"],
    ),
    "a date that does not exist": (
        HEAD.replace("2026-01-01", "2026-02-30") + EDIT,
        ['card.yaml:4:7: date: expected a date as YYYY-MM-DD, got "2026-02-30"'],
    ),
    "a key that nobody knows": (
        HEAD.replace("source", "sources") + EDIT,
        ["card.yaml:1:1: source: is needed, got nothing",
         'card.yaml:3:1: sources: expected one of title, why, source, date, id, needs, conflicts, investment, got "sources", did you mean source?'],
    ),
    "no edits": (
        HEAD + "edits: []\n",
        ["card.yaml:5:8: edits: expected a list of 1 to 200 edits, got 0"],
    ),
    "a list for a card": ("- a\n", ['card.yaml:1:1: expected a card: title, why, source, date, edits, got ["a"]']),
    "an empty file": ("", ["card.yaml:1:1: expected a card: title, why, source, date, edits, got nothing"]),
    "a typo in a column of a new row": (
        HEAD + "edits:\n  - do: add\n    sections:\n      - {section_id: x, lenght_km: 3}\n",
        ['card.yaml:8:25: edits[0].sections[0].lenght_km: expected one of section_id, from_id, to_id, mode, country, gauge_mm, status, opens, closes, length_km, length_from, line_km, published_km, speed_kmh, cost_usd_tkm, capacity_mt_y, corridors, via, overflies, overflies_km, source, confidence, note, passes, passes_km, geometry, got "lenght_km", did you mean length_km or length_from?'],
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_card_is_refused_with_every_fault_in_its_place(
    text: tuple[str, list[str]], tmp_path: Path
) -> None:
    card, expected = text
    assert faults(written(tmp_path, card)) == expected


def test_an_alias_bomb_is_refused_before_it_grows(tmp_path: Path) -> None:
    rows = ["a: &a [x, x]"] + [f"{two}: &{two} [*{one}, *{one}]" for one, two in zip("abcdefghi", "bcdefghij", strict=True)]  # fmt: skip

    found = faults(written(tmp_path, "\n".join(rows)))

    assert "card.yaml:1:4: expected plain data, got the anchor &a, write it out" in found
    assert "card.yaml:2:8: b: expected plain data, got the alias *a, write it out" in found


@pytest.mark.parametrize("text", ["a: " + "[" * 400, "{b: " * 3000, "[" + "a, " * 30_000 + "a]"])
def test_what_is_too_deep_or_too_much_is_refused(text: str) -> None:
    assert "expected at most" in read_yaml(text).faults[0].what


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    found = faults(written(tmp_path, "#" * (MOST_BYTES + 1)))
    assert found == [f"card.yaml:1:1: expected at most {MOST_BYTES} bytes, got {MOST_BYTES + 1}"]


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "card.yaml"
    file.write_bytes(b"title: \xff")
    assert faults(file) == ["card.yaml:1:1: expected UTF-8, got byte 0xff at 7"]


def test_a_circle_of_needs_is_told(tmp_path: Path) -> None:
    for one, other in (("x", "y"), ("y", "x")):
        written(tmp_path, HEAD + f"needs: [{other}]\n" + EDIT, f"{one}.yaml")

    (told,) = faults(tmp_path / "x.yaml")

    assert told.startswith("x.yaml:5:9: needs[0]: y cannot be used: ")
    assert told.endswith("needs[0]: expected cards that do not need this one, got x → y → x")


def test_a_need_that_is_nowhere_is_told_with_the_nearest(tmp_path: Path) -> None:
    file = written(tmp_path, HEAD + "needs: [zamyn-uud-closd]\n" + EDIT)
    assert faults(file) == [
        "card.yaml:5:9: needs[0]: expected the id of a card beside it or built in, got zamyn-uud-closd, did you mean zamyn-uud-closed?"
    ]


@pytest.mark.parametrize("needed", ["../secret", "/etc/passwd", "..", "a/b", ""])
def test_a_need_cannot_reach_out_of_its_folder(needed: str, tmp_path: Path) -> None:
    (told,) = faults(written(tmp_path, HEAD + f'needs: ["{needed}"]\n' + EDIT))
    assert "needs[0]: expected" in told


def test_an_unknown_id_and_a_missing_file_are_different_errors(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="did you mean zamyn-uud-closed"):
        load_scenario("zamyn-uud-close")
    with pytest.raises(MissingDataError, match="is not a file"):
        load_scenario(tmp_path / "none.yaml")


def test_positions_in_toml_are_those_of_its_keys(tmp_path: Path) -> None:
    text = 'title="T"\nwhy="W"\nsource="S"\ndate=2026-01-01\n\n[[edits]]\ndo="delay"\ncrossings=["a"]\ntime_h="5 h"\n'
    assert faults(written(tmp_path, text, "card.toml")) == [
        'card.toml:9:1: edits[0].time_h: expected a number alone, its unit stands in the key, got "5 h"'
    ]
    assert read_toml("a = ").faults[0].at == (1, 5)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    for document in (read_yaml(text), read_toml(text)):
        assert document.faults or document.data is None or document.data is not Ellipsis


@pytest.mark.parametrize("name", builtin_scenarios())
def test_a_builtin_card_is_well_formed_and_names_its_schema(name: str) -> None:
    card = load_scenario(name)
    first = Path(card.file).read_text(encoding="utf-8").splitlines()[0]

    assert first == "# yaml-language-server: $schema=scenario.schema.json"
    assert (Path(card.file).parent / "scenario.schema.json").is_file()
    assert all(card.source)


def test_words_of_cards_are_those_of_the_tables() -> None:
    pairs = ((Access, ACCESSES), (Confidence, CONFIDENCES), (Mode, MODES_KNOWN), (Status, STATUSES))
    assert all(get_args(words) == known for words, known in pairs)


def test_the_schema_tells_verbs_apart() -> None:
    edits = card_schema()["properties"]["edits"]["items"]
    assert set(edits["discriminator"]["mapping"]) >= {"open", "close", "delay", "weigh"}
