"""A page becomes a PDF where there is a browser, and a clear word where there is none."""

import os
import stat
from pathlib import Path

import pytest

from ortoo.base.errors import MissingDataError, UsageError
from ortoo.views import paper
from ortoo.views.paper import UnprintedError, write_printed

PDF = "%PDF-1.4 made by a stand-in"


def stand_in(folder: Path, script: str) -> None:
    """A program called chromium that does what ``script`` says; $pdf is where to print to."""
    program = folder / "chromium"
    find = 'for word in "$@"; do case $word in --print-to-pdf=*) pdf=${word#*=};; esac; done\n'
    program.write_text(f"#!/bin/sh\n{find}{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setattr(paper, "BROWSERS", ("chromium",))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return folder


def test_what_the_browser_prints_is_written(on_the_path: Path, tmp_path: Path) -> None:
    stand_in(on_the_path, f"printf '{PDF.replace('%', '%%')}' > \"$pdf\"")
    write_printed("<p>", tmp_path / "page.pdf")

    assert (tmp_path / "page.pdf").read_text() == PDF


@pytest.mark.parametrize(
    ("script", "reason"),
    [("echo no display >&2; exit 1", "no display"), ("exit 0", "no PDF"),
     ('printf nonsense > "$pdf"', "no PDF")],
)  # fmt: skip
def test_a_browser_that_fails_is_told_and_the_old_file_stays(
    on_the_path: Path, tmp_path: Path, *, script: str, reason: str
) -> None:
    (tmp_path / "page.pdf").write_text("old")
    stand_in(on_the_path, script)

    with pytest.raises(UnprintedError, match=reason):
        write_printed("<p>", tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_text() == "old"


def test_a_browser_that_hangs_is_given_up(
    on_the_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(on_the_path, "exec sleep 60")
    monkeypatch.setattr(paper, "TIMEOUT_S", 0.2)

    with pytest.raises(UnprintedError, match=r"more than 0\.2 s"):
        write_printed("<p>", tmp_path / "page.pdf")


def test_without_a_browser_the_word_is_clear_and_the_code_is_5(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(MissingDataError, match="needs Chromium, and none of chromium") as told:
        write_printed("<p>", tmp_path / "page.pdf")
    assert told.value.exit_code == 5
    assert list(tmp_path.iterdir()) == []


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'page\.png'.*\.pdf"):
        write_printed("<p>", tmp_path / "page.png")
