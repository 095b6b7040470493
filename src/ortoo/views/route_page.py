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

from ortoo.inputs.schema import MODES_KNOWN
from ortoo.network.arcs import ArcKind
from ortoo.routes.answer import Answer
from ortoo.routes.journeys import Route
from ortoo.routes.proof import Proof
from ortoo.routes.question import word_of
from ortoo.views.citations import cited, sourcing_text
from ortoo.views.exports import legs_of
from ortoo.views.frame import Frame, Words, frame_of
from ortoo.views.layers import WAY_LETTERS, proof_picture, route_picture
from ortoo.views.panels import (
    CountryRow,
    CrossingRow,
    FrontierGroup,
    LegRow,
    country_rows,
    crossing_rows,
    frontier_groups,
    leg_row,
    total_row,
    unknown_sentences,
)
from ortoo.views.picture import MarkLook
from ortoo.views.profile import Profile, profile_of
from ortoo.views.sheet import Sheet, page
from ortoo.views.tables import figure
from ortoo.views.wording import (
    CARGO,
    DASH,
    MINIMISED,
    MODE,
    Names,
    capital,
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
    countries: list[CountryRow]
    profile: Profile
    crossings: list[CrossingRow]
    others: list[tuple[str, CountryRow, str]]
    legs: list[LegRow]


@dataclass(frozen=True, kw_only=True)
class ProofFacts:
    """What stands beside the map of a proof."""

    avoided: str
    modes: list[tuple[str, str]]
    proof: list[str]
    blocking: list[str]
    least_heading: str
    countries: list[CountryRow]
    profile: Profile | None
    frontier_lead: str
    frontier: list[FrontierGroup]


def route_page(answer: Answer) -> str:
    """One self-contained HTML page for ``answer``.

    Parameters
    ----------
    answer
        With routes, the page shows the best one and the others thinner; without, the proof.

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
    return page(route_sheet(answer))


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
    over = f" It crosses borders at {listed(crossings)}." if crossings else ""
    passed = " to ".join(names.country(code) for code in route.countries)
    words = Words(
        title=heading(answer, names),
        under=f"{capital(MINIMISED[word_of(answer.minimise)])} {_terms(answer)}",
        described=f"Map of the way from {answer.origin.name} to {answer.destination.name}, "
        f"from {passed}.{over}",
        sourcing=f"{sourcing_text(route)} Data as of {answer.network.date}.",
    )
    return frame_of(answer.network, words, cited=cited(answer.routes))


def proof_frame(answer: Answer, proof: Proof, *, names: Names) -> Frame:
    """The sentence that says no, and the sources of the least exposed way."""
    least = proof.least_exposure
    words = Words(
        title=heading(answer, names),
        under=f"Asked for any way {_terms(answer)}",
        described=f"Map of what can be reached from {answer.origin.name} and of the places where "
        "every further way is barred.",
        sourcing=f"{sourcing_text(least)} Data as of {answer.network.date}." if least else "",
    )
    return frame_of(answer.network, words, cited=cited([least]) if least else ())


def route_facts(answer: Answer, names: Names) -> RouteFacts:
    """Everything that the page of a route says beside its map."""
    route = answer.best
    crossings = crossing_rows(route, names)
    return RouteFacts(
        avoided=_avoided(answer, names),
        modes=[(mode, MODE[mode]) for mode in route.modes],
        marks=_marks(route, crossings),
        figures=_figures(route),
        unknown=unknown_sentences(route, names),
        countries=country_rows(route, names, ends=answer.rules.states),
        profile=profile_of(route, names),
        crossings=crossings,
        others=[
            (letter, _other(other, names), listed([c.name for c in crossing_rows(other, names)]))
            for letter, other in zip(WAY_LETTERS, answer.routes[1:], strict=False)
        ],
        legs=[leg_row(leg, names) for leg in route.legs],
    )


def proof_facts(answer: Answer, proof: Proof, *, names: Names) -> ProofFacts:
    """Everything that the page of a proof says beside its map."""
    least, avoided = proof.least_exposure, _avoided(answer, names)
    km = figure(least.km_inside(answer.rules.avoid.countries)) if least else ""
    sets = filter(None, proof.minimal_blocking_sets)
    return ProofFacts(
        avoided=avoided,
        modes=[(mode, MODE[mode]) for mode in least.modes] if least else [],
        proof=_proof_sentences(answer, proof, names=names),
        blocking=[names.countries(sorted(members, key=names.country)) for members in sets],
        least_heading=f"The least that would have to be crossed: {km} km in {avoided}",
        countries=country_rows(least, names, ends=answer.rules.states) if least else [],
        profile=profile_of(least, names) if least else None,
        frontier_lead=f"{len(proof.frontier)} ways lead out of what can be reached; "
        "each is barred.",
        frontier=frontier_groups(proof.frontier, names),
    )


def _terms(answer: Answer) -> str:
    """By what, for whose freight, when."""
    rules = answer.rules
    modes = listed([mode for mode in MODES_KNOWN if mode in rules.modes], last="or")
    return f"by {modes} for {CARGO[rules.cargo]} on {rules.date.day} {rules.date:%B %Y}"


def _avoided(answer: Answer, names: Names) -> str:
    codes = sorted(answer.rules.avoid.countries, key=names.country)
    return names.countries(codes) if codes else ""


def _figures(route: Route) -> list[tuple[str, str, str]]:
    return [
        ("Length", figure(route.length_km), "km"),
        ("Time", days_text(route.time_h).removesuffix(" days"), "days"),
        ("Cost", figure(route.cost_usd_t), "USD/t"),
        ("CO₂", figure(route.co2_kg_t), "kg/t"),
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
        country=f" {DASH} ".join(names.country(code) for code in route.countries), km=total.km,
        days=total.days, usd_t=total.usd_t, co2_kg_t=total.co2_kg_t, transit=False,
    )  # fmt: skip


def _proof_sentences(answer: Answer, proof: Proof, *, names: Names) -> list[str]:
    """The proof in the order in which it can be checked."""
    reached = len({node.rpartition("/")[0] for node in proof.reached})
    sentences = [
        (
            f"From {answer.origin.name} {reached} places can be reached, and "
            f"{answer.destination.name} is not among them."
        ),
        (
            f"All {len(proof.frontier)} ways that lead out of this area are barred; each is "
            "listed below with its reason."
        ),
    ]
    if proof.inside_avoided_share > 0.0:  # not where it is unknown
        sentences.append(
            f"{names.country(answer.origin.country)} has {figure(proof.border_km)} km of land "
            f"border; {share_text(proof.inside_avoided_share)} of it is with "
            f"{_avoided(answer, names)}."
        )
    if proof.inside_avoided_share == 1.0:
        sentences.append("So no way over land can exist, whatever is built.")
    return sentences


def share_text(share: float) -> str:
    """A share in percent, "all" only when it is all.

    >>> share_text(1.0), share_text(0.99996), share_text(0.25)
    ('all', 'more than 99.9 %', '25.0 %')
    """
    if share == 1.0:
        return "all"
    return "more than 99.9 %" if share > 0.999 else f"{share * 100:.1f} %"  # noqa: PLR2004
