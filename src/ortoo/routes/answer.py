"""What a question is answered with: routes, or the proof that there is none.

In    a question with resolved names, and what was found.
Out   ``Answer``, which becomes JSON, a GeoDataFrame, a map.
Law   the JSON is a pure function of the question and the network; unknown is null.
Not   here: finding (``routes.find``), maps and tables for reading (``views``).
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import geopandas as gpd

from ortoo.base.errors import NoRouteError
from ortoo.base.tables import words
from ortoo.base.version import VERSION
from ortoo.inputs.schema import MODES_KNOWN
from ortoo.network.arcs import COSTS, ArcKind
from ortoo.network.gazetteer import Found
from ortoo.network.network import Network
from ortoo.routes.audit import audit
from ortoo.routes.avoidance import Rules
from ortoo.routes.journeys import Leg, Route
from ortoo.routes.proof import Proof, Stage
from ortoo.routes.question import Exposed, Generalised, Objective, Overflight, word_of
from ortoo.routes.relaxation import Concession

DECIMALS = 6


@dataclass(frozen=True, kw_only=True, eq=False)
class Answer:
    """Either at least one route, or a proof that there is none."""

    network: Network
    origin: Found
    destination: Found
    rules: Rules
    minimise: Objective
    routes: tuple[Route, ...]
    proof: Proof | None
    via: tuple[Found, ...] = ()
    corridor: str = ""

    @property
    def best(self) -> Route:
        """The best route.

        Raises
        ------
        NoRouteError
            There is none; ``proof`` says why.
        """
        if not self.routes:
            raise NoRouteError(f"no way {self.sentence}")
        return self.routes[0]

    @property
    def status(self) -> str:
        """``route`` or ``no-route``."""
        return "route" if self.routes else "no-route"

    @cached_property
    def sentence(self) -> str:
        """The question in words: "from A to B avoiding RUS and CHN by rail and road"."""
        avoided = " and ".join(sorted(self.rules.avoid.countries))
        shunning = f" avoiding {avoided}" if avoided else ""
        modes = ", ".join(mode for mode in MODES_KNOWN if mode in self.rules.modes)
        stops = "".join(f" via {stop.told}" for stop in self.via)
        along = f" over corridor {self.corridor}" if self.corridor else ""
        ends = f"from {self.origin.told}{stops} to {self.destination.told}"
        return f"{ends}{along}{shunning} by {modes}"

    def to_json(self) -> dict[str, Any]:
        """The answer as plain data, as ``ortoo route --json`` prints it; unknown is None."""
        answer: dict[str, Any] = {
            "ortoo": VERSION,
            "network": {
                "name": self.network.name,
                "date": self.network.date.isoformat(),
                "sha256": self.network.sha256,
            },
            "question": self._question(),
            "status": self.status,
            "routes": [
                {**route_json(route, rank=rank), **self._claims(route, rank=rank)}
                for rank, route in enumerate(self.routes, start=1)
            ],
        }
        if self.proof is not None:
            answer["proof"] = self._proof(self.proof)
        return answer

    def shared(self, route: Route) -> float:
        """The share of a route's kilometres that run on sections of the best one, 0 to 1."""
        best = {step for leg in self.best.legs if leg.kind is ArcKind.LINE for step in leg.ids}
        lengths = self.network.tables["sections"].set_index("section_id")["length_km"]
        mine = [step for leg in route.legs if leg.kind is ArcKind.LINE for step in leg.ids]
        common = sum(float(lengths[step]) for step in mine if step in best)
        return common / route.length_km if route.length_km else 1.0

    def corridor_km(self, route: Route) -> float:
        """Kilometres of a route on the sections of the corridor that was asked for."""
        return km_along(route, self.corridor)

    def passed_twice(self, route: Route) -> tuple[str, ...]:
        """Ids of the places to which a route comes back, in the order of coming back."""
        arcs = [self.network.arcs.arcs[at] for at in route.way]
        places = [arc.tail.place_id for arc in arcs[:1]] + [arc.head.place_id for arc in arcs]
        entered = [p for at, p in enumerate(places) if at == 0 or places[at - 1] != p]
        again = (p for at, p in enumerate(entered) if p in entered[:at])
        return tuple(dict.fromkeys(again))

    def to_geodataframe(self) -> gpd.GeoDataFrame:
        """One row per running leg: route, mode, country, the four costs, lon/lat line."""
        rows = [
            {"rank": rank, "mode": leg.mode, "country": leg.country,
             **{cost: getattr(leg, cost) for cost in COSTS}, "geometry": leg.geometry}
            for rank, route in enumerate(self.routes, start=1)
            for leg in route.legs
            if leg.kind is ArcKind.LINE
        ]  # fmt: skip
        columns = ["rank", "mode", "country", *COSTS, "geometry"]
        return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs="OGC:CRS84")

    def _claims(self, route: Route, *, rank: int) -> dict[str, Any]:
        shared = {"shared": number(self.shared(route))} if rank > 1 else {}
        if not self.corridor:
            return shared
        km, twice = number(self.corridor_km(route)), list(self.passed_twice(route))
        unsure = {} if route.settled else {"settled": False}
        return {**shared, "corridor_km": km, "passed_twice": twice, **unsure}

    def _question(self) -> dict[str, Any]:
        question: dict[str, Any] = {
            "origin": self.origin.place_id,
            "destination": self.destination.place_id,
            "avoid": sorted(self.rules.avoid.countries),
            "modes": [mode for mode in MODES_KNOWN if mode in self.rules.modes],
            "minimise": word_of(self.minimise),
            "date": self.rules.date.isoformat(),
            "cargo": str(self.rules.cargo),
            "scenarios": list(self.network.scenarios),
        }
        if self.via:
            question["via"] = [stop.place_id for stop in self.via]
        if self.corridor:
            question["corridor"] = self.corridor
        if isinstance(self.minimise, Generalised):
            question["value_of_time_usd_th"] = self.minimise.value_of_time_usd_th
        if isinstance(self.minimise, Exposed):
            question["exposed_to"] = sorted(self.minimise.to)
            question["then"] = word_of(self.minimise.then)
        if self.rules.avoid.overflight is Overflight.ALLOWED:
            question["allow_overflight"] = True
        if self.rules.avoid.crossings:
            question["avoid_crossings"] = sorted(self.rules.avoid.crossings)
        if self.rules.avoid.sections:
            question["avoid_sections"] = sorted(self.rules.avoid.sections)
        for end in (self.origin, self.destination):
            if end.snapped_km:
                question.setdefault("snapped_km", {})[end.place_id] = number(end.snapped_km)
        return question

    def _proof(self, proof: Proof) -> dict[str, Any]:
        return {
            "kind": "cut",
            "reached": list(proof.reached),
            **({"stages": [_stage_json(s) for s in proof.stages]} if len(proof.stages) > 1 else {}),
            "frontier": [{"section": f.id, "kind": f.kind, "why": f.why} for f in proof.frontier],
            "enclosure": {
                "origin": self.origin.country,
                "border_km": number(proof.border_km),
                "inside_avoided_share": number(proof.inside_avoided_share),
            },
            "minimal_blocking_sets": [sorted(s) for s in proof.minimal_blocking_sets],
            "relaxations": [
                {**concession_json(eased.concession), **route_json(eased.route, rank=rank)}
                for rank, eased in enumerate(proof.relaxations, start=1)
            ],
            "futile_alone": [concession_json(tried) for tried in proof.futile],
            "least_exposure": proof.least_exposure and route_json(proof.least_exposure, rank=1),
        }


