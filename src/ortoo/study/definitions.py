"""What each figure is: its unit, its definition, where that comes from.

In    nothing.
Out   ``DEFINITIONS`` by metric.
Law   every metric that a table shows is defined here once.
Not   here: computing them.
"""

from typing import NamedTuple

from ortoo.base.saying import say


class Definition(NamedTuple):
    """One metric: unit, short name, meaning, source of the definition."""

    unit: str
    name: str
    meaning: str
    source: str


_JENELIUS = "Jenelius, Petersen & Mattsson 2006"
_SHAPLEY = "Shapley 1953; Myerson 1977; Hubert & Ikonnikova 2011"

DEFINITIONS = {
    "least_cost": Definition(
        say("USD/t"), say("generalised cost"),
        say("Money + value of time x hours of the best way; infinite: no way. Weighted: the "
            "average over the markets that are reached, their weights scaled to add up to 1."),
        "Ortúzar & Willumsen, Modelling Transport"),
    "best_usd": Definition(
        say("USD/t"), say("money"),
        say("Money that the best way takes."),
        ""),
    "best_h": Definition(
        say("h"), say("hours"),
        say("Hours that the best way takes."),
        ""),
    "best_km": Definition(
        say("km"), say("length"),
        say("Length of the best way."),
        ""),
    "detour_index": Definition(
        say("ratio"), say("detour index"),
        say("Length of the best way / great-circle distance."),
        "Barthélemy 2011"),
    "territorial_km": Definition(
        say("share"), say("share of km"),
        say("Share of the best way's km in the country."),
        ""),
    "territorial_h": Definition(
        say("share"), say("share of hours"),
        say("Share of the best way's hours in the country."),
        ""),
    "territorial_usd": Definition(
        say("share"), say("share of money"),
        say("Share of the best way's USD in the country."),
        ""),
    "bypass_penalty": Definition(
        say("ratio"), say("bypass penalty"),
        say("Least cost without the country / least cost - 1; infinite: indispensable. "
            "Weighted: the sum of weight x rise over the markets still reached, of those that had "
            "a way and lie outside the country; what is cut off keeps its weight, told apart."),
        _JENELIUS),
    "bypass_cut": Definition(
        say("share of weight"), say("cut off without it"),
        say("Weight of the markets for which the country is indispensable, as a share of all "
            "weight."),
        _JENELIUS),
    "avoid_sets": Definition(
        say("sets"), say("avoid sets"),
        say("Sets of the transit countries that matter to any market."),
        ""),
    "avoid_sets_open": Definition(
        say("sets"), say("avoid sets with a way"),
        say("Those of them that leave a way."),
        ""),
    "blocking_countries": Definition(
        say("countries"), say("minimal blocking set"),
        say("A set of countries whose refusal cuts the way while no smaller part of it does; "
            "all of them. The value counts its members."),
        "Berge 1989"),
    "blocking_crossings": Definition(
        say("crossings"), say("smallest blocking set of crossings"),
        say("A smallest set of crossings whose closure cuts the way; there may be others as "
            "small (`ortoo blocking --of crossings`). The value counts its members."),
        "Menger 1927; Ford & Fulkerson 1956"),
    "shapley_connection": Definition(
        say("power"), say("Shapley power (connection)"),
        say("What the country's permission adds to being connected, averaged over all orders in"
            " which countries may permit."),
        _SHAPLEY),
    "shapley_value": Definition(
        say("power"), say("Shapley power (value)"),
        say("The same for least cost / cost with the permitted countries only, 0 when cut."),
        _SHAPLEY),
    "banzhaf_connection": Definition(
        say("power"), say("Banzhaf power (connection)"),
        say("What the country's permission adds to being connected, averaged over all sets of "
            "others."),
        "Banzhaf 1965"),
    "banzhaf_value": Definition(
        say("power"), say("Banzhaf power (value)"),
        say("The same for the value game."),
        "Banzhaf 1965"),
    "route_share": Definition(
        say("share"), say("route share"),
        say("Path-size logit over the cheapest ways that differ in their crossings and the best"
            " way without each transit country."),
        "Ben-Akiva & Bierlaire 1999"),
    "route_unknown": Definition(
        say("ways"), say("ways of unknown cost"),
        say("Ways of the choice set left out of the logit."),
        ""),
    "transit_share": Definition(
        say("share"), say("expected transit share"),
        say("Share of the expected transit km in the country."),
        ""),
    "hhi": Definition(
        say("index"), say("concentration (HHI)"),
        say("Sum of squared expected transit shares; weighted: of the weighted shares."),
        "Herfindahl 1950; Hirschman 1945"),
    "effective_countries": Definition(
        say("countries"), say("effective number of transit countries"),
        say("1 / HHI."),
        "Herfindahl 1950; Hirschman 1945"),
    "redundancy_countries": Definition(
        say("ways"), say("ways without a common country"),
        say("Largest number of ways that share no transit country; infinite: one needs none."),
        "Menger 1927"),
    "redundancy_crossings": Definition(
        say("ways"), say("ways without a common crossing"),
        say("Largest number of ways that share no crossing; infinite: one needs none."),
        "Menger 1927; Ford & Fulkerson 1956"),
    "capacity_least": Definition(
        say("Mt/y"), say("capacity, at least"),
        say("Minimum cut with published capacities, an unpublished one taken for nothing."),
        "Ford & Fulkerson 1956"),
    "capacity_most": Definition(
        say("Mt/y"), say("capacity, at most"),
        say("Minimum cut with published capacities, an unpublished one taken for no limit; "
            "unknown: the published ones do not limit it."),
        "Ford & Fulkerson 1956"),
    "capacity_unpublished": Definition(
        say("rows"), say("without published capacity"),
        say("Usable sections and crossings without a published capacity."),
        ""),
    "crossing_criticality": Definition(
        say("ratio"), say("criticality of a crossing"),
        say("Least cost with the crossing closed / least cost - 1; crossings without a row cost "
            "nothing to close. Weighted: the sum of weight x rise over the markets still reached, "
            "of those that had a way; what is cut off keeps its weight, told apart."),
        _JENELIUS),
    "crossing_cut": Definition(
        say("share of weight"), say("cut off with it closed"),
        say("Weight of the markets that closing the crossing cuts off, as a share of all "
            "weight."),
        _JENELIUS),
    "section_criticality": Definition(
        say("ratio"), say("criticality of a section"),
        say("Least cost with the section closed / least cost - 1; sections without a row cost "
            "nothing to close. Weighted: the sum of weight x rise over the markets still reached, "
            "of those that had a way; what is cut off keeps its weight, told apart."),
        _JENELIUS),
    "section_cut": Definition(
        say("share of weight"), say("cut off with it closed"),
        say("Weight of the markets that closing the section cuts off, as a share of all "
            "weight."),
        _JENELIUS),
    "access": Definition(
        say("size per (USD/t)^power"), say("market access"),
        say("Sum over markets of size x least cost^-power."),
        "Harris 1954; Hansen 1959; Donaldson & Hornbeck 2016"),
    "access_loss": Definition(
        say("share"), say("loss of market access"),
        say("Share of market access lost without the countries."),
        "Harris 1954; Donaldson & Hornbeck 2016"),
}  # fmt: skip
