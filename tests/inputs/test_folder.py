from pathlib import Path

import pytest

from conftest import drawn
from ortoo.base.errors import BadInputError, MissingDataError
from ortoo.inputs.folder import read_folder
from ortoo.network.network import load_network
from ortoo.routes.find import find_routes
from ortoo.routes.question import Trip

LINES = ("A-a 10 AAA", "b-B 20 BBB", "a<>b 5h 2$")


def written(folder: Path, *lines: str) -> Path:
    for name, frame in drawn(*(lines or LINES)).items():
        if len(frame):
            frame.to_csv(folder / f"{name}.csv", index=False)
    return folder


def edit(folder: Path, table: str, *, old: str, new: str) -> None:
    file = folder / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_any_folder_with_the_same_tables_is_a_network(tmp_path: Path) -> None:
    network = load_network(written(tmp_path))
    assert find_routes(network, Trip("A", "B")).best.length_km == pytest.approx(30)


def test_a_folder_may_keep_its_tables_in_the_subfolders_of_geodata(tmp_path: Path) -> None:
    (tmp_path / "network").mkdir()
    written(tmp_path / "network")
    assert load_network(tmp_path).tables["sections"].shape[0] == 2


def test_faults_of_all_tables_are_told_together(tmp_path: Path) -> None:
    written(tmp_path)
    edit(tmp_path, "sections", old="A-a-road,A,a", new="A-a-road,A,nowhere")
    edit(tmp_path, "crossings", old="a>b-road,a,b,AAA,BBB", new="a>b-road,a,b,AAA,AAA")
    edit(tmp_path, "modes", old="100.0,,0.1", new="fast,,0.1")

    with pytest.raises(BadInputError) as refused:
        load_network(tmp_path)

    told = "\n".join(refused.value.faults)
    assert "sections.csv:2: to_id: got 'nowhere'" in told
    assert "crossings.csv:2: enters: got AAA on both sides" in told
    assert "modes.csv:2: speed_kmh: got 'fast'" in told


@pytest.mark.parametrize(
    ("table", "old", "new", "says"),
    [
        (
            "sections",
            "A-a-road,A,a,road,AAA",
            "A-a-road,A,a,road,BBB",
            "a section lies in one country",
        ),
        ("sections", "A-a-road,A,a,road,AAA,", "A-a-road,A,a,rail,AAA,", "rail needs its gauge"),
        ("sections", "operating,,,10.0", "operating,,,", "give the length or the line"),
        ("crossings", "a>b-road,a,b", "a>b-road,A,B", None),
        ("places", "A,A,,AAA,town,60.0,40.0", "A,A,,AAA,town,40.0,99.0", "places.csv:2: lat"),
    ],
)
def test_contradictions_are_refused(
    tmp_path: Path, table: str, old: str, *, new: str, says: str | None
) -> None:
    written(tmp_path)
    edit(tmp_path, table, old=old, new=new)
    if says is None:
        load_network(tmp_path)
        return
    with pytest.raises(BadInputError, match=says):
        load_network(tmp_path)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00bad", b"", b'a,b\n"unclosed,1\n'])
def test_a_file_that_is_no_table_is_named(tmp_path: Path, content: bytes) -> None:
    written(tmp_path)
    (tmp_path / "crossings.csv").write_bytes(content)
    with pytest.raises(BadInputError, match=r"crossings\.csv"):
        load_network(tmp_path)


def test_a_missing_folder_or_table_is_missing_data(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="is not a folder"):
        load_network(tmp_path / "nothing")
    with pytest.raises(MissingDataError, match=r"has no places\.csv, sections\.csv, modes\.csv"):
        load_network(tmp_path)


def test_the_fingerprint_follows_the_content(tmp_path: Path) -> None:
    written(tmp_path)
    before = read_folder(tmp_path).sha256
    assert read_folder(tmp_path).sha256 == before
    edit(tmp_path, "crossings", old="5.0", new="6.0")
    assert read_folder(tmp_path).sha256 != before
