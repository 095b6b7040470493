"""Base and scenarios side by side, and what of the difference is owed to which edit.

In    a network, scenarios, and a ``Survey`` of origins and markets.
Out   a ``Comparison`` (``study.compared``).
Law   each scenario is compared with the base alone; the attributed shares of a pair add up to its
      change; equal input gives equal tables.
Not   here: the tables, files and pages; other studies' measures, which come in by ``measures``.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ortoo.base.errors import UnknownNameError, UsageError
from ortoo.base.watch import watch
from ortoo.inputs.cards import Scenario
from ortoo.network.gazetteer import find_place
from ortoo.network.network import Network
from ortoo.routes.engines import Engine
from ortoo.routes.question import Cost, Generalised, Objective
from ortoo.study.attribution import Trials, attribution, tries
from ortoo.study.compared import Comparison, Variant
from ortoo.study.future import Future
from ortoo.study.outcomes import (
    Outcome,
    Pair,
    Survey,
    known_markets,
    market_weights,
    neighbours,
    outcomes,
)
from ortoo.study.scenario import all_edits

Measure = Callable[[Future, Survey], Mapping[str, float]]
Tick = Callable[[], None]

log = logging.getLogger(__name__)


def survey_of(
    network: Network,
    *,
    origins: Sequence[str],
    markets: Sequence[str] = (),
    minimise: Objective = Cost.TIME,
) -> Survey:
    """A survey from names of places; without markets, those of the network's own table.

    Exposure is counted in the countries that the origins border on over land.

    Raises
    ------
    UnknownNameError
        A place that the network does not have.
    UsageError
        There is no market but the origin.
    """
    places = network.tables["places"]
    starts = [find_place(places, name) for name in origins]
    ends = [find_place(places, name).place_id for name in markets]
    survey = Survey(
        origins=tuple(dict.fromkeys(place.place_id for place in starts)),
        markets=tuple(dict.fromkeys(ends or known_markets(network))),
        exposed_to=neighbours(network, frozenset(place.country for place in starts)),
        minimise=minimise,
    )
    if starts and not survey.pairs:
        raise UsageError(
            f"the only market is {starts[0].name}, the origin; name others with --market"
        )
    return survey


def objective_of(word: str) -> Objective:
    """What a comparison minimises, from the word of a command line.

    Raises
    ------
    UnknownNameError
        Another word.
    UsageError
        Exposure, which a comparison shows, but does not minimise.

    Examples
    --------
    >>> objective_of("cost")
    <Cost.COST: 'cost_usd_t'>
    """
    costs: dict[str, Objective] = {cost.name.lower(): cost for cost in Cost}
    known = {**costs, "generalised": Generalised()}
    if word == "exposure":
        *words, last = known
        raise UsageError(f"compare minimises {', '.join(words)} or {last}; it shows exposure")
    if word not in known:
        raise UnknownNameError("cost to minimise", word, nearest=tuple(known))
    return known[word]


def compare(
    network: Network,
    scenarios: Sequence[Scenario],
    *,
    survey: Survey,
    measures: Mapping[str, Measure] | None = None,
    tick: Tick = lambda: None,
) -> Comparison:
    """Base and scenarios side by side.

    Parameters
    ----------
    network
        The base; it is left alone.
    scenarios
        Each is compared with the base by itself; ``load_scenario("a+b")`` puts cards together.
    survey
        From where to where, what is minimised, to whom exposure counts (``survey_of``).
    measures
        Further measures of a future, such as those of dependency: each gives figures by name.
    tick
        Called once for every network tried; ``network_count`` tells how often at most.

    Raises
    ------
    BadInputError
        A card does not fit the network.
    UsageError
        Two scenarios have the same id.

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> cards = [ortoo.load_scenario("zamyn-uud-closed")]
    >>> asked = ortoo.survey_of(network, origins=["Ulaanbaatar"], markets=["Almaty"])
    >>> found = compare(network, cards, survey=asked)
    >>> bool((found.figures["change"][found.figures["metric"] == "time_h"] >= 0).all())
    True
    """
    _check_once(scenarios)
    base = Future(network=network)
    trials = [Trials(base, scenario) for scenario in scenarios]
    return compare_tried(base, trials, survey=survey, measures=measures, tick=tick)


def compare_tried(
    base: Future,
    trials: Sequence[Trials],
    *,
    survey: Survey,
    measures: Mapping[str, Measure] | None = None,
    tick: Tick = lambda: None,
) -> Comparison:
    """The same from trials of ``base``: many surveys can be compared on the same ones."""
    asked, before = dict(measures or {}), outcomes(base, survey)
    return Comparison(
        network=base.network,
        survey=survey,
        weights=market_weights(base.network, survey.markets),
        base=before,
        variants=tuple(
            replace(
                _variant(tried, before, survey=survey, tick=tick),
                measures=_measured(asked, tried.whole, survey=survey),
            )
            for tried in trials
        ),
        base_measures=_measured(asked, base, survey=survey),
    )


def _variant(
    tried: Trials, before: Mapping[Pair, Outcome], *, survey: Survey, tick: Tick
) -> Variant:
    passed_s = watch()
    after = outcomes(tried.whole, survey)
    known = {0: before, (1 << len(tried.edits)) - 1: after}
    shares = attribution(tried, survey=survey, known=known, tick=tick)
    told = tried.scenario.scenario_id, len(survey.pairs), Engine.PLAIN, passed_s()
    log.info("%s and its edits, %d pairs: %s, %.2f s", *told)
    return Variant(
        scenario=tried.scenario, future=tried.whole, outcomes=after, shares=tuple(shares)
    )


def network_count(scenarios: Sequence[Scenario]) -> int:
    """How many networks a comparison tries, at most."""
    return sum(tries(len(all_edits([scenario]))) for scenario in scenarios)


def _check_once(scenarios: Sequence[Scenario]) -> None:
    """Refuse two scenarios of one id: their figures could not be told apart."""
    seen: dict[str, str] = {}
    for scenario in scenarios:
        name = scenario.scenario_id
        if seen.get(name) == scenario.file:
            raise UsageError(f"the scenario {name} is named twice; name it once")
        if name in seen:
            raise UsageError(
                f"{seen[name]} and {scenario.file} both have the id {name}; give one another id"
            )
        seen[name] = scenario.file


def _measured(
    measures: Mapping[str, Measure], future: Future, *, survey: Survey
) -> dict[str, float]:
    return {
        f"{name}.{part}": value
        for name, measure in measures.items()
        for part, value in measure(future, survey).items()
    }
