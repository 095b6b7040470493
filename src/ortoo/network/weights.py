"""What a section costs to run: hours, USD and CO2 per tonne.

In    sections with ``length_km`` and the modes table.
Out   sections with ``time_h``, ``cost_usd_t`` and ``co2_kg_t``.
Law   a section's own figure wins over its country's, its country's over the mode's; where none
      is known the result is NaN, never zero.
Not   here: dwell and fees at crossings and transfers, which their own tables carry.
"""

import numpy as np
import pandas as pd

from ortoo.base.units import G_PER_KG, H_PER_DAY

RATES = ("speed_kmh", "driving_h_day", "cost_usd_tkm", "co2_g_tkm")


def with_costs(sections: pd.DataFrame, *, modes: pd.DataFrame) -> pd.DataFrame:
    """Add running ``time_h`` (h), ``cost_usd_t`` (USD/t) and ``co2_kg_t`` (kg/t) to sections.

    Definition: time = length / running speed x 24 / hours under way in 24 (drivers rest; trains do
    not); cost = length x line-haul tariff; CO2 = length x emission factor. Unknown rates give NaN.
    """
    rates = pd.DataFrame({rate: rate_of(sections, modes, rate=rate) for rate in RATES})
    km = sections["length_km"]
    running_h = km / rates["speed_kmh"].where(rates["speed_kmh"] > 0)
    under_way = rates["driving_h_day"].where(rates["driving_h_day"] > 0).fillna(H_PER_DAY)
    return sections.assign(
        time_h=running_h * H_PER_DAY / under_way,
        cost_usd_t=km * rates["cost_usd_tkm"],
        co2_kg_t=km * rates["co2_g_tkm"] / G_PER_KG,
    )


def rate_of(sections: pd.DataFrame, modes: pd.DataFrame, *, rate: str) -> pd.Series:
    """The rate that holds on each section: its own, its country's, or the mode's; else NaN."""
    known = modes.set_index(["mode", "country"])[rate].dropna().to_dict()
    general = [known.get((mode, ""), np.nan) for mode in sections["mode"]]
    keys = zip(sections["mode"], sections["country"], strict=True)
    national = pd.Series(
        [known.get(key, np.nan) for key in keys], index=sections.index, dtype=float
    )
    own = sections[rate] if rate in sections else pd.Series(np.nan, index=sections.index)
    return own.fillna(national).fillna(pd.Series(general, index=sections.index, dtype=float))
