"""Machine code of kernels is thrown away when a kernel that it was made from has changed.

Numba looks only at the file of the function that it compiled, not at those of the functions that
this one calls.
"""

from pathlib import Path

from ortoo.routes.cells import kernels

FOLDER = Path(kernels.__file__).parent


def forget_stale_code() -> None:
    newest = max(source.stat().st_mtime for source in FOLDER.glob("*.py"))
    for made in FOLDER.glob("__pycache__/*.nb[ic]"):
        if made.stat().st_mtime < newest:
            made.unlink(missing_ok=True)


forget_stale_code()
