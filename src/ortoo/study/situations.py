"""What one scenario changes while some countries are avoided, set by set.

In    a network, a scenario, origins and markets, sets of avoided countries.
Out   one ``Situation`` per set and objective; where nothing leads to any market, of the least
      exposed ways.
Law   each is the comparison that ``study.comparison`` makes with the same avoided set; the futures
      of the scenario are made once for all of them.
Not   here: pages (``views.comparison_situations``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ortoo.inputs.cards import Scenario
from ortoo.network.network import Network
from ortoo.routes.question import Avoid, Cost, Exposed, Objective
from ortoo.study.attribution import Trials
from ortoo.study.compared import Comparison
from ortoo.study.comparison import compare_tried
from ortoo.study.future import Future
from ortoo.study.outcomes import CONNECTED, Survey

SOUGHT: tuple[Objective, ...] = (Cost.TIME, Cost.COST)


@dataclass(frozen=True, kw_only=True, eq=False)
class Situation:
    """A comparison of one scenario while ``avoided`` countries are avoided.

    ``barred`` tells that they leave no way to any market, with the scenario or without: the ways
    compared are then those with the fewest kilometres inside them.
    """

    avoided: frozenset[str]
    comparison: Comparison
    barred: bool


def situations(
    network: Network,
    scenario: Scenario,
    *,
    survey: Survey,
    avoid_sets: Sequence[frozenset[str]],
    minimise: Sequence[Objective] = SOUGHT,
) -> list[Situation]:
    """What ``scenario`` changes under each avoided set, by each objective in turn.

    Parameters
    ----------
    network
        The base.
    scenario
        What is compared with it.
    survey
        From where to where; what it avoids and minimises itself is left aside.
    avoid_sets
        Sets of countries, in the order of the answer. None gives no situation.
    minimise
        At least one objective, none of them exposure. Where a set leaves no way at all there is
        one situation for all of them.

    Raises
    ------
    BadInputError
        The scenario does not fit the network.

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> asked = ortoo.survey_of(network, origins=["Ulaanbaatar"], markets=["Almaty"])
    >>> road = ortoo.load_scenario("ridder-tuekta-road")
    >>> both = [frozenset({"CHN", "RUS"})]
    >>> (found,) = situations(network, road, survey=asked, avoid_sets=both)
    >>> found.barred
    True
    """
    base = Future(network=network)
    tried = Trials(base, scenario)
    return [
        situation
        for avoided in avoid_sets
        for situation in _under(tried, survey, avoided=avoided, minimise=minimise)
    ]


def _under(
    tried: Trials, survey: Survey, *, avoided: frozenset[str], minimise: Sequence[Objective]
) -> Iterator[Situation]:
    avoiding = replace(survey, avoid=Avoid(countries=avoided))
    for objective in minimise:
        asked = replace(avoiding, minimise=objective)
        found = compare_tried(tried.base, [tried], survey=asked)
        if avoided and _is_barred(found):
            least = replace(survey, minimise=Exposed(to=avoided), exposed_to=avoided)
            nearest = compare_tried(tried.base, [tried], survey=least)
            yield Situation(avoided=avoided, comparison=nearest, barred=True)
            return
        yield Situation(avoided=avoided, comparison=found, barred=False)


def _is_barred(found: Comparison) -> bool:
    every = (found.base, *(variant.outcomes for variant in found.variants))
    return not any(o.figures[CONNECTED] for outcomes in every for o in outcomes.values())