def route_json(route: Route, *, rank: int) -> dict[str, Any]:
    """One route as plain data, as in ``routes`` of the JSON answer."""
    crossing_legs = [leg for leg in route.legs if leg.kind is ArcKind.CROSSING]
    used = zip(crossing_legs, route.crossings.to_dict("records"), strict=True)
    return {
        "rank": rank,
        **{cost: number(getattr(route, cost)) for cost in COSTS},
        "unknown": list(route.unknown),
        "countries": [
            {"country": row["country"], **{cost: number(row[cost]) for cost in COSTS}}
            for row in route.by_country.to_dict("records")
        ],
        "crossings": [
            {
                "crossing": row["crossing_id"],
                "leaves": row["leaves"],
                "enters": row["enters"],
                "mode": row["mode"],
                "time_h": number(leg.time_h),
                "cost_usd_t": number(leg.cost_usd_t),
                "gauge_change": bool(row["gauge_change"]),
                "access": row["access"],
                "confidence": row["confidence"],
            }
            for leg, row in used
        ],
        "legs": [_leg_json(leg) for leg in route.legs],
        "audit": _audit_json(route),
    }


def _audit_json(route: Route) -> list[dict[str, Any]]:
    """Where tables, polygons and drawn lines do not agree within 0.5 %, in km."""
    rows = audit(route)
    apart = rows[~(rows["agrees"].astype(bool) & rows["drawn_agrees"].astype(bool))]
    figures = ("table_km", "polygon_km", "drawn_km")
    return [
        {"country": row["country"], **{name: number(row[name]) for name in figures}}
        for row in apart.to_dict("records")
    ]


def km_along(route: Route, corridor: str) -> float:
    """Kilometres of a route on the sections of a corridor."""
    sections = route.network.tables["sections"].set_index("section_id")
    run = [step for leg in route.legs if leg.kind is ArcKind.LINE for step in leg.ids]
    along = [step for step in run if corridor in words(str(sections["corridors"][step]))]
    return float(sum(sections["length_km"][step] for step in along))


def concession_json(eased: Concession) -> dict[str, Any]:
    """A concession as plain data."""
    return {"change": eased.change, "lifts": {"kind": eased.kind, "id": eased.id}}


def _stage_json(stage: Stage) -> dict[str, Any]:
    return {
        "passed": list(stage.passed),
        "on_corridor": stage.on_corridor,
        "reached": list(stage.reached),
    }


def _leg_json(leg: Leg) -> dict[str, Any]:
    return {
        "kind": str(leg.kind),
        "mode": leg.mode,
        "from": leg.origin.place_id,
        "to": leg.destination.place_id,
        "country": leg.country,
        **{cost: number(getattr(leg, cost)) for cost in COSTS},
        "sections": list(leg.ids) if leg.kind is ArcKind.LINE else [],
        **({} if leg.kind is ArcKind.LINE else {str(leg.kind): leg.ids[0]}),
    }


def number(value: float) -> float | None:
    """A number fit for JSON: rounded, and None where it is unknown.

    >>> number(1 / 3), number(float("nan"))
    (0.333333, None)
    """
    return None if math.isnan(value) else round(float(value), DECIMALS)
