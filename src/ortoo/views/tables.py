"""Answers as tables for a terminal.

In    an ``Answer`` or a ``Gap``.
Out   rich renderables.
Law   the same figures as the JSON; unknown reads "unknown", never 0.
Not   here: printing them (``cli``).
"""

import math
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.markup import escape

from ortoo.base.saying import Said, joined, say
from ortoo.base.units import days
from ortoo.inputs.schema import MODES_KNOWN, OPEN_SEA
from ortoo.network.arcs import ArcKind
from ortoo.routes.answer import Answer
from ortoo.routes.audit import audit, disagreements
from ortoo.routes.blocking import Blocking
from ortoo.routes.cut import Barred
from ortoo.routes.journeys import Leg, Route
from ortoo.routes.once import MOST_TRIES
from ortoo.routes.proof import Proof
from ortoo.routes.relaxation import Concession
from ortoo.routes.territory import Gap
from ortoo.views.asked_text import asked_text, minimised_text
from ortoo.views.grid import Grid, grid

MOST_FRONTIER_ROWS = 20
MOST_NAMED = 3
UNSETTLED = f"not settled after {MOST_TRIES} tries: there may be a way that does not come back"
OPENED = ("crossing", "section")
UNITS = {"length_km": "km", "time_h": "h", "cost_usd_t": "USD/t", "co2_kg_t": "kg CO2/t"}
WORDY = ("why it may not be used", "single concession that would open a way")


def answer_text(answer: Answer) -> Group:
    """The whole answer: routes with legs, countries and crossings, or the proof."""
    if answer.proof is None:
        return Group(*(part for route in answer.routes for part in _route(answer, route)))
    return Group(*_proof(answer, answer.proof))


def gap_text(found: Gap) -> Group:
    """The least distance between two countries, its ends and whose land lies between."""
    here, there = (f"{_degrees(lon, 'EW')} {_degrees(lat, 'NS')}" for lon, lat in found.ends)
    pair = f"{found.origin} to {found.destination}"
    if found.gap_km == 0:
        return Group(f"[bold]{pair}: 0 km, they share a border[/bold], for example at {here}")
    between = _table("Whose land lies between", "country", "km")
    for country, km in found.between:
        between.add_row(_land(country), f"{km:,.2f}")
    inside = _table("Least distance that stays inside one country", "country", "km")
    for country, km in found.inside_one_country:
        inside.add_row(country, f"{km:,.2f}")
    head = f"[bold]{pair}: {found.gap_km:,.2f} km[/bold], from {here} to {there}"
    return Group(head, between, *([inside] if found.inside_one_country else []))


def _degrees(value: float, names: str) -> str:
    return f"{abs(value):.4f} {names[value < 0]}"


def _land(country: str) -> str:
    return "open sea" if country == OPEN_SEA else country


def blocking_text(found: Blocking) -> Group:
    """All minimal blocking sets, one a line."""
    trip = f"{escape(found.origin.told)} to {escape(found.destination.told)}"
    if found.sets == (frozenset(),):
        return Group(f"[bold]{trip}: there is no way even when nothing is refused.[/bold]")
    several = f"{len(found.sets)} minimal sets of {found.of} cut the way"
    if not found.sets:
        size = "" if found.complete else f" of at most {found.limit}"
        return Group(f"[bold]{trip}: no set of {found.of}{size} cuts the way[/bold]")
    count = f"1 minimal set of {found.of} cuts the way" if len(found.sets) == 1 else several
    head = f"[bold]{trip}: {count}[/bold]"
    lines = [" + ".join(escape(member) for member in sorted(members)) for members in found.sets]
    cut = (
        []
        if found.complete
        else [f"sets of more than {found.limit} {found.of} were not sought: there may be some"]
    )
    return Group(head, *lines, *cut)


def figure(value: float, unit: str = "") -> str:
    """A figure for reading: thousands separated, unknown said in words.

    >>> figure(4236.4, "km"), figure(float("nan"))
    ('4,236 km', 'unknown')
    """
    if math.isnan(value):
        return say("unknown")
    text = f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}"  # noqa: PLR2004
    return joined([text, Said(unit)], " ") if unit else text


