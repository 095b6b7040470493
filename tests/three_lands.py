"""The three countries with all that an atlas shows: a corridor, a planned road, known costs."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from ortoo.inputs.folder import read_folder
from ortoo.network.network import Network, network_of
from ortoo.views.leaf import Plan

HOME = Path(__file__).parent / "views" / "three_countries"
PLAN = Plan(
    origin="a-city",
    avoid_sets=(frozenset(), frozenset({"BBB"})),
    exposed_to=frozenset({"BBB"}),
    gaps=(("AAA", "CCC"),),
    corridors=("silk",),
    explorer_origins=("a-city",),
    explorer_avoidable=("AAA", "BBB"),
)


def three_lands(canary: str = "") -> Network:
    """The network; with a canary, in every text that any page shows."""
    folder = read_folder(HOME)
    tables = dict(folder.tables)
    sections = tables["sections"].assign(corridors="silk")
    far = sections["section_id"] == "road-c-gate-c-far"
    planned = sections[far].assign(
        section_id="road-c-gate-c-city", to_id="c-city", status="planned"
    )
    tables["sections"] = pd.concat([sections, planned], ignore_index=True)
    tables["crossings"] = tables["crossings"].assign(
        cost_usd_t=5.0, capacity_mt_y=[float("nan"), 3.0]
    )
    tables["corridors"] = pd.DataFrame(
        [{"corridor_id": "silk", "name": "Silk road", "aliases": "", "what": "A to C",
          "source": "atlas-1", "confidence": "high", "note": ""}]
    )  # fmt: skip
    if canary:
        for table, columns in {
            "places": ("name",), "crossings": ("note",), "sources": ("title", "publisher", "date"),
            "corridors": ("name", "what"), "sections": ("note",),
        }.items():  # fmt: skip
            for column in columns:
                tables[table] = _typed(tables[table], column, canary=canary)
    network = network_of(replace(folder, tables=tables, name=f"{canary} network".strip()))
    if not canary:
        return network
    return replace(network, countries=_typed(network.countries, "name", canary=canary))


def _typed(frame: pd.DataFrame, column: str, *, canary: str) -> pd.DataFrame:
    return frame.assign(**{column: [f"{canary} {column}{n}" for n in range(len(frame))]})
