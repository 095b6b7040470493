"""Apply scenario cards, in order, to a network.

In    a network and cards (``inputs.cards``).
Out   a ``Future`` with a network of its own.
Law   the base network is left alone and shared where it did not change; every fault of every card
      is told at once; a card is applied once, after the cards that it needs.
Not   here: reading cards (``inputs.cards``), what one edit does (``study.edits``).
"""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from ortoo.base.errors import BadInputError, UsageError
from ortoo.inputs.cards import Scenario
from ortoo.inputs.cards_models import QUESTION_EDITS, Edit
from ortoo.network.network import Network
from ortoo.network.remade import named, remade
from ortoo.study.edits import edited
from ortoo.study.fitting import Fitting, added_ids
from ortoo.study.future import Future


def apply(network: Network, scenarios: Iterable[Scenario]) -> Future:
    """What ``network`` becomes under ``scenarios``, applied in their order.

    Parameters
    ----------
    network
        The base; it is never changed.
    scenarios
        Cards; those that they need are applied before them, each card once. None gives the base.

    Raises
    ------
    BadInputError
        A card does not fit the network as the cards before it leave it; every fault is told.
    UsageError
        Two of the cards conflict.

    Examples
    --------
    >>> import ortoo
    >>> base = ortoo.load_network()
    >>> future = apply(base, [ortoo.load_scenario("cku-railway")])
    >>> future.network.scenarios, base.scenarios
    (('cku-railway',), ())
    >>> future.network.tables["places"] is base.tables["places"]
    True
    """
    cards = in_order(scenarios)
    future = Future(network=network)
    faults: list[str] = []
    for at, card in enumerate(cards):
        later = {key: by for other in cards[at + 1 :] for key, by in added_ids(other).items()}
        future, wrong = _applied(future, card, later=later)
        faults += wrong
    if faults:
        names = ", ".join(card.scenario_id for card in cards)
        raise BadInputError(faults, where=f"scenario {names}")
    return future


def in_order(scenarios: Iterable[Scenario]) -> tuple[Scenario, ...]:
    """The cards with all that they need, each once, needs first.

    Raises
    ------
    UsageError
        Two of them conflict.
    """
    cards: dict[str, Scenario] = {}

    def take(card: Scenario) -> None:
        for needed in card.needed:
            take(needed)
        cards.setdefault(card.scenario_id, card)

    for scenario in scenarios:
        take(scenario)
    for card in cards.values():
        for other in card.conflicts:
            if other in cards:
                raise UsageError(
                    f"the scenarios {card.scenario_id} and {other} cannot be true together "
                    f"({card.file} says so); leave one out"
                )
    return tuple(cards.values())


def all_edits(scenarios: Iterable[Scenario]) -> tuple[tuple[Scenario, int], ...]:
    """Every edit of every card, as its card and its number (from 0), in the order of applying."""
    return tuple((card, at) for card in in_order(scenarios) for at in range(len(card.edits)))


def with_edit(future: Future, edit: Edit, *, by: Scenario) -> Future:
    """``future`` after one more edit of the card ``by``, which the network then cites."""
    return edited(_cited(future, edit, by=by), edit, by=by)


def _cited(future: Future, edit: Edit, *, by: Scenario) -> Future:
    """The future whose sources name the card, if it edits a network that names sources at all."""
    sources = future.network.tables["sources"]
    key = f"scenario-{by.scenario_id}"
    if isinstance(edit, QUESTION_EDITS) or sources.empty or key in set(sources["source_id"]):
        return future
    row = dict.fromkeys(sources.columns, "") | {
        "source_id": key,
        "title": f"{by.title} (scenario card)",
        "date": by.date.isoformat(),
        "note": " · ".join(by.source),
    }
    table = pd.concat([sources, pd.DataFrame([row])], ignore_index=True)
    return replace(future, network=remade(future.network, {"sources": table}))


def _applied(future: Future, card: Scenario, *, later: dict[str, str]) -> tuple[Future, list[str]]:
    """The future after a card, and what of the card does not fit; an edit that does not is left."""
    faults = []
    for at, edit in enumerate(card.edits):
        citing = _cited(future, edit, by=card)
        wrong = Fitting(network=citing.network, by=card, later=later).faults(edit, at=at)
        faults += wrong
        future = future if wrong else edited(citing, edit, by=card)
    told = card.refused(faults).faults if faults else ()
    if not card.edits:
        return future, list(told)  # cards put together have edits only in their parts
    text = "\n".join(edit.model_dump_json() for edit in card.edits)
    network = named(future.network, card.scenario_id, edits=text)
    return replace(future, network=network), list(told)
