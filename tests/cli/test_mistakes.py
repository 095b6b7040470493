"""Mistakes on the command line: each is refused before any work, with what to write instead."""

import contextlib
import errno
import io
import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import patch

import pytest

from commanded import ortoo
from ortoo.cli.__main__ import main

ROUTE = ("route", "Ulaanbaatar", "Almaty")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--to", "RUS"), "--to counts only with --minimise exposure"),
        (("--to", "RUS", "--minimise", "cost"), "--to counts only with --minimise exposure"),
        (("--value-of-time", "3"), "--value-of-time counts only with --minimise generalised"),
        (("--value-of-time", "0"), "--value-of-time counts only with --minimise generalised"),
        (("--avoid", "RUS", "CHN"), "too many: CHN; repeat --avoid, or write --avoid RUS,CHN"),
        (("--mode", "rail", "road"), "too many: road; repeat --mode, or write --mode rail,road"),
        (("Astana",), "one argument too many: Astana"),
        (("--avoid", "Russia"), "no country is called 'Russia'; did you mean RUS (Russia)?"),
        (("--mode", "rail,train"), "no mode is called 'train'"),
    ],
)
def test_words_that_do_not_count_are_refused(words: tuple[str, ...], says: str) -> None:
    done = ortoo(*ROUTE, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_modes_may_stand_between_commas() -> None:
    done = ortoo(*ROUTE, "--mode", "rail,road")
    assert "From Ulaanbaatar to Almaty by rail, road\n" in done.stdout


def test_a_value_of_time_of_nothing_is_taken_at_its_word() -> None:
    done = ortoo(*ROUTE, "--minimise", "generalised", "--value-of-time", "0")
    assert "an hour at 0 USD/t" in done.stdout


@pytest.mark.parametrize("seconds", [0.1, 0.5])
def test_ctrl_c_gives_one_line(seconds: float) -> None:
    code = "import time; from ortoo.cli.__main__ import main; print('on', flush=True); main()"
    command = [sys.executable, "-c", code, "dependency", "UB"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(seconds)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate()
    assert (running.returncode, told) == (130, "ortoo: interrupted\n")


@pytest.mark.parametrize("caught", [(), BaseException])
def test_ctrl_c_is_not_swallowed(caught: type[BaseException] | tuple[()]) -> None:
    def interrupted() -> list[str]:
        with contextlib.suppress(caught):
            signal.raise_signal(signal.SIGINT)
        return []

    former = signal.getsignal(signal.SIGINT)
    with patch("ortoo.inputs.cards.builtin_scenarios", interrupted):
        done = ortoo("scenario", "list")
    assert (done.returncode, done.stderr) == (130, "ortoo: interrupted\n")
    assert signal.getsignal(signal.SIGINT) is former


class FullDisk(io.StringIO):
    """What every write to a full disk comes to."""

    def flush(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_told_in_one_sentence() -> None:
    told = io.StringIO()
    with (
        patch.object(sys, "argv", ["ortoo", "scenario", "list"]),
        contextlib.redirect_stdout(FullDisk()),
        contextlib.redirect_stderr(told),
        pytest.raises(SystemExit) as done,
    ):
        main()
    assert done.value.code == 1
    assert told.getvalue() == "ortoo: could not print the answer: No space left on device\n"


COMPARE = ("compare", "cku-railway", "--market", "Almaty")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((*ROUTE, "--export", "nodir/legs.csv"), "there is no folder nodir; make it first"),
        ((*ROUTE, "--map", "nodir/a.html"), "there is no folder nodir; make it first"),
        ((*ROUTE, "--export", "x.html"), "end it with .gpkg, .geojson, .csv, .xlsx, .pdf"),
        ((*ROUTE, "--export", "afolder.csv"), "afolder.csv is a folder; name a file"),
        ((*ROUTE, "--map", "x.pdf"), "--map writes HTML; for paper use --export x.pdf"),
        ((*ROUTE, "--map", "x.gpkg"), "end it with .html, .htm"),
        (("dependency", "UB", "--export", "x.docx"), "end it with .csv, .xlsx, .json, .pdf"),
        ((*COMPARE, "--export", "x.gpkg"), "end it with .csv, .xlsx, .json, .pdf"),
        ((*COMPARE, "--map", "x.pdf"), "--map writes HTML; for paper use --export x.pdf"),
        (("exposure", "UB", "Almaty", "--to", "CHN", "--export", "x.csv"), "end it with .pdf"),
        (("data", "show", "cku", "--export", "x.csv"), "end it with .pdf"),
        (("atlas", "--out", "afile"), "afile is a file; name a folder"),
        (("atlas", "--out", "afile/maps"), "afile is a file; name a folder"),
    ],
)
def test_a_target_that_cannot_be_written_is_refused_before_the_work(
    tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    (tmp_path / "afile").touch()
    (tmp_path / "afolder.csv").mkdir()
    with patch("ortoo.network.network.load_network", side_effect=AssertionError):
        done = ortoo(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["afile", "afolder.csv"]
