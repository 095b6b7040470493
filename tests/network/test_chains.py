"""Published lengths followed over the sections that they measure."""

import math
from pathlib import Path

import pytest

from ortoo.network.chains import published_chains
from ortoo.network.network import load_network

MODES = "mode,country,speed_kmh,cost_usd_tkm,co2_g_tkm,source,confidence\nroad,,50,,,x,low\n"
PLACES = """\
place_id,name,aliases,country,kind,lon,lat,population,source,confidence
a,A,,AAA,city,0,0,,x,low
b,B,,AAA,border,1,0,,x,low
c,C,,BBB,border,1,0,,x,low
d,D,,BBB,city,2,0,,x,low
e,E,,BBB,city,5,0,,x,low
"""
SECTIONS = """\
section_id,from_id,to_id,mode,country,gauge_mm,status,opens,closes,length_km,published_km,speed_kmh,cost_usd_tkm,capacity_mt_y,corridors,source,confidence
long,a,b,road,AAA,,operating,,,130,,,,,,x,low
short,b,a,road,AAA,,operating,,,120,,,,,,x,low
cd,c,d,road,BBB,,operating,,,125,,,,,,x,low
"""
CROSSINGS = """\
crossing_id,from_id,to_id,leaves,enters,mode,gauge_from_mm,gauge_to_mm,time_h,time_p10_h,time_p90_h,cost_usd_t,capacity_mt_y,access,season,opens,closes,source,confidence
bc,b,c,AAA,BBB,road,,,1,,,,,multilateral,,,,x,low
"""
LENGTHS = """\
length_id,mode,via,published_km,use,source,confidence
over-the-border,road,a d,250,held-out,x,low
nowhere,road,a e,700,held-out,x,low
back,road,d a,240,fit,x,low
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A =120= B|C -125- D, and E apart."""
    for name in ("modes", "places", "sections", "crossings", "lengths"):
        (tmp_path / f"{name}.csv").write_text(globals()[name.upper()], encoding="utf-8")
    return tmp_path


def test_the_shortest_line_between_the_places_is_meant(folder: Path) -> None:
    chains = published_chains(load_network(folder).tables).set_index("length_id")

    assert chains["sections"].to_dict() == {
        "over-the-border": (1, 2),
        "nowhere": (),
        "back": (2, 1),
    }
    assert chains["length_km"].to_dict() == pytest.approx(
        {"over-the-border": 245.0, "nowhere": math.nan, "back": 245.0}, nan_ok=True
    )
    assert chains.loc["over-the-border", "difference"] == pytest.approx(-0.02)


def test_no_lengths_give_no_chains(folder: Path) -> None:
    (folder / "lengths.csv").unlink()

    assert published_chains(load_network(folder).tables).empty
