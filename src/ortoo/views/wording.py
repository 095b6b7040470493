"""The words and numbers of the pages: figures, lists, names, and the sentence that answers.

In    an ``Answer``, its places, countries and figures.
Out   short texts, said so that they can be told in other languages (``base.saying``).
Law   unknown is said in words and never shown as a number; the sentence says only what the tables
      say.
Not   here: which facts stand where (``views.panels``); markup (``views.typeset``).
"""

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence

from ortoo.base.saying import CountryName, PlaceName, Said, joined, say
from ortoo.base.units import days
from ortoo.inputs.schema import OPEN_SEA
from ortoo.network.gazetteer import Found
from ortoo.network.network import Network
from ortoo.routes.answer import Answer
from ortoo.routes.journeys import Route
from ortoo.routes.question import Cargo
from ortoo.views.tables import figure

MOST_NAMED = 3
DASH = "\N{EN DASH}"

MINIMISED: Mapping[str, str] = {
    "time": say("the fastest way"),
    "cost": say("the cheapest way"),
    "co2": say("the way with least CO2"),
    "length": say("the shortest way"),
    "generalised": say("the way of least generalised cost"),
    "exposure": say("the least exposed way"),
}
CARGO: Mapping[Cargo, str] = {
    Cargo.THIRD_COUNTRY: say("freight of third countries"),
    Cargo.BILATERAL: say("freight of the two states themselves"),
}
ACCESS: Mapping[str, str] = {
    "multilateral": say("open to third countries"),
    "bilateral": say("only for goods of the two neighbours"),
    "closed": say("closed"),
}
CONFIDENCE: Mapping[str, str] = {
    "high": say("high"), "med": say("medium"), "low": say("low"), "unsourced": say("unsourced"),
}  # fmt: skip
STATUS: Mapping[str, str] = {
    "construction": say("under construction"), "planned": say("planned"), "closed": say("closed"),
}  # fmt: skip
MODE: Mapping[str, str] = {
    "rail": say("railway"), "road": say("road"), "ferry": say("ferry"), "sea": say("ship"),
    "air": say("aircraft"),
}  # fmt: skip
BY: Mapping[str, str] = {
    "rail": say("rail"), "road": say("road"), "ferry": say("ferry"), "sea": say("sea"),
    "air": say("air"),
}  # fmt: skip
MONTHS = (
    say("Jan"), say("Feb"), say("Mar"), say("Apr"), say("May"), say("Jun"), say("Jul"),
    say("Aug"), say("Sep"), say("Oct"), say("Nov"), say("Dec"),
)  # fmt: skip
NAMED_MONTHS = (
    say("January"), say("February"), say("March"), say("April"), say("May"), say("June"),
    say("July"), say("August"), say("September"), say("October"), say("November"),
    say("December"),
)  # fmt: skip
_AT_SEA = " (sea)"
_EDGES = ("border", "sea")
_BORDER_PLACE = re.compile(r" border(?: \(\w+\))?$")


class Names:
    """What the countries, places and sources of a network are called."""

    def __init__(self, network: Network) -> None:
        known = network.countries[["country", "name"]].itertuples(index=False)
        self._countries = {str(code): CountryName(name, code) for code, name in known if name}
        columns = ["place_id", "name", "kind", "aliases"]
        keyed = network.tables["places"][["place_id", "kind"]].itertuples(index=False)
        self._kinds = {str(key): str(kind) for key, kind in keyed}
        places = network.tables["places"][columns].itertuples(index=False)
        called = [
            (str(key), _BORDER_PLACE.sub("", name) if kind == "border" else name, aliases)
            for key, name, kind, aliases in places
        ]
        spelt = {name: aliases.split("|") for _, name, aliases in called if aliases}
        self._spelt = spelt
        self._places = {key: _place(name, spelt) for key, name, _ in called}

    def country(self, code: str) -> str:
        """The country's name; its code where no name is known.

        ``XZ``, the code for what belongs to nobody, is the open sea.
        """
        if code == OPEN_SEA:
            return say("the open sea")
        return self._countries.get(code, CountryName(code, code))

    def countries(self, codes: Sequence[str]) -> str:
        """Names in a list: "China and Russia"."""
        return listed([self.country(code) for code in codes])

    def place(self, place_id: str) -> str:
        """The place's name; of a border point, the name of its station or post."""
        return self._places[place_id]

    def stretch(self, one_id: str, other_id: str) -> Said:
        """The two ends of a section or crossing; "Kars, border" where a station has both."""
        if self._kinds[one_id] in _EDGES and self.beyond(other_id, one_id) != self._places[one_id]:
            one_id, other_id = other_id, one_id
        beyond = self.beyond(one_id, other_id)
        return joined([self._places[one_id], *([beyond] if beyond else [])], f" {DASH} ")

    def beyond(self, here: str, there: str) -> str:
        """What ``there`` is called from ``here``: where both are called the same, what it is."""
        one, other = self._places[here], self._places[there]
        if str(one).removesuffix(_AT_SEA) != str(other).removesuffix(_AT_SEA):
            return other
        kinds = self._kinds[here], self._kinds[there]
        if kinds[0] == kinds[1]:
            return ""
        told = {"border": say("border"), "sea": say("open sea")}
        return told.get(kinds[1], other)

    def called(self, name: str) -> str:
        """A name from elsewhere, with the spellings of the place of that name, if there is one."""
        return PlaceName(name, self._spelt.get(name, ()))

    def found(self, place: Found) -> str:
        """What was asked for: the place's name, or the words for a point near it."""
        if place.snapped_km:
            return place.name
        known = self._places[place.place_id]
        return known if isinstance(known, Said) else PlaceName(place.name, known.aliases)


