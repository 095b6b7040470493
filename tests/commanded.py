"""The command without a new process: what it imports is imported once, and nothing else differs."""

import contextlib
import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from ortoo.cli.__main__ import main


def ortoo(*words: str, cwd: Path | None = None, columns: int = 120) -> SimpleNamespace:
    """Exit code, stdout and stderr of ``ortoo WORDS``; whatever else escapes it fails the test."""
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.dict(os.environ, {"NO_COLOR": "1", "COLUMNS": str(columns)}),
        patch.object(sys, "argv", ["ortoo", *words]),
        contextlib.chdir(cwd or Path.cwd()),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = 0
        try:
            main()
        except SystemExit as done:
            code = int(done.code or 0)
    return SimpleNamespace(returncode=code, stdout=out.getvalue(), stderr=err.getvalue())
