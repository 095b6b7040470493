"""Renew the pictures of the README: `python -m tools.gallery maps` after `make atlas`.

In    a folder with an atlas, and Chromium on the PATH.
Out   maps/gallery/*.png, 1280 x 800.
Law   a picture shows a page as it opens, nothing drawn over it.
Not   here: making the pages (``ortoo atlas``).
"""

import shutil
import subprocess
import sys
from pathlib import Path

PAGES = (
    "index", "explorer", "dependency", "gap-mng-kaz", "corridor-titr",
    "ulaanbaatar-tashkent-without-rus", "if-zamyn-uud-closed",
    "ulaanbaatar-almaty-without-chn-rus", "ulaanbaatar-tashkent-exposure",
)  # fmt: skip
OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
           "--window-size=1280,800", "--virtual-time-budget=5000")  # fmt: skip
GALLERY = Path(__file__).parents[1] / "maps" / "gallery"


def main(atlas: Path) -> None:
    """Photograph every page of ``PAGES``."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if browser is None:
        sys.exit("no Chromium on the PATH")
    GALLERY.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        page, picture = (atlas / f"{name}.html").resolve(), GALLERY / f"{name}.png"
        subprocess.run(  # noqa: S603 - a browser of the PATH, and paths of our own
            [browser, *OPTIONS, f"--screenshot={picture}", page.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        print(picture)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "maps"))
