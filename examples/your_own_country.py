"""A network of one's own: four places, one border, as tables in a folder."""

import tempfile
from pathlib import Path

import ortoo

TABLES = {
    "places.csv": """place_id,name,aliases,country,kind,lon,lat,population,source,confidence
thimphu,Thimphu,,BTN,city,89.64,27.47,,me,high
phuntsholing-border,Phuntsholing border,,BTN,border,89.39,26.85,,me,high
jaigaon-border,Jaigaon border,,IND,border,89.39,26.85,,me,high
kolkata,Kolkata,Calcutta,IND,port,88.36,22.57,,me,high
""",
    "sections.csv": """section_id,from_id,to_id,mode,country,gauge_mm,status,opens,closes,\
length_km,published_km,speed_kmh,cost_usd_tkm,capacity_mt_y,corridors,source,confidence
south,thimphu,phuntsholing-border,road,BTN,,operating,,,160,,,,,,me,med
plain,jaigaon-border,kolkata,road,IND,,operating,,,760,,,,,,me,med
""",
    "crossings.csv": """crossing_id,from_id,to_id,leaves,enters,mode,gauge_from_mm,gauge_to_mm,\
time_h,time_p10_h,time_p90_h,cost_usd_t,capacity_mt_y,access,season,opens,closes,source,confidence
out,phuntsholing-border,jaigaon-border,BTN,IND,road,,,6,,,,,multilateral,,,,me,low
""",
    "modes.csv": """mode,country,speed_kmh,cost_usd_tkm,co2_g_tkm,source,confidence
road,,40,0.08,90,me,low
""",
}


def main() -> None:
    """Write the tables, ask, and see that an unknown fee stays unknown."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in TABLES.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        network = ortoo.load_network(folder)
    best = ortoo.find_routes(network, ortoo.Trip("Thimphu", "Calcutta")).best
    print(f"{best.length_km:.0f} km, {best.time_h:.0f} h; unknown: {', '.join(best.unknown)}")


if __name__ == "__main__":
    main()
