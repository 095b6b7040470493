"""The page that answers one question: the way with its figures, or the proof that there is none.

In    an ``Answer``.
Out   the text of one HTML file.
Law   the figures are those of the JSON; the page asks for nothing from anywhere; the same answer
      gives the same bytes.
Not   here: drawing (``views.layers``, ``views.page``), writing the file (``views.written``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ortoo.base.saying import Said, capital, joined, say
from ortoo.inputs.schema import MODES_KNOWN
from ortoo.network.arcs import ArcKind
from ortoo.routes.answer import Answer
from ortoo.routes.journeys import Route
from ortoo.routes.once import MOST_TRIES
from ortoo.routes.proof import Proof
from ortoo.routes.question import word_of
from ortoo.views.citations import cited, sourcing_text
from ortoo.views.exports import legs_of
from ortoo.views.frame import Frame, Words, frame_of
from ortoo.views.language import ENGLISH, Language
from ortoo.views.layers import WAY_LETTERS, proof_picture, route_picture
from ortoo.views.panels import (
    CountryRow,
    CrossingRow,
    LegRow,
    country_rows,
    crossing_rows,
    leg_row,
    total_row,
    unknown_sentences,
)
from ortoo.views.picture import MarkLook
from ortoo.views.profile import Profile, profile_of
from ortoo.views.proof_panel import proof_facts
from ortoo.views.sheet import Sheet, page
from ortoo.views.tables import figure
from ortoo.views.wording import (
    BY,
    CARGO,
    DASH,
    MINIMISED,
    MODE,
    Names,
    avoided_text,
    date_text,
    days_text,
    heading,
    listed,
)


@dataclass(frozen=True, kw_only=True)
class RouteFacts:
    """What stands beside the map of a route."""

    avoided: str
    modes: list[tuple[str, str]]
    marks: frozenset[str]
    figures: list[tuple[str, str, str]]
    unknown: list[str]
    back: str
    countries: list[CountryRow]
    profile: Profile
    crossings: list[CrossingRow]
    others: list[tuple[str, CountryRow, str]]
    legs: list[LegRow]


def route_page(answer: Answer, language: Language = ENGLISH) -> str:
    """One self-contained HTML page for ``answer``.

    Parameters
    ----------
    answer
        With routes, the page shows the best one and the others thinner; without, the proof.
    language
        In which the page speaks (``views.language.language_of``).

    Returns
    -------
    HTML that loads nothing, prints on A4 landscape and reads without a mouse.

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> answer = ortoo.find_routes(network, ortoo.Trip("Ulaanbaatar", "Almaty"))
    >>> route_page(answer).startswith("<!DOCTYPE html>")
    True
    """
    return page(route_sheet(answer), language)


def route_sheet(answer: Answer) -> Sheet:
    """Everything that the page of ``answer`` is made from."""
    names = Names(answer.network)
    if answer.proof is not None:
        return Sheet(
            picture=proof_picture(answer, answer.proof),
            template="no_route.html",
            frame=proof_frame(answer, answer.proof, names=names),
            facts=proof_facts(answer, answer.proof, names=names),
            finding=heading(answer, names),
            tables=_proof_tables(answer.proof),
        )
    return Sheet(
        picture=route_picture(answer),
        template="route.html",
        frame=route_frame(answer, names),
        facts=route_facts(answer, names),
        finding=heading(answer, names),
        tables=_tables(answer.routes),
    )


def _tables(routes: Sequence[Route]) -> dict[str, pd.DataFrame]:
    """Legs, countries and crossings of all routes, with the rank of the route."""
    countries = [route.by_country.assign(rank=n) for n, route in enumerate(routes, start=1)]
    crossings = [route.crossings.assign(rank=n) for n, route in enumerate(routes, start=1)]
    return {
        "legs": legs_of(routes),
        "countries": pd.concat(countries, ignore_index=True),
        "crossings": pd.concat(crossings, ignore_index=True),
    }


def _proof_tables(proof: Proof) -> dict[str, pd.DataFrame]:
    """Every barred way, and the least exposed way as for a route."""
    rows = [(b.kind, b.id, b.tail, b.head, b.why) for b in proof.frontier]
    frontier = pd.DataFrame(rows, columns=["kind", "id", "from", "to", "why"])
    least = _tables([proof.least_exposure]) if proof.least_exposure else {}
    return {"frontier": frontier, **{f"least-exposed-{name}": of for name, of in least.items()}}


def route_frame(answer: Answer, names: Names) -> Frame:
    """The sentence that answers, and the sources of the way."""
    route = answer.best
    crossings = [row.name for row in crossing_rows(route, names)]
    over = [say("It crosses borders at {crossings}.", crossings=listed(crossings))]
    passed = joined((names.country(code) for code in route.countries), f" {DASH} ")
    way = say(
        "Map of the way from {origin} to {market}, through {countries}.",
        origin=names.found(answer.origin), market=names.found(answer.destination),
        countries=passed,
    )  # fmt: skip
    words = Words(
        title=heading(answer, names),
        under=capital(_terms(answer, MINIMISED[word_of(answer.minimise)])),
        described=joined([way, *(over if crossings else ())], " "),
        sourcing=_sourcing(route),
    )
    return frame_of(answer.network, words, cited=cited(answer.routes))


def proof_frame(answer: Answer, proof: Proof, *, names: Names) -> Frame:
    """The sentence that says no, and the sources of the least exposed way."""
    least = proof.least_exposure
    words = Words(
        title=heading(answer, names),
        under=capital(_terms(answer, say("any way"))),
        described=say(
            "Map of what can be reached from {origin} and of the places where every further way "
            "is barred.",
            origin=names.found(answer.origin),
        ),
        sourcing=_sourcing(least) if least else "",
    )
    return frame_of(answer.network, words, cited=cited([least]) if least else ())


def _sourcing(route: Route) -> Said:
    dated = say("Data as of {date}.", date=route.network.date)
    return joined([sourcing_text(route), dated], " ")


def route_facts(answer: Answer, names: Names) -> RouteFacts:
    """Everything that the page of a route says beside its map."""
    route = answer.best
    crossings = crossing_rows(route, names)
    return RouteFacts(
        avoided=avoided_text(answer, names),
        modes=[(mode, MODE[mode]) for mode in route.modes],
        marks=_marks(route, crossings),
        figures=_figures(route),
        unknown=unknown_sentences(route, names),
        back=_back(answer, names),
        countries=country_rows(route, names, ends=answer.rules.states),
        profile=profile_of(route, names),
        crossings=crossings,
        others=[
            (letter, _other(other, names), listed([c.name for c in crossing_rows(other, names)]))
            for letter, other in zip(WAY_LETTERS, answer.routes[1:], strict=False)
        ],
        legs=[leg_row(leg, names) for leg in route.legs],
    )


def _back(answer: Answer, names: Names) -> str:
    """To which places a way over a corridor comes back, and whether it must; "" for no corridor."""
    twice = answer.passed_twice(answer.best) if answer.corridor else ()
    if not twice:
        return ""
    places = listed([names.place(place) for place in twice])
    if answer.best.settled:
        return say("For want of another way this one comes back to: {places}.", places=places)
    return say(
        "This way comes back to: {places}. Not settled after {n} tries: there may be a way that "
        "does not come back.", places=places, n=MOST_TRIES,
    )  # fmt: skip


def _terms(answer: Answer, sought: str) -> Said:
    """What is sought, by what, for whose freight, when."""
    rules = answer.rules
    return say(
        "{sought} by {modes} for {cargo} on {date}", sought=sought,
        modes=listed([BY[mode] for mode in MODES_KNOWN if mode in rules.modes], last="or"),
        cargo=CARGO[rules.cargo], date=date_text(rules.date),
    )  # fmt: skip


def _figures(route: Route) -> list[tuple[str, str, str]]:
    return [
        (say("Length"), figure(route.length_km), say("km")),
        (say("Time"), days_text(route.time_h).removesuffix(" days"), say("days")),
        (say("Cost"), figure(route.cost_usd_t), say("USD/t")),
        (say("CO₂"), figure(route.co2_kg_t), say("kg/t")),
    ]


def _marks(route: Route, crossings: list[CrossingRow]) -> frozenset[str]:
    """The kinds of symbols that the map of ``route`` holds, for its legend."""
    marks = {MarkLook.GAUGE_BREAK if c.gauge_change else MarkLook.CROSSING for c in crossings}
    if any(leg.kind is ArcKind.TRANSFER for leg in route.legs):
        marks.add(MarkLook.TRANSFER)
    return frozenset(map(str, marks))


def _other(route: Route, names: Names) -> CountryRow:
    total = total_row(route)
    return CountryRow(
        country=joined((names.country(code) for code in route.countries), f" {DASH} "),
        km=total.km, days=total.days, usd_t=total.usd_t, co2_kg_t=total.co2_kg_t, transit=False,
    )  # fmt: skip
