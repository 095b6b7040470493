"""What was asked, in words for a terminal.

In    an ``Answer``.
Out   plain text: the question with all that differs from the usual one, and the figure minimised.
Law   whatever changes the answer is said: cost, exposure, cargo, day, scenarios, refusals.
Not   here: tables (``views.tables``), pages (``views.route_page``).
"""

import math
from collections.abc import Iterator

from ortoo.routes.answer import Answer
from ortoo.routes.journeys import Route
from ortoo.routes.question import Cargo, Cost, Exposed, Generalised, Objective, Overflight

LEAST = {Cost.COST: "least USD/t", Cost.CO2: "least CO2", Cost.LENGTH: "least km"}


def asked_text(answer: Answer) -> str:
    """The question: "from A to B by rail; least USD/t; on 2035-01-01; under my-card"."""
    return "; ".join([answer.sentence, *_special(answer)])


def minimised_text(answer: Answer, route: Route) -> str:
    """The figure that was minimised, where it is none of the four that are always told; or ""."""
    if isinstance(answer.minimise, Exposed):
        inside = route.km_inside(answer.minimise.to)
        return f"{_amount(inside)} km inside {_all(answer.minimise.to)}"
    if isinstance(answer.minimise, Generalised):
        value = answer.minimise.value_of_time_usd_th
        usd = route.cost_usd_t + value * route.time_h
        return f"{_amount(usd)} USD/t generalised cost"
    return ""


def _special(answer: Answer) -> Iterator[str]:
    """What is not as it is when nothing but the ends is named."""
    rules = answer.rules
    if least := _least(answer.minimise):
        yield least
    if rules.cargo is Cargo.BILATERAL:
        yield "goods of origin and destination only"
    if rules.avoid.crossings:
        yield f"not over {_all(rules.avoid.crossings)}"
    if rules.avoid.sections:
        yield f"not along {_all(rules.avoid.sections)}"
    if rules.avoid.overflight is Overflight.ALLOWED:
        yield "aircraft may cross avoided countries"
    if rules.date != answer.network.date:
        yield f"on {rules.date.isoformat()}"
    if answer.network.scenarios:
        yield f"under {' + '.join(answer.network.scenarios)}"


def _least(minimise: Objective) -> str:
    if isinstance(minimise, Exposed):
        return f"least exposure to {_all(minimise.to)}"
    if isinstance(minimise, Generalised):
        return f"least generalised cost, an hour at {minimise.value_of_time_usd_th:g} USD/t"
    return LEAST.get(minimise, "")


def _all(names: frozenset[str]) -> str:
    """Names in order: "CHN and RUS"."""
    *first, last = sorted(names)
    return f"{', '.join(first)} and {last}" if first else last


def _amount(value: float) -> str:
    if math.isnan(value):
        return "unknown"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}"  # noqa: PLR2004
