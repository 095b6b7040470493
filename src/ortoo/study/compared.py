"""A comparison as tidy tables: figures, routes, countries, access, winners, attribution, measures.

In    the outcomes of a base and of its variants, and the shares of their edits.
Out   a ``Comparison`` whose tables are made when they are asked for.
Law   every change is value less base; unknown stays NaN and "no way" stays inf; rows stand in the
      order of the scenarios, origins and markets that were asked for.
Not   here: finding the outcomes (``study.comparison``), files and pages (``views``).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from ortoo.inputs.cards import Scenario
from ortoo.network.network import Network
from ortoo.study.attribution import Share
from ortoo.study.future import Future
from ortoo.study.outcomes import METRICS, Outcome, Pair, Survey, metric_of
from ortoo.study.scenario import all_edits

ACCESS_POWER = 1.0
"""Of cost in market access; 1 is Hansen's first gravity."""

EVEN = 1e-9


@dataclass(frozen=True, kw_only=True, eq=False)
class Variant:
    """One scenario under comparison, with everything that was found under it."""

    scenario: Scenario
    future: Future
    outcomes: Mapping[Pair, Outcome]
    shares: tuple[Share, ...]
    measures: Mapping[str, float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The scenario's id."""
        return self.scenario.scenario_id


@dataclass(frozen=True, kw_only=True, eq=False)
class Comparison:
    """The base and its variants. All tables are tidy: one figure a row."""

    network: Network
    survey: Survey
    weights: Mapping[str, float]
    base: Mapping[Pair, Outcome]
    variants: tuple[Variant, ...]
    base_measures: Mapping[str, float]

    @cached_property
    def figures(self) -> pd.DataFrame:
        """Columns scenario, origin, market, metric, base, value, change, status.

        ``status`` is same, better, worse, opened, cut, unreachable (both ways) or unknown.
        """
        rows = []
        for variant in self.variants:
            for pair, outcome in variant.outcomes.items():
                for metric in METRICS:
                    before, after = self.base[pair].figures[metric], outcome.figures[metric]
                    change = after - before if before != after else 0.0
                    rows.append(
                        (variant.name, *pair, metric, before, after, change, _status(before, after))
                    )
        columns = ["scenario", "origin", "market", "metric", "base", "value", "change", "status"]
        return pd.DataFrame(rows, columns=columns)

    @cached_property
    def routes(self) -> pd.DataFrame:
        """Columns scenario, origin, market, change (gained, lost), kind, id."""
        rows = [
            (variant.name, *pair, change, kind, step)
            for variant in self.variants
            for pair, outcome in variant.outcomes.items()
            for change, here, there in (
                ("gained", outcome.steps, self.base[pair].steps),
                ("lost", self.base[pair].steps, outcome.steps),
            )
            for step, kind in here.items()
            if step not in there
        ]
        return pd.DataFrame(rows, columns=["scenario", "origin", "market", "change", "kind", "id"])

    @cached_property
    def countries(self) -> pd.DataFrame:
        """Columns scenario, origin, market, country, base_km, value_km, change_km."""
        rows = []
        for variant in self.variants:
            for pair, outcome in variant.outcomes.items():
                before, after = self.base[pair].country_km, outcome.country_km
                for country in dict.fromkeys([*before, *after]):
                    one, two = before.get(country, 0.0), after.get(country, 0.0)
                    rows.append((variant.name, *pair, country, one, two, two - one))
        columns = ["scenario", "origin", "market", "country", "base_km", "value_km", "change_km"]
        return pd.DataFrame(rows, columns=columns)

    @cached_property
    def access(self) -> pd.DataFrame:
        """Columns scenario, origin, base, value, change_share.

        Market access A = Σ_d w_d C_d^-1 (Harris 1954, Hansen 1959): C is what the survey minimises,
        w the weights; a market that is cut off adds nothing, one whose weight is unknown is left
        out. NaN where a cost is unknown or there is no access to begin with.
        """
        rows = []
        for variant in self.variants:
            weights = variant.future.weights or self.weights
            for origin in self.survey.origins:
                one = self._access(self.base, origin=origin, weights=self.weights)
                two = self._access(variant.outcomes, origin=origin, weights=weights)
                share = two / one - 1 if one > 0 else math.nan
                rows.append((variant.name, origin, one, two, share))
        return pd.DataFrame(rows, columns=["scenario", "origin", "base", "value", "change_share"])

    @cached_property
    def winners(self) -> pd.DataFrame:
        """Columns scenario, who (market, country), origin, name, gain, unit.

        Markets gain what they save of the minimised figure, best first; one that is opened gains
        inf, one that is cut off -inf. Countries gain the kilometres they get, over all pairs.
        """
        metric = metric_of(self.survey.minimise)
        rows: list[tuple[object, ...]] = []
        for variant in self.variants:
            mine = self.figures[self.figures["scenario"] == variant.name]
            moved = mine[(mine["metric"] == metric) & (mine["change"].abs() > EVEN)]
            for row in moved.to_dict("records"):
                where = (row["origin"], row["market"])
                rows.append((variant.name, "market", *where, -row["change"], metric))
            table = self.countries[self.countries["scenario"] == variant.name]
            for country, km in table.groupby("country")["change_km"].sum().items():
                if abs(km) > EVEN:
                    rows.append((variant.name, "country", "", country, km, "length_km"))
        frame = pd.DataFrame(rows, columns=["scenario", "who", "origin", "name", "gain", "unit"])
        order = {variant.name: at for at, variant in enumerate(self.variants)}
        ranked = frame.assign(at=frame["scenario"].map(order)).sort_values(
            ["at", "who", "gain", "origin", "name"],
            ascending=[True, False, False, True, True],
            kind="stable",
        )
        return ranked.drop(columns="at").reset_index(drop=True)

    @cached_property
    def attribution(self) -> pd.DataFrame:
        """Columns scenario, origin, market, metric, card, edit, told, value, error.

        ``edit`` counts from 1 as in the card; ``told`` is its reason or its verb; ``value`` is NaN
        where some set of the edits leaves no way (``connected`` tells then what each edit does).
        """
        rows = []
        for variant in self.variants:
            cards = {card.scenario_id: card for card, _ in all_edits([variant.scenario])}
            for share in variant.shares:
                edit = cards[share.scenario].edits[share.edit]
                told = edit.why or str(getattr(edit, "do", ""))
                rows.append(
                    (variant.name, *share.pair, share.metric, share.scenario, share.edit + 1,
                     told, share.value, share.error)
                )  # fmt: skip
        columns = ["scenario", "origin", "market", "metric", "card", "edit", "told", "value",
                   "error"]  # fmt: skip
        return pd.DataFrame(rows, columns=columns)

    @cached_property
    def measures(self) -> pd.DataFrame:
        """Columns scenario, measure, base, value, change: what was asked of other studies."""
        rows = [
            (variant.name, name, self.base_measures.get(name, math.nan), value,
             value - self.base_measures.get(name, math.nan))
            for variant in self.variants
            for name, value in variant.measures.items()
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["scenario", "measure", "base", "value", "change"])

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name."""
        names = ("figures", "routes", "countries", "access", "winners", "attribution", "measures")
        return {name: getattr(self, name) for name in names}

    def _access(
        self, found: Mapping[Pair, Outcome], *, origin: str, weights: Mapping[str, float]
    ) -> float:
        metric = metric_of(self.survey.minimise)
        known = {market: w for market, w in weights.items() if not math.isnan(w)}
        costs = {market: found[origin, market].figures[metric]
                 for market in known if (origin, market) in found}  # fmt: skip
        return float(sum(known[m] * cost**-ACCESS_POWER if cost > 0 or math.isnan(cost) else
                         math.inf for m, cost in costs.items()))  # fmt: skip


def _status(before: float, after: float) -> str:
    if math.isnan(before) or math.isnan(after):
        return "unknown"
    if math.isinf(before) or math.isinf(after):
        pair = (math.isinf(before), math.isinf(after))
        return {(True, True): "unreachable", (True, False): "opened", (False, True): "cut"}[pair]
    if abs(after - before) <= EVEN:
        return "same"
    return "better" if after < before else "worse"
