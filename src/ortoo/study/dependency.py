"""What each transit country, crossing and section holds over an origin and its markets.

In    a network, an origin, markets and terms.
Out   ``Dependency``: facts, weights, sensitivity, and the lattice that they rest on.
Law   a pure function of the network and the question; unknown, infinite and not applicable are told
      apart and never stand as numbers.
Not   here: the formulas (``study.measures``), tables and pages (``views``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from ortoo.base.version import VERSION
from ortoo.inputs.schema import MODES_KNOWN
from ortoo.network.network import Network
from ortoo.routes.lattice import Lattice
from ortoo.study.case import Case, case_of
from ortoo.study.definitions import DEFINITIONS
from ortoo.study.facts import DECIMALS, facts_json, facts_table, row_id
from ortoo.study.measures import all_facts
from ortoo.study.sensitivity import sensitivity_of
from ortoo.study.solved import Solved, solve
from ortoo.study.terms import PARAMETERS, Terms

DEFAULT_TERMS = Terms()


@dataclass(frozen=True, kw_only=True, eq=False)
class Dependency:
    """The transit dependency of one origin.

    ``facts``: one row a figure (row_id, metric, subject, market, value, unit, status, definition).
    ``weights``: one row a market. ``scenarios`` are the ids of the cards that made the network, as
    far as there are any.
    """

    solved: Solved
    facts: pd.DataFrame
    weights: pd.DataFrame
    scenarios: tuple[str, ...] = ()

    @property
    def case(self) -> Case:
        """Origin, markets, questions and terms."""
        return self.solved.case

    @property
    def lattice(self) -> Lattice:
        """Least cost of every market for every set of avoided countries."""
        return self.solved.lattice

    @cached_property
    def sensitivity(self) -> pd.DataFrame:
        """Ranks under other parameters, one row a figure; searched when first asked for."""
        return sensitivity_of(self.solved)

    def rows(self, metric: str, *, market: str | None = None) -> pd.DataFrame:
        """The facts of a metric; for one market, or with ``market`` None those over all markets."""
        asked = self.case.aggregate if market is None else market
        found = (self.facts["metric"] == metric) & (self.facts["market"] == asked)
        return self.facts[found].reset_index(drop=True)

    def row(self, metric: str, subject: str = "", *, market: str | None = None) -> pd.Series:
        """One fact.

        Raises
        ------
        KeyError
            There is no such fact.
        """
        asked = self.case.aggregate if market is None else market
        wanted = row_id(metric, subject, market=asked)
        if wanted not in self._places:
            raise KeyError(wanted)
        return self.facts.iloc[self._places[wanted]]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: at for at, key in enumerate(self.facts["row_id"])}

    def to_json(self) -> dict[str, Any]:
        """Everything as plain data, as ``ortoo dependency --json`` prints it."""
        network = self.case.network
        return {
            "ortoo": VERSION,
            "network": {
                "name": network.name, "date": network.date.isoformat(), "sha256": network.sha256,
            },
            "question": self._question(),
            "transit": list(self.lattice.transit),
            "weights": list(_records(self.weights)),
            "facts": list(facts_json(self.facts)),
            "sensitivity": list(_records(self.sensitivity.round({"value": DECIMALS}))),
            "definitions": {
                metric: definition._asdict() for metric, definition in DEFINITIONS.items()
            },
        }  # fmt: skip

    def _question(self) -> dict[str, Any]:
        terms = self.case.terms
        places = (self.case.origin, *self.case.markets)
        snapped = {p.place_id: round(p.snapped_km, 6) for p in places if p.snapped_km}
        return {
            **({"snapped_km": snapped} if snapped else {}),
            "origin": self.case.origin.place_id,
            "markets": [market.place_id for market in self.case.markets],
            "flow": str(terms.flow),
            "weights": str(terms.weights),
            "modes": [mode for mode in MODES_KNOWN if mode in terms.modes],
            "date": self.case.questions[0].rules.date.isoformat(),
            "cargo": str(terms.cargo),
            "minimise": "generalised",
            "ways": terms.ways,
            "parameters": {
                name: {"value": getattr(terms, name), "unit": of.unit, "source": of.source}
                for name, of in PARAMETERS.items()
            },
            "scenarios": list(self.scenarios),
        }


def dependency(
    network: Network,
    origin: str,
    *,
    markets: Sequence[str] | None = None,
    terms: Terms = DEFAULT_TERMS,
    scenarios: Sequence[str] = (),
) -> Dependency:
    """What the transit countries hold over ``origin`` on its ways to ``markets``.

    Parameters
    ----------
    network
        Where to look.
    origin
        A name, alias, id or ``lon,lat``.
    markets
        Likewise; None: all of the network's markets table but the origin.
    terms
        Export or import, weights, parameters, modes, date and whose goods.
    scenarios
        Ids of the cards that made ``network``, to be named in the answer.

    Returns
    -------
    Facts per market and weighted over markets, each with unit, status and definition.

    Raises
    ------
    UnknownNameError
        A place that the network does not have; carries the nearest names.
    MissingDataError
        No market is named and the network has none.
    UsageError
        A market is named that is the origin.

    Examples
    --------
    >>> import ortoo
    >>> found = ortoo.dependency(ortoo.load_network(), "Ulaanbaatar", markets=["Almaty"])
    >>> float(found.row("shapley_connection", "CHN", market="almaty")["value"])
    0.5
    """
    solved = solve(case_of(network, origin, markets=markets, terms=terms))
    return Dependency(
        solved=solved,
        facts=facts_table(all_facts(solved)),
        weights=solved.case.weight_table,
        scenarios=tuple(scenarios),
    )


def _records(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows as plain data; an empty cell is None."""
    for row in table.to_dict("records"):
        yield {str(name): None if pd.isna(cell) else cell for name, cell in row.items()}
