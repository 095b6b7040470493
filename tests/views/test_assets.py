"""What a page carries is exactly what was vetted."""

import hashlib
from collections.abc import Callable
from importlib.resources import files

import pytest

from ortoo.base.errors import InternalError, MissingDataError
from ortoo.views import assets
from ortoo.views.assets import (
    IMAGES,
    LEFT_OUT,
    LICENCES,
    SCRIPTS,
    STYLES,
    Asset,
    UnknownAssetError,
    inlined_script,
    inlined_style,
    own,
    script_for,
    style_for,
)

ALL = [*SCRIPTS.values(), *STYLES.values(), *IMAGES.values(), *LICENCES]
LEAFLET = next(iter(SCRIPTS))


@pytest.mark.parametrize("asset", ALL, ids=lambda asset: asset.file)
def test_every_vendored_file_is_the_locked_one(asset: Asset) -> None:
    content = files("ortoo.views").joinpath("vendored", asset.home).read_bytes()

    assert hashlib.sha256(content).hexdigest() == asset.sha256


def test_nothing_is_vendored_that_is_not_locked() -> None:
    home = files("ortoo.views").joinpath("vendored")
    found = {f"{folder.name}/{file.name}" for folder in home.iterdir() for file in folder.iterdir()}

    assert found == {asset.home for asset in ALL}


def test_every_package_comes_with_its_licence() -> None:
    assert {a.package for a in ALL} == {a.package for a in LICENCES}


@pytest.mark.parametrize("load", [script_for, style_for])
def test_an_unknown_address_is_an_error(load: Callable[[str], str]) -> None:
    with pytest.raises(UnknownAssetError, match=r"leaflet@9\.9"):
        load("https://cdn.jsdelivr.net/npm/leaflet@9.9/dist/leaflet.js")


def test_what_is_left_out_is_left_out_on_purpose() -> None:
    assert {script_for(address) + style_for(address) for address in LEFT_OUT} == {""}
    assert all(len(reason) > 20 for reason in LEFT_OUT.values())


def test_a_copy_that_was_changed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    locked = SCRIPTS[LEAFLET]
    other = Asset(package=locked.package, version=locked.version, file=locked.file,
                  sha256="0" * 64, licence=locked.licence)  # fmt: skip
    monkeypatch.setattr(assets, "SCRIPTS", {LEAFLET: other})

    with pytest.raises(InternalError, match="not the file"):
        script_for(LEAFLET)


def test_a_copy_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = Asset(package="gone", version="1", file="a.js", sha256="", licence="")
    monkeypatch.setattr(assets, "SCRIPTS", {LEAFLET: gone})

    with pytest.raises(MissingDataError, match=r"gone-1/a\.js"):
        script_for(LEAFLET)


@pytest.mark.parametrize("end", ["</script>", "</SCRIPT >", "</Script"])
def test_no_script_can_end_the_element_that_holds_it(end: str) -> None:
    assert "</script" not in inlined_script(f"a='{end}'").lower()
    assert inlined_script(f"a='{end}'").replace("\\/", "/") == f"a='{end}'"


@pytest.mark.parametrize("end", ["</style>", "</STYLE "])
def test_no_style_can_end_the_element_that_holds_it(end: str) -> None:
    assert "</style" not in inlined_style(f"a::after{{content:'{end}'}}").lower()


def test_source_maps_and_carriage_returns_go() -> None:
    assert inlined_script("a\r\n//# sourceMappingURL=x.map\r\nb") == "a\nb"
    assert inlined_style("a{}\r\n/*# sourceMappingURL=x.map */") == "a{}\n"


def test_images_in_styles_become_data_and_unknown_ones_an_error() -> None:
    assert inlined_style("a{b:url(images/layers.png)}").startswith("a{b:url(data:image/png;base64,")
    assert inlined_style("a{fill:url(#hatch)}") == "a{fill:url(#hatch)}"
    with pytest.raises(UnknownAssetError):
        inlined_style("a{b:url('//example.org/x.png')}")


def test_what_is_carried_asks_for_nothing() -> None:
    carried = script_for(LEAFLET) + style_for(next(iter(STYLES))) + own("map.js") + own("page.css")

    assert "sourceMappingURL" not in carried
    assert "@import" not in carried
    assert "\r" not in carried


def test_the_licence_travels_with_the_script() -> None:
    assert "Redistribution and use in source and binary forms" in script_for(LEAFLET)
