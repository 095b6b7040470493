"""A page as a PDF, printed by a browser that is already there.

In    the text of one HTML file.
Out   the bytes of a PDF on A4 landscape, as the page's own stylesheet lays it out.
Law   the browser sees a copy of the page in a folder of its own and no network; what is written is
      written whole or not at all.
Not   here: the pages (``views.*_page``).
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ortoo.base.errors import MissingDataError, OrtooError, UsageError
from ortoo.views.written import write_bytes

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
TIMEOUT_S = 120
OPTIONS = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
    "--virtual-time-budget=10000",
)  # fmt: skip
ENDINGS = (".pdf",)
PDF_STARTS = b"%PDF-"


class UnprintedError(OrtooError):
    """The browser was there and did not print."""

    def __init__(self, browser: str, *, reason: str) -> None:
        self.browser, self.reason = browser, reason
        super().__init__(
            f"{browser} did not print the page: {reason}; write it with --map and print that"
        )


def write_printed(html: str, path: Path) -> None:
    """Print ``html`` into the PDF ``path``.

    Raises
    ------
    UsageError
        The path does not end in .pdf.
    MissingDataError
        No browser that can print is on the PATH.
    UnprintedError
        The browser failed, or took more than two minutes.
    UnwrittenError
        The file could not be written; what was there before is untouched.
    """
    if path.suffix.casefold() != ".pdf":
        raise UsageError(f"{path.name!r} names no format that a page can be printed to; end it "
                         "with .pdf")  # fmt: skip
    write_bytes(path, printed(html))


def printed(html: str) -> bytes:
    """``html`` as the bytes of a PDF; raises as ``write_printed``."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise MissingDataError(
            f"a PDF needs Chromium, and none of {', '.join(BROWSERS)} is on the PATH; install one, "
            "or write the page with --map and print it from any browser"
        )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page, paper = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        _run(browser, page, paper=paper)
        if not paper.is_file() or not paper.read_bytes().startswith(PDF_STARTS):
            raise UnprintedError(browser, reason="it left no PDF")
        return paper.read_bytes()


def _run(browser: str, page: Path, *, paper: Path) -> None:
    home = page.parent / "profile"
    command = [browser, *OPTIONS, *_as_root(), f"--user-data-dir={home}",
               f"--print-to-pdf={paper}", page.as_uri()]  # fmt: skip
    try:
        subprocess.run(  # noqa: S603 - a browser of the PATH, and paths of our own
            command, check=True, timeout=TIMEOUT_S, capture_output=True, cwd=page.parent
        )
    except subprocess.TimeoutExpired as late:
        raise UnprintedError(browser, reason=f"it took more than {TIMEOUT_S} s") from late
    except (subprocess.CalledProcessError, OSError) as failure:
        raise UnprintedError(browser, reason=_last_line(failure)) from failure


def _as_root() -> tuple[str, ...]:
    """Chromium refuses its sandbox to the superuser, as in containers."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ("--no-sandbox",) if is_root else ()


def _last_line(failure: subprocess.CalledProcessError | OSError) -> str:
    told = getattr(failure, "stderr", b"") or b""
    lines = told.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else str(failure)
