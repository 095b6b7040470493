"""A comparison and a repair as plain data, as ``--json`` prints them.

In    a ``Comparison`` or a ``Repair``.
Out   dicts, lists, texts and finite numbers.
Law   a pure function of what was found; unknown is null, infinite is the text "inf" or "-inf".
Not   here: files (``views``).
"""

import math
from typing import Any

import pandas as pd

from ortoo.base.version import VERSION
from ortoo.network.network import Network
from ortoo.routes.answer import number
from ortoo.routes.question import word_of
from ortoo.study.compared import Comparison
from ortoo.study.repair import Remedy, Repair


def comparison_json(found: Comparison) -> dict[str, Any]:
    """The whole comparison: what was asked, the scenarios, and every table as a list of rows."""
    survey = found.survey
    return {
        **_head(found.network),
        "question": {
            "origins": list(survey.origins),
            "markets": list(survey.markets),
            "minimise": word_of(survey.minimise),
            "modes": list(survey.modes),
            "cargo": str(survey.cargo),
            "exposed_to": sorted(survey.exposed_to),
            "weights": {market: figure(weight) for market, weight in found.weights.items()},
        },
        "scenarios": [
            {
                "scenario": variant.name,
                "title": variant.scenario.title,
                "why": variant.scenario.why,
                "date": variant.scenario.date.isoformat(),
                "source": list(variant.scenario.source),
                "network_sha256": variant.future.network.sha256,
            }
            for variant in found.variants
        ],
        **{name: rows(table) for name, table in found.tables.items()},
    }


def repair_json(found: Repair) -> dict[str, Any]:
    """What would help, best first, and what cannot."""
    return {
        **_head(found.network),
        "origin": found.origin.place_id,
        "destination": found.destination.place_id,
        "avoid": sorted(found.avoided),
        "status": "route" if found.best else "no-route",
        "enclosure": {
            "origin": found.origin.country,
            "border_km": number(found.border_km),
            "inside_avoided_share": number(found.inside_avoided_share),
            "no_surface_repair_possible": found.enclosed,
        },
        "least_exposure_km": number(found.exposure_km),
        "candidates_tried": found.tried,
        "opening": [_remedy(remedy) for remedy in found.opening],
        "cutting": [_remedy(remedy) for remedy in found.cutting],
    }


def rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """A table as a list of rows; NaN is None, inf is text.

    >>> rows(pd.DataFrame({"a": [1.0, float("inf"), float("nan")]}))
    [{'a': 1.0}, {'a': 'inf'}, {'a': None}]
    """
    return [
        {str(name): figure(cell) for name, cell in row.items()} for row in table.to_dict("records")
    ]


def figure(value: Any) -> Any:  # noqa: ANN401 - a cell of any kind
    """A cell as JSON can hold it."""
    if not isinstance(value, float):
        return value
    return str(value) if math.isinf(value) else number(value)


def _head(network: Network) -> dict[str, Any]:
    about = {
        "name": network.name,
        "date": network.date.isoformat(),
        "sha256": network.sha256,
        "scenarios": list(network.scenarios),
    }
    return {"ortoo": VERSION, "network": about}


def _remedy(remedy: Remedy) -> dict[str, Any]:
    return {
        "changes": [
            {
                "kind": str(change.kind),
                "name": change.name,
                "opens": sorted(change.opened),
                "new_km": number(change.new_km),
                "usd_m": number(change.usd_m),
            }
            for change in remedy.changes
        ],
        "exposure_km": number(remedy.exposure_km),
        "cut_km": number(remedy.cut_km),
        "new_km": number(remedy.new_km),
        "usd_m": number(remedy.usd_m),
        "cut_per_new_km": figure(remedy.cut_per_new_km),
        "cut_per_usd_m": number(remedy.cut_per_usd_m),
        "length_km": number(remedy.route.length_km),
        "time_h": number(remedy.route.time_h),
        "cost_usd_t": number(remedy.route.cost_usd_t),
        "countries": list(remedy.route.countries),
    }
