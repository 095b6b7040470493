"""A file is whole, always: under failure, under the knife, and with two who write."""

import multiprocessing
import os
import resource
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ortoo.views.written import UnwrittenError, write_text

NOBODY = 65534
OLD, NEW = "old " * 50_000, "new " * 50_000


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_permissions_are_those_of_an_ordinary_new_file(
    tmp_path: Path, umask: int, *, mode: int
) -> None:
    before = os.umask(umask)
    try:
        write_text(tmp_path / "page.html", "x")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "page.html").stat().st_mode) == mode


def test_text_is_kept_to_the_byte(tmp_path: Path) -> None:
    write_text(tmp_path / "page.html", "a\r\nb\n\u04e9")

    assert (tmp_path / "page.html").read_bytes() == "a\r\nb\n\u04e9".encode()


def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_text(tmp_path / "page.html", OLD)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnwrittenError, match=r"No space left.*old file is still whole"):
        write_text(tmp_path / "page.html", NEW)

    assert (tmp_path / "page.html").read_text(encoding="utf-8") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_missing_folder_and_a_folder_in_the_way_are_told(tmp_path: Path) -> None:
    (tmp_path / "page.html").mkdir()

    with pytest.raises(UnwrittenError, match="could not write"):
        write_text(tmp_path / "page.html", NEW)
    with pytest.raises(UnwrittenError, match="there is no such file now"):
        write_text(tmp_path / "absent" / "page.html", NEW)

    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        worker = multiprocessing.get_context("spawn").Process(
            target=_write_where_nobody_may, args=(tmp_path,)
        )
        worker.start()
        worker.join()
    finally:
        tmp_path.chmod(0o755)

    assert worker.exitcode == 0  # the error was raised, and was the right one
    assert list(tmp_path.iterdir()) == []


def test_a_file_size_limit_leaves_the_old_file_whole(tmp_path: Path) -> None:
    write_text(tmp_path / "page.html", OLD)
    worker = multiprocessing.get_context("spawn").Process(
        target=_write_within_limit, args=(tmp_path / "page.html",)
    )
    worker.start()
    worker.join()

    assert worker.exitcode == 0  # the error was raised, and was the right one
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_killed_at_any_moment_the_file_is_old_or_new(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_text(path, OLD)
    program = (
        "import sys; from pathlib import Path; from ortoo.views.written import write_text\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    for word in ('new ', 'old '): write_text(Path(sys.argv[1]), word * 50_000)\n"
    )
    for pause in (0.001, 0.003, 0.007, 0.013, 0.029):
        with subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(pause)
            writer.send_signal(signal.SIGKILL)
        assert path.read_text(encoding="utf-8") in {OLD, NEW}


def test_two_writers_leave_one_whole_file(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    path = tmp_path / "page.html"
    workers = [context.Process(target=_write_often, args=(path, text)) for text in (OLD, NEW)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [worker.exitcode for worker in workers] == [0, 0]
    assert path.read_text(encoding="utf-8") in {OLD, NEW}
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def _write_within_limit(path: Path) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
    try:
        write_text(path, NEW)
    except UnwrittenError as told:
        sys.exit(0 if "File too large" in str(told) else 1)
    sys.exit(2)


def _write_where_nobody_may(folder: Path) -> None:
    os.chdir(folder)
    if os.geteuid() == 0:  # root may write anywhere
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        write_text(Path("page.html"), NEW)
    except UnwrittenError as told:
        sys.exit(0 if "Permission denied" in str(told) else 1)
    sys.exit(2)


def _write_often(path: Path, text: str) -> None:
    for _ in range(20):
        write_text(path, text)