def _route(answer: Answer, route: Route, *, asked: str = "") -> Iterator[RenderableType]:
    time = "unknown time" if math.isnan(route.time_h) else f"{days(route.time_h):.1f} days"
    question = asked_text(answer)
    costs = (f"{figure(getattr(route, cost))} {UNITS[cost]}" for cost in ("cost_usd_t", "co2_kg_t"))
    parts = (f"{figure(route.length_km)} km", time, *costs, minimised_text(answer, route))
    yield (
        f"[bold]{asked or escape(question[0].upper() + question[1:])}[/bold]\n"
        f"{', '.join(filter(None, parts))}, through {' '.join(route.countries)}"
    )
    if any(route is other for other in answer.routes[1:]):
        yield f"{answer.shared(route):.0%} of it on the sections of the best route"
    yield _legs(answer, route)
    yield _countries(route)
    if answer.corridor:
        yield f"{figure(answer.corridor_km(route), 'km')} on sections of {escape(answer.corridor)}"
        if back := answer.passed_twice(route):
            names = answer.network.tables["places"].set_index("place_id")["name"]
            told = ", ".join(escape(names[place]) for place in back[:MOST_NAMED])
            more = f" and {len(back) - MOST_NAMED} more" if len(back) > MOST_NAMED else ""
            why = ", for want of another way" if route.settled else f"; {UNSETTLED}"
            yield f"[yellow]comes back to[/yellow] {told}{more}{why}"
    yield from _audit(route)
    for missing in route.unknown:
        cost, _, where = missing.partition(" ")
        yield f"[yellow]unknown:[/yellow] {UNITS.get(cost, cost)} {escape(where)}"


def _audit(route: Route) -> Iterator[RenderableType]:
    """Where tables, polygons and drawn lines differ."""
    for country, told, seen in disagreements(route):
        yield (
            f"[yellow]audit:[/yellow] {country} {told:,.1f} km by the tables, {seen:,.1f} km by "
            "the polygons"
        )
    rows = audit(route)
    apart = rows[~rows["drawn_agrees"].astype(bool) & (rows["table_km"] > 0)]
    drawn = [
        f"{row['country']} {figure(row['drawn_km'])} of {figure(row['table_km'])}"
        for row in apart.to_dict("records")
    ]
    if drawn:
        yield f"[yellow]audit:[/yellow] km as drawn, not as told by the tables: {', '.join(drawn)}"


def _legs(answer: Answer, route: Route) -> Grid:
    table = _table("Legs", "what", "from", "to", "in", "km", "h", "USD/t", "kg CO2/t")
    names = answer.network.tables["places"].set_index("place_id")["name"]
    for leg in route.legs:
        start, end = names[leg.origin.place_id], names[leg.destination.place_id]
        country = "-".join(dict.fromkeys(c for c, _ in leg.booked))
        km = figure(leg.length_km) if leg.kind is ArcKind.LINE else ""
        co2 = figure(leg.co2_kg_t) if leg.kind is ArcKind.LINE else ""
        table.add_row(
            _what(leg),
            escape(start),
            escape(end),
            country,
            km,
            figure(leg.time_h),
            figure(leg.cost_usd_t),
            co2,
        )
    return table


def _what(leg: Leg) -> str:
    if leg.kind is ArcKind.LINE:
        return leg.mode
    if leg.kind is ArcKind.TRANSFER:
        return f"transfer {leg.origin.mode} to {leg.destination.mode}"
    changes = leg.origin.gauge_mm != leg.destination.gauge_mm
    gauge = f", {leg.origin.gauge_mm} to {leg.destination.gauge_mm} mm" if changes else ""
    return f"border ({leg.mode}{gauge})"


def _countries(route: Route) -> Grid:
    table = _table("Per country", "country", "km", "h", "USD/t", "kg CO2/t")
    for row in route.by_country.itertuples(index=False):
        table.add_row(str(row[0]), *(figure(float(value)) for value in row[1:]))
    totals = (route.length_km, route.time_h, route.cost_usd_t, route.co2_kg_t)
    table.add_section()
    table.add_row("total", *(figure(total) for total in totals), style="bold")
    return table


