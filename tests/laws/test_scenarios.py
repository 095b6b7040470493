"""Laws of the built-in cards on the built-in network: opening never hurts, closing never helps."""

import math
from collections.abc import Mapping

import pytest

from ortoo.inputs.cards import Scenario, builtin_scenarios, load_scenario
from ortoo.inputs.cards_models import (
    Add,
    Allow,
    AvoidCountries,
    Close,
    Delay,
    Edit,
    Open,
    Rule,
    Scale,
    SpeedUp,
)
from ortoo.network.network import Network
from ortoo.routes.question import Cost
from ortoo.study.comparison import compare, survey_of
from ortoo.study.future import Future
from ortoo.study.order import order_matters
from ortoo.study.outcomes import METRICS, Outcome, Pair, Survey, outcomes
from ortoo.study.scenario import all_edits, apply, with_edit

CARDS = builtin_scenarios()
ORIGINS = ("Ulaanbaatar", "Khovd", "Erenhot", "Almaty", "Aktau")
FASTER, SLOWER = "speed_kmh", "time_h"
Found = Mapping[Pair, Outcome]


@pytest.fixture(scope="module", params=[Cost.TIME, Cost.LENGTH])
def survey(request: pytest.FixtureRequest, network: Network) -> Survey:
    return survey_of(network, origins=ORIGINS, minimise=request.param)


@pytest.fixture(scope="module")
def base(network: Network, survey: Survey) -> Found:
    return outcomes(Future(network=network), survey)


def helps(edit: Edit) -> bool:
    """Whether an edit can only open ways and make them quicker."""
    if isinstance(edit, Scale):
        return all((f >= 1) is (name == FASTER) for name, f in edit.figures.items())
    is_rule = isinstance(edit, Rule) and edit.access == "multilateral"
    return is_rule or isinstance(edit, Open | SpeedUp | Add | Allow)


def hinders(edit: Edit) -> bool:
    """Whether an edit can only bar ways and make them slower."""
    is_rule = isinstance(edit, Rule) and edit.access != "multilateral"
    return is_rule or isinstance(edit, Close | Delay | AvoidCountries)


@pytest.mark.parametrize("name", CARDS)
def test_opening_never_hurts_and_closing_never_helps(
    name: str, network: Network, survey: Survey, base: Found
) -> None:
    card = load_scenario(name)
    metric = str(survey.minimise)
    future, before = Future(network=network), base
    for _, at in all_edits([card]):
        future = with_edit(future, card.edits[at], by=card)
        after = outcomes(future, survey)
        for pair, outcome in after.items():
            one, two = before[pair].figures[metric], outcome.figures[metric]
            if not (math.isnan(one) or math.isnan(two)):
                assert not helps(card.edits[at]) or two <= one + 1e-9, pair
                assert not hinders(card.edits[at]) or two >= one - 1e-9, pair
        before = after


def test_every_verb_of_the_cards_is_under_the_law_or_sets_a_figure(network: Network) -> None:
    edits = [edit for name in CARDS for edit in load_scenario(name).edits]
    bound = [edit for edit in edits if helps(edit) or hinders(edit)]
    assert len(bound) >= 0.8 * len(edits)
    assert network.scenarios == ()


@pytest.mark.parametrize("name", ["zamyn-uud-closed", "middle-corridor-halved", "china-avoided"])
def test_attributed_shares_add_up_to_the_change(name: str, network: Network) -> None:
    asked = survey_of(network, origins=["Ulaanbaatar"], markets=["Ashgabat", "Dushanbe"])
    found = compare(network, [load_scenario(name)], survey=asked)
    keys = ["origin", "market", "metric"]
    finite = found.attribution.dropna(subset="value")
    shares = finite.groupby(keys)["value"].sum()
    changes = found.figures.set_index(keys)["change"]

    assert len(shares.index.intersection(changes.index)) >= len(METRICS)
    for key in shares.index.intersection(changes.index):
        assert shares[key] == pytest.approx(changes[key], abs=1e-6)


def test_cards_leave_the_builtin_network_alone(network: Network) -> None:
    arcs, tables = network.arcs, dict(network.tables)
    prints = {name: int(frame.drop(columns="geometry", errors="ignore").astype(str).sum(axis=1).map(hash).sum())
              for name, frame in tables.items()}  # fmt: skip

    for name in CARDS:
        apply(network, [load_scenario(name)])

    assert network.arcs is arcs
    for name, frame in network.tables.items():
        assert frame is tables[name]
        now = int(frame.drop(columns="geometry", errors="ignore").astype(str).sum(axis=1).map(hash).sum())  # fmt: skip
        assert now == prints[name]


def test_cards_that_may_meet_do_not_depend_on_their_order_unless_told(network: Network) -> None:
    """Congestion sets the hours that the halved corridor scales: these two, and no others here."""
    names = ("middle-corridor-halved", "khorgos-alashankou-congested", "caspian-closed",
             "cku-railway", "zamyn-uud-closed")  # fmt: skip
    cards: list[Scenario] = [load_scenario(name) for name in names]

    told = order_matters(network, cards)

    assert told
    assert all("middle-corridor-halved and khorgos-alashankou-congested" in line for line in told)
