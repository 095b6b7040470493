"""Fetch pinned packages from their registries into a cache, once.

In    a ``Package``: registry, name, version and the sha256 of its archive.
Out   the path of the archive in the cache; or the bytes of one file in it.
Law   an archive whose sha256 is not the pinned one is refused and does not enter the cache; a
      registry is reached only through its own client, as that is set up; no package is installed,
      imported or run.
Not   here: what is in the packages (``countries``, ``rails``).
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Registry(StrEnum):
    """Where a package is published."""

    NPM = "npm"
    PYPI = "PyPI"


@dataclass(frozen=True, kw_only=True)
class Package:
    """A package at one version, and the archive that it must be."""

    registry: Registry
    name: str
    version: str
    archive: str
    sha256: str

    @property
    def citation(self) -> str:
        """How the catalog names it.

        >>> Package(registry=Registry.NPM, name="a", version="1", archive="", sha256="").citation
        'npm a 1'
        """
        return f"{self.registry} {self.name} {self.version}"


LAND_BORDERS = Package(
    registry=Registry.NPM,
    name="@geo-maps/countries-maritime-10m",
    version="0.6.0",
    archive="geo-maps-countries-maritime-10m-0.6.0.tgz",
    sha256="c63144607cc8aeb5784f8e14b7bf8c8fcdaf2e000b93fe44b1991257773e13a1",
)
SEAS = Package(
    registry=Registry.NPM,
    name="@geo-maps/earth-seas-10m",
    version="0.6.0",
    archive="geo-maps-earth-seas-10m-0.6.0.tgz",
    sha256="ec5ebfd1048c3875f2152267e400a9d1ef04342f52dc2b09cd793f1a24182c1c",
)
CODES = Package(
    registry=Registry.NPM,
    name="cldr-core",
    version="48.2.0",
    archive="cldr-core-48.2.0.tgz",
    sha256="5310e0c7a06c1feb83dc8e54c8584bbe0b9c2ea8320172a18d541986b124585d",
)
NAMES = Package(
    registry=Registry.NPM,
    name="cldr-localenames-modern",
    version="45.0.0",
    archive="cldr-localenames-modern-45.0.0.tgz",
    sha256="42e8d4401291b93edf313de8acd49bdd7ada85355133b482e7f043970e387210",
)
RAILWAYS = Package(
    registry=Registry.PYPI,
    name="scgraph_data",
    version="2.0.0",
    archive="scgraph_data-2.0.0-py3-none-any.whl",
    sha256="a8df15f4d9b4cce945f195b27c9e239ac49ebfa81aa948afc882b28653725406",
)


def fetch(package: Package, cache: Path) -> Path:
    """The archive of a package, from the cache or else from its registry.

    Raises
    ------
    ValueError
        What the registry sent is not what was pinned.
    FileNotFoundError
        The registry's client (npm or pip) is not installed.
    subprocess.CalledProcessError
        The registry could not be reached or does not have the package.
    """
    kept = cache / package.archive
    if kept.is_file() and _sha256(kept) == package.sha256:
        return kept
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        got = _download(package, Path(folder))
        digest = _sha256(got)
        if digest != package.sha256:
            raise ValueError(f"{package.citation}: got sha256 {digest}, expected {package.sha256}")
        got.replace(kept)
    return kept


def member(archive: Path, name: str) -> bytes:
    """The bytes of one file of an npm archive.

    Raises
    ------
    KeyError
        The archive has no file of that name.
    """
    with tarfile.open(archive) as packed:
        content = packed.extractfile(f"package/{name}")
        if content is None:
            raise KeyError(f"{archive.name}: {name} is not a file")
        return content.read()


def _download(package: Package, folder: Path) -> Path:
    pinned = f"{package.name}@{package.version}"
    commands = {
        Registry.NPM: ["npm", "pack", pinned, "--silent", "--pack-destination", str(folder)],
        Registry.PYPI: [
            *(sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"),
            *("--no-deps", "--only-binary", ":all:", "--dest", str(folder)),
            pinned.replace("@", "=="),
        ],
    }
    command = commands[package.registry]
    client = shutil.which(command[0])
    if client is None:
        raise FileNotFoundError(f"{command[0]} is needed to fetch {package.citation}")
    subprocess.run([client, *command[1:]], check=True, stdout=subprocess.PIPE)  # noqa: S603
    return folder / package.archive


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
