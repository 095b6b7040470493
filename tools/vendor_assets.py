"""Fetch the scripts and styles of the maps from pinned npm packages into the source tree.

In    the lock tables of ``ortoo.views.assets``; npm with a registry.
Out   ``src/ortoo/views/vendored/<package>-<version>/``, licence texts included.
Law   a file whose sha256 is not the locked one is refused and nothing is written.
Not   here: how pages use the files (``ortoo.views.assets``).

Run from the root of the repository: ``python tools/vendor_assets.py``.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from ortoo.views.assets import IMAGES, LICENCES, SCRIPTS, STYLES, Asset

HOME = Path("src/ortoo/views/vendored")


def fetch(assets: Iterable[Asset]) -> dict[Asset, bytes]:
    """The bytes of every asset, read from its npm package; each package is packed once."""
    wanted = list(assets)
    with tempfile.TemporaryDirectory() as folder:
        packed = {
            (a.package, a.version): _pack(a.package, a.version, folder=Path(folder)) for a in wanted
        }
        return {a: _member(packed[a.package, a.version], a.file) for a in wanted}


def faults(fetched: Mapping[Asset, bytes]) -> list[str]:
    """One sentence for every asset whose bytes are not the locked ones."""
    found = {asset: hashlib.sha256(content).hexdigest() for asset, content in fetched.items()}
    return [
        f"{asset.package}@{asset.version} {asset.file}: got sha256 {digest}, "
        f"expected {asset.sha256}"
        for asset, digest in found.items()
        if digest != asset.sha256
    ]


def main() -> int:
    """Refresh the vendored folder; 1 if anything is not as locked."""
    fetched = fetch({*SCRIPTS.values(), *STYLES.values(), *IMAGES.values(), *LICENCES})
    wrong = faults(fetched)
    if wrong:
        print("\n".join(["nothing was written:", *wrong]), file=sys.stderr)
        return 1
    shutil.rmtree(HOME, ignore_errors=True)
    for asset, content in sorted(fetched.items(), key=lambda item: item[0].home):
        target = HOME / asset.home
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        print(target)
    return 0


def _pack(package: str, version: str, *, folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is not installed; it fetches the packages")
    command = [npm, "pack", f"{package}@{version}", "--silent", "--pack-destination", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return folder / done.stdout.strip().splitlines()[-1]


def _member(tarball: Path, file: str) -> bytes:
    with tarfile.open(tarball) as packed:
        found = packed.extractfile(f"package/{file}")
        if found is None:
            raise SystemExit(f"{tarball.name} has no {file}")
        return found.read()


if __name__ == "__main__":
    raise SystemExit(main())