def _place(name: str, spelt: Mapping[str, list[str]]) -> Said | PlaceName:
    """The name of a place; where a ship calls, that of the port with a word for the water."""
    port = name.removesuffix(_AT_SEA)
    if port == name:
        return PlaceName(name, spelt.get(name, ()))
    return say("{place} (sea)", place=PlaceName(port, spelt.get(name, spelt.get(port, ()))))


def listed(names: Sequence[str], *, last: str = "and") -> Said:
    """Names as a sentence lists them.

    >>> listed(["rail", "road", "ferry"], last="or")
    'rail, road or ferry'
    """
    *first, final = names or [""]
    if not first:
        return joined([final])
    if last == "or":
        return say("{first} or {last}", first=joined(first), last=final)
    return say("{first} and {last}", first=joined(first), last=final)


def days_text(hours: float) -> str:
    """Hours as days with one decimal, in sentences and key figures as in tables, or "unknown".

    >>> days_text(36.0), days_text(24.0), days_text(246.0), days_text(float("nan"))
    ('1.5 days', '1.0 days', '10.2 days', 'unknown')
    """
    return say("unknown") if math.isnan(hours) else say("{n} days", n=f"{days(hours):.1f}")


def date_text(date: dt.date) -> Said:
    """A day as it is read.

    >>> date_text(dt.date(2026, 11, 3))
    '3 November 2026'
    """
    return say("{day} {month} {year}", day=date.day, month=NAMED_MONTHS[date.month - 1],
               year=date.year)  # fmt: skip


def months_text(season: str) -> str:
    """The months of a season cell; "" for the whole year.

    >>> months_text("4 5 10"), months_text("")
    ('Apr, May, Oct', '')
    """
    return joined(MONTHS[int(month) - 1] for month in season.split())


def heading(answer: Answer, names: Names) -> Said:
    """The sentence that answers: from where to where without what, km, days, transit."""
    asked = question_text(answer, names)
    if not answer.routes:
        modes = listed([BY[m] for m in MODE if m in answer.rules.modes], last="or")
        return say("{asked}: no way by {modes}", asked=asked, modes=modes)
    route = answer.best
    time = days_text(route.time_h)
    spent = say("time unknown") if time == "unknown" else time
    return say(
        "{asked}: {km} km, {days}, {transit}", asked=asked, km=figure(route.length_km), days=spent,
        transit=transit_text(answer, route, names=names),
    )  # fmt: skip


def question_text(answer: Answer, names: Names) -> Said:
    """From where to where without what."""
    avoided = sorted(answer.rules.avoid.countries, key=names.country)
    ends = {"origin": names.found(answer.origin), "market": names.found(answer.destination)}
    if not avoided:
        return say("From {origin} to {market}", **ends)
    without = names.countries(avoided)
    return say("From {origin} to {market} without {countries}", **ends, countries=without)


def avoided_text(answer: Answer, names: Names) -> str:
    """The countries that are avoided; "" when none is."""
    codes = sorted(answer.rules.avoid.countries, key=names.country)
    return names.countries(codes) if codes else ""


def transit_text(answer: Answer, route: Route, *, names: Names) -> str:
    """Whose land the transit crosses, by kilometres, largest share first."""
    shares = transit_shares(answer, route)
    if not shares:
        return say("no transit through a third country")
    if len(shares) == 1:
        country = names.country(shares[0][0])
        return say("all of the transit through {country}", country=country)
    named = [
        joined([names.country(code), f"({percent(share)})"], " ")
        for code, share in shares[:MOST_NAMED]
    ]
    more = len(shares) - MOST_NAMED
    rest = [say("{n} more", n=more)] if more > 0 else []
    return say("transit through {countries}", countries=listed([*named, *rest]))


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
