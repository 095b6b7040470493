"""The house keeps its shape: stages import leftwards, libraries have one owner, files stay small."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "ortoo"
STAGES = ("base", "inputs", "network", "routes", "study", "views", "cli")
MODULES = sorted(path for path in SOURCE.rglob("*.py"))
OWNERS = {
    "pyproj": ("base/geodesy.py",),
    "babel": ("views/",),
    "folium": ("views/",),
    "branca": ("views/",),
    "networkx": ("network/", "routes/"),
    "pyogrio": ("inputs/", "views/"),
    "pickle": (),
    "yaml": (),
    "ruamel": ("inputs/",),
    "pydantic": ("inputs/",),
    "requests": (),
    "urllib": (),
    "socket": (),
}
HOMELESS = {"utils", "helpers", "common", "core", "misc", "settings", "constants"}


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def stage_of(module: str) -> str:
    return module.removesuffix(".py").split("/")[0].split(".")[0]


def imports_of(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.col_offset) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield str(node.module), node.col_offset


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_its_own_stage_or_from_the_left(path: Path) -> None:
    own = stage_of(name_of(path))
    if own == "__init__":
        return
    for imported, _ in imports_of(path):
        if imported.startswith("ortoo."):
            stage = imported.split(".")[1]
            assert STAGES.index(stage) <= STAGES.index(own), f"{name_of(path)} imports {imported}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_stand_at_the_top_except_the_lazy_ones_of_the_command(path: Path) -> None:
    if stage_of(name_of(path)) in {"cli", "__init__"}:
        return
    assert [name for name, column in imports_of(path) if column] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_is_used_only_by_its_owner(path: Path) -> None:
    for imported, _ in imports_of(path):
        owners = OWNERS.get(imported.split(".")[0])
        if owners is not None:
            assert name_of(path).startswith(owners or "nobody"), f"{imported} in {name_of(path)}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_files_are_written_only_by_views_and_the_command(path: Path) -> None:
    if stage_of(name_of(path)) in {"views", "cli"}:
        return
    writes = r"\.write_(text|bytes)\(|\.to_(file|csv|excel)\(|open\([^)]*['\"][wax]"
    assert not re.search(writes, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_has_a_contract_and_stays_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    assert path.stem not in HOMELESS
    if path.stem != "__init__":
        contract = ast.get_docstring(ast.parse(text)) or ""
        assert all(f"\n{word} " in contract for word in ("In", "Out", "Law", "Not"))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_functions_stay_under_forty_lines_of_code(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            lines = (node.end_lineno or 0) - first.lineno + 1
            assert lines <= 40, f"{name_of(path)}: {node.name} has {lines} lines"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_distance_is_taken_on_a_plane_outside_the_geodesy(path: Path) -> None:
    if name_of(path) == "base/geodesy.py":
        return
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"3857|\.buffer\(0\.|\.distance\(|(?<!shapely)\.length\b", text)


def test_the_version_is_told_once() -> None:
    from ortoo.base.version import VERSION  # noqa: PLC0415

    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"version: {VERSION}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
