"""The wheel, installed in an empty folder outside the repository, answers a route."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
        "--no-index", "--wheel-dir", str(folder), str(ROOT),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - pip on our own code
    return next(folder.glob("ortoo-*.whl"))


def test_the_wheel_carries_its_data_and_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for file in ("network/sections.csv", "lines/sections.fgb", "countries/countries.fgb",
                 "catalog.toml", "lines/LICENSE.md"):  # fmt: skip
        assert f"ortoo/geodata/{file}" in names
    assert "ortoo/py.typed" in names


def test_the_installed_wheel_answers_outside_the_repository(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONSAFEPATH": "1"}
    code = "from ortoo.cli.__main__ import main; main()"
    words = ["route", "Ulaanbaatar", "Almaty", "--avoid", "RUS"]
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False,
        cwd=tmp_path, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "From Ulaanbaatar to Almaty" in done.stdout
