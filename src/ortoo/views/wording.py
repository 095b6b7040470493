"""The words and numbers of the pages: figures, lists, names, and the sentence that answers.

In    an ``Answer``, its places, countries and figures.
Out   short texts in English.
Law   unknown is said in words and never shown as a number; the sentence says only what the tables
      say.
Not   here: which facts stand where (``views.panels``); markup (``views.typeset``).
"""

import math
import re
from collections.abc import Mapping, Sequence

from ortoo.base.units import days
from ortoo.inputs.schema import OPEN_SEA
from ortoo.network.network import Network
from ortoo.routes.answer import Answer
from ortoo.routes.journeys import Route
from ortoo.routes.question import Cargo
from ortoo.views.tables import figure

MOST_NAMED = 3
DASH = "\N{EN DASH}"
WHOLE_DAYS_FROM = 10

MINIMISED: Mapping[str, str] = {
    "time": "the fastest way",
    "cost": "the cheapest way",
    "co2": "the way with least CO2",
    "length": "the shortest way",
    "generalised": "the way of least generalised cost",
    "exposure": "the least exposed way",
}
CARGO: Mapping[Cargo, str] = {
    Cargo.THIRD_COUNTRY: "freight of third countries",
    Cargo.BILATERAL: "freight of the two states themselves",
}
ACCESS: Mapping[str, str] = {
    "multilateral": "open to third countries",
    "bilateral": "only for goods of the two neighbours",
    "closed": "closed",
}
CONFIDENCE: Mapping[str, str] = {"med": "medium"}
MODE: Mapping[str, str] = {
    "rail": "railway", "road": "road", "ferry": "ferry", "sea": "ship", "air": "aircraft",
}  # fmt: skip
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BORDER_PLACE = re.compile(r" border(?: \(\w+\))?$")


class Names:
    """What the countries, places and sources of a network are called."""

    def __init__(self, network: Network) -> None:
        known = network.countries[["country", "name"]].itertuples(index=False)
        self._countries = {str(code): str(name) for code, name in known if name}
        places = network.tables["places"][["place_id", "name", "kind"]].itertuples(index=False)
        self._places = {
            str(key): _BORDER_PLACE.sub("", name) if kind == "border" else str(name)
            for key, name, kind in places
        }

    def country(self, code: str) -> str:
        """The country's name; its code where no name is known.

        ``XZ``, the code for what belongs to nobody, is the open sea.
        """
        return "the open sea" if code == OPEN_SEA else self._countries.get(code, code)

    def countries(self, codes: Sequence[str]) -> str:
        """Names in a list: "China and Russia"."""
        return listed([self.country(code) for code in codes])

    def place(self, place_id: str) -> str:
        """The place's name; of a border point, the name of its station or post."""
        return self._places[place_id]


def listed(names: Sequence[str], *, last: str = "and") -> str:
    """Names as a sentence lists them.

    >>> listed(["rail", "road", "ferry"], last="or")
    'rail, road or ferry'
    """
    *first, final = names or [""]
    return f"{', '.join(first)} {last} {final}" if first else final


def capital(text: str) -> str:
    """``text`` as a sentence or a row begins.

    >>> capital("the open sea")
    'The open sea'
    """
    return text[:1].upper() + text[1:]


def days_text(hours: float) -> str:
    """Hours as days: one decimal below ten, none above; "unknown" when not known.

    >>> days_text(36.0), days_text(24.0), days_text(312.0), days_text(float("nan"))
    ('1.5 days', '1.0 days', '13 days', 'unknown')
    """
    if math.isnan(hours):
        return "unknown"
    spent = days(hours)
    return f"{spent:.0f} days" if spent >= WHOLE_DAYS_FROM else f"{spent:.1f} days"


def months_text(season: str) -> str:
    """The months of a season cell; "" for the whole year.

    >>> months_text("4 5 10"), months_text("")
    ('Apr, May, Oct', '')
    """
    return ", ".join(MONTHS[int(month) - 1] for month in season.split())


def heading(answer: Answer, names: Names) -> str:
    """The sentence that answers: from where to where without what, km, days, transit."""
    asked = question_text(answer, names)
    if not answer.routes:
        modes = listed([m for m in MODE if m in answer.rules.modes], last="or")
        return f"{asked}: no way by {modes}"
    route = answer.best
    time = days_text(route.time_h)
    spent = "time unknown" if time == "unknown" else time
    transit = transit_text(answer, route, names=names)
    return f"{asked}: {figure(route.length_km)} km, {spent}, {transit}"


def question_text(answer: Answer, names: Names) -> str:
    """From where to where without what."""
    avoided = sorted(answer.rules.avoid.countries, key=names.country)
    without = f" without {names.countries(avoided)}" if avoided else ""
    return f"From {answer.origin.name} to {answer.destination.name}{without}"


def transit_text(answer: Answer, route: Route, *, names: Names) -> str:
    """Whose land the transit crosses, by kilometres, largest share first."""
    shares = transit_shares(answer, route)
    if not shares:
        return "no transit through a third country"
    if len(shares) == 1:
        return f"all of the transit through {names.country(shares[0][0])}"
    named = [f"{names.country(code)} ({percent(share)})" for code, share in shares[:MOST_NAMED]]
    more = len(shares) - MOST_NAMED
    return f"transit through {listed(named + ([f'{more} more'] if more > 0 else []))}"


def transit_shares(answer: Answer, route: Route) -> list[tuple[str, float]]:
    """Countries other than those of origin and destination, and their share of transit km.

    The open sea is nobody's land and has no share.
    """
    ends = {answer.origin.country, answer.destination.country, OPEN_SEA}
    rows = route.by_country[["country", "length_km"]].itertuples(index=False)
    km = {str(country): float(length) for country, length in rows if country not in ends}
    total = sum(km.values())
    shares = [(country, length / total) for country, length in km.items() if length > 0]
    return sorted(shares, key=lambda share: -share[1])


def percent(share: float) -> str:
    """Whole percents, but never "0 %" or "100 %" for a part.

    >>> percent(0.004), percent(0.62), percent(0.996)
    ('<1 %', '62 %', '>99 %')
    """
    if share < 0.01:  # noqa: PLR2004
        return "<1 %"
    if 0.99 < share < 1.0:  # noqa: PLR2004
        return ">99 %"
    return f"{share:.0%}".replace("%", " %")