def _proof(answer: Answer, proof: Proof) -> Iterator[RenderableType]:
    yield f"[bold]There is no way {escape(asked_text(answer))}.[/bold]"
    yield _reached(answer, proof)
    if proof.frontier:
        yield _frontier(proof.frontier)
    if answer.rules.avoid.countries and not math.isnan(proof.border_km):
        avoided = " and ".join(sorted(answer.rules.avoid.countries))
        yield (
            f"{answer.origin.country}'s land border is {figure(proof.border_km, 'km')} long; "
            f"{proof.inside_avoided_share:.2%} of it touches {avoided}."
        )
    if frozenset() in proof.minimal_blocking_sets:
        yield "There is no way even when no country is avoided."
    elif proof.minimal_blocking_sets:
        sets = "; ".join(" + ".join(sorted(s)) for s in proof.minimal_blocking_sets)
        yield f"Smallest sets of countries whose refusal cuts this trip: {sets}."
    if proof.relaxations:
        yield _relaxations(proof)
    else:
        yield "No single concession would open a way."
    yield from _futile(answer, proof)
    if proof.least_exposure is not None and answer.rules.avoid.countries:
        inside = proof.least_exposure.km_inside(answer.rules.avoid.countries)
        yield f"\n[bold]Least exposure:[/bold] {figure(inside, 'km')} inside avoided countries"
        yield from _route(answer, proof.least_exposure, asked="When nobody is avoided")


def _reached(answer: Answer, proof: Proof) -> str:
    """How far one gets, and what of the trip is then still to come."""
    far = proof.furthest
    places = len({node.split("/")[0] for node in far.reached})
    if not places:
        modes = " or ".join(mode for mode in MODES_KNOWN if mode in answer.rules.modes)
        return f"Nothing leaves {escape(answer.origin.name)} by {modes} in this network."
    beyond = f" after {escape(answer.via[len(far.passed) - 1].name)}" if far.passed else ""
    missing = answer.corridor and not far.on_corridor
    over = f", none of them over a section of corridor {escape(answer.corridor)}" if missing else ""
    reached = f"{places} place{'' if places == 1 else 's'} can be reached{beyond}{over}"
    if proof.frontier:
        return f"{reached}; every way on from {'it' if places == 1 else 'them'} is barred:"
    return (
        f"{reached}; no line or crossing of these modes leads on from "
        f"{'it' if places == 1 else 'them'}; crossings are one row a direction."
    )


def _futile(answer: Answer, proof: Proof) -> Iterator[str]:
    """What was tried and helps nothing by itself, many openings in one number."""
    told = [_futile_words(answer, tried) for tried in proof.futile if tried.kind not in OPENED]
    for kind in OPENED:
        count = sum(tried.kind == kind for tried in proof.futile)
        told += [f"open any one of {count} barred {kind}s" if count > 1 else f"open the {kind}"
                 for _ in range(min(count, 1))]  # fmt: skip
    if told:
        yield f"No help by itself: {'; '.join(told)}."


def _futile_words(answer: Answer, tried: Concession) -> str:
    """A concession, and why it is idle where that can be said."""
    mode = tried.id if tried.kind == "mode" else "air" if tried.kind == "overflight" else ""
    sections = answer.network.tables["sections"]["mode"]
    if mode and mode not in set(sections):
        return f"{tried.change} (the network has no {mode} sections)"
    if tried.kind == "overflight" and "air" not in answer.rules.modes:
        return f"{tried.change} (air is not asked for)"
    return escape(tried.change)


def _relaxations(proof: Proof) -> Grid:
    table = _table("", WORDY[1], "km", "days", "USD/t")
    for eased in proof.relaxations:
        route = eased.route
        time = "unknown" if math.isnan(route.time_h) else f"{days(route.time_h):.1f}"
        table.add_row(escape(eased.change), figure(route.length_km), time, figure(route.cost_usd_t))
    return table


def _frontier(frontier: tuple[Barred, ...]) -> Grid:
    table = _table("Frontier", "what", "id", "why it may not be used")
    for barred in frontier[:MOST_FRONTIER_ROWS]:
        table.add_row(barred.kind, barred.id, escape(barred.why))
    if len(frontier) > MOST_FRONTIER_ROWS:
        table.add_row("", f"and {len(frontier) - MOST_FRONTIER_ROWS} more (all with --json)", "")
    return table


def _table(title: str, *columns: str) -> Grid:
    texts = {"what", "from", "to", "in", "country", "id", "through", "by", *WORDY}
    return grid(title, *columns, texts=texts)
