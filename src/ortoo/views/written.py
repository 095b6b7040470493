"""Write a file whole or not at all.

In    a path and the text that it shall hold.
Out   the file, as UTF-8, readable by whoever could read an ordinary new file.
Law   at every moment the path holds the old file whole or the new file whole; a failure leaves
      the old one, removes its own traces, and says which file is on disk.
Not   here: what the text says.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from ortoo.base.errors import OrtooError, UsageError

ORDINARY_MODE = 0o666


class UnwrittenError(OrtooError, OSError):
    """A file that could not be written; what was there before is untouched."""

    def __init__(self, path: Path, *, reason: str) -> None:
        self.path, self.reason = path, reason
        now = "the old file is still whole" if path.exists() else "there is no such file now"
        super().__init__(f"could not write {path}: {reason}; {now}")


def check_target(path: Path, *, endings: Sequence[str]) -> None:
    """Refuse a file that could not be written, before anything is computed for it.

    Raises
    ------
    UsageError
        Its name has another ending than ``endings``, its folder is not there or may not be written
        to, or it is a folder itself.
    """
    if path.suffix.casefold() not in endings:
        known = ", ".join(endings)
        raise UsageError(f"{path.name!r} names no format that can be written; end it with {known}")
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file")
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {path.parent}; make it first")
    if not os.access(path.parent, os.W_OK):
        raise UsageError(f"the folder {path.parent} may not be written to; name another")


def check_folder(folder: Path) -> None:
    """Refuse a folder that could not be made or written to, before anything is computed for it.

    Raises
    ------
    UsageError
        It, or what is to hold it, is a file, or may not be written to.
    """
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not there.is_dir():
        raise UsageError(f"{there} is a file; name a folder")
    if not os.access(there, os.W_OK):
        raise UsageError(f"the folder {there} may not be written to; name another")


def write_text(path: Path, text: str) -> None:
    """Put ``text`` into ``path`` in one step; line ends are kept as they are.

    Parameters
    ----------
    path
        The file to make or replace; its folder must exist.
    text
        Its whole new content. Empty text makes an empty file.

    Raises
    ------
    UnwrittenError
        The folder is missing or read-only, the disk is full, or the path is a folder.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_text(Path(folder) / "page.html", "Өртөө")
    ...     (Path(folder) / "page.html").read_text(encoding="utf-8")
    'Өртөө'
    """
    write_bytes(path, text.encode("utf-8"))


def write_all(folder: Path, texts: Mapping[str, str]) -> None:
    """Put all ``texts``, by file name, into ``folder``, which is made if it is not there.

    Every file is written beside the folder before the first one is moved into it, the first of
    ``texts`` last: a failure while writing touches nothing of what was there.

    Raises
    ------
    UnwrittenError
        A file could not be written, or the folder not made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder, prefix=".new."))
    except OSError as failure:
        raise UnwrittenError(folder, reason=failure.strerror or str(failure)) from failure
    try:
        for name, text in texts.items():
            write_text(beside / name, text)
        for name in reversed(list(texts)):
            (beside / name).replace(folder / name)
    except OSError as failure:
        if isinstance(failure, UnwrittenError):
            raise UnwrittenError(folder / failure.path.name, reason=failure.reason) from failure
        raise UnwrittenError(folder, reason=failure.strerror or str(failure)) from failure
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Put ``content`` into ``path`` in one step, under the same law as ``write_text``."""
    try:
        _replace(path, content)
    except OSError as failure:
        raise UnwrittenError(path, reason=failure.strerror or str(failure)) from failure


def _replace(path: Path, content: bytes) -> None:
    """Write beside ``path``, flush to the disk, then move over it."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(ORDINARY_MODE & ~_umask())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    umask = os.umask(0)
    os.umask(umask)
    return umask


def _flush_folder(folder: Path) -> None:
    """Make the move itself durable, where folders can be flushed (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
