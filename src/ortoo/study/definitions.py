"""What each figure is: its unit, its definition, where that comes from.

In    nothing.
Out   ``DEFINITIONS`` by metric.
Law   every metric that a table shows is defined here once.
Not   here: computing them.
"""

from typing import NamedTuple


class Definition(NamedTuple):
    """One metric: unit, short name, meaning, source of the definition."""

    unit: str
    name: str
    meaning: str
    source: str


_JENELIUS = "Jenelius, Petersen & Mattsson 2006"
_SHAPLEY = "Shapley 1953; Myerson 1977; Hubert & Ikonnikova 2011"
_LEFT_OUT = "Weighted: over the markets still reached; what is cut off is told apart."

DEFINITIONS = {
    "least_cost": Definition(
        "USD/t", "generalised cost", "Money + value of time x hours of the best way.",
        "Ortúzar & Willumsen, Modelling Transport"),
    "best_usd": Definition("USD/t", "money", "Money that the best way takes.", ""),
    "best_h": Definition("h", "hours", "Hours that the best way takes.", ""),
    "best_km": Definition("km", "length", "Length of the best way.", ""),
    "detour_index": Definition(
        "ratio", "detour index", "Length of the best way / great-circle distance.",
        "Barthélemy 2011"),
    "territorial_km": Definition(
        "share", "share of km", "Share of the best way's km in the country.", ""),
    "territorial_h": Definition(
        "share", "share of hours", "Share of the best way's hours in the country.", ""),
    "territorial_usd": Definition(
        "share", "share of money", "Share of the best way's USD in the country.", ""),
    "bypass_penalty": Definition(
        "ratio", "bypass penalty",
        "Least cost without the country / least cost - 1; infinite: indispensable. " + _LEFT_OUT,
        _JENELIUS),
    "bypass_cut": Definition(
        "share of weight", "cut off without it",
        "Weight of the markets for which the country is indispensable.", _JENELIUS),
    "avoid_sets": Definition(
        "sets", "avoid sets", "Sets of the transit countries that matter to any market.", ""),
    "avoid_sets_open": Definition(
        "sets", "avoid sets with a way", "Those of them that leave a way.", ""),
    "blocking_countries": Definition(
        "countries", "minimal blocking set",
        "A set of countries whose refusal cuts the way while no smaller part of it does; all of "
        "them. The value counts its members.", "Berge 1989"),
    "blocking_crossings": Definition(
        "crossings", "smallest blocking set of crossings",
        "A smallest set of crossings whose closure cuts the way; there may be others as small "
        "(`ortoo blocking --of crossings`). The value counts its members.",
        "Menger 1927; Ford & Fulkerson 1956"),
    "shapley_connection": Definition(
        "power", "Shapley power (connection)",
        "What the country's permission adds to being connected, averaged over all orders in which "
        "countries may permit.", _SHAPLEY),
    "shapley_value": Definition(
        "power", "Shapley power (value)",
        "The same for least cost / cost with the permitted countries only, 0 when cut.", _SHAPLEY),
    "banzhaf_connection": Definition(
        "power", "Banzhaf power (connection)",
        "What the country's permission adds to being connected, averaged over all sets of others.",
        "Banzhaf 1965"),
    "banzhaf_value": Definition(
        "power", "Banzhaf power (value)", "The same for the value game.", "Banzhaf 1965"),
    "route_share": Definition(
        "share", "route share",
        "Path-size logit over the cheapest ways that differ in their crossings and the best way "
        "without each transit country.",
        "Ben-Akiva & Bierlaire 1999"),
    "route_unknown": Definition(
        "ways", "ways of unknown cost", "Ways of the choice set left out of the logit.", ""),
    "transit_share": Definition(
        "share", "expected transit share", "Share of the expected transit km in the country.", ""),
    "hhi": Definition(
        "index", "concentration (HHI)",
        "Sum of squared expected transit shares; weighted: of the weighted shares.",
        "Herfindahl 1950; Hirschman 1945"),
    "effective_countries": Definition(
        "countries", "effective number of transit countries", "1 / HHI.",
        "Herfindahl 1950; Hirschman 1945"),
    "redundancy_countries": Definition(
        "ways", "ways without a common country",
        "Largest number of ways that share no transit country; infinite: one needs none.",
        "Menger 1927"),
    "redundancy_crossings": Definition(
        "ways", "ways without a common crossing",
        "Largest number of ways that share no crossing; infinite: one needs none.",
        "Menger 1927; Ford & Fulkerson 1956"),
    "capacity_least": Definition(
        "Mt/y", "capacity, at least",
        "Minimum cut with published capacities, an unpublished one taken for nothing.",
        "Ford & Fulkerson 1956"),
    "capacity_most": Definition(
        "Mt/y", "capacity, at most",
        "Minimum cut with published capacities, an unpublished one taken for no limit; unknown: "
        "the published ones do not limit it.", "Ford & Fulkerson 1956"),
    "capacity_unpublished": Definition(
        "rows", "without published capacity",
        "Usable sections and crossings without a published capacity.", ""),
    "crossing_criticality": Definition(
        "ratio", "criticality of a crossing",
        "Least cost with the crossing closed / least cost - 1; crossings without a row cost "
        "nothing to close. " + _LEFT_OUT, _JENELIUS),
    "crossing_cut": Definition(
        "share of weight", "cut off with it closed",
        "Weight of the markets that closing the crossing cuts off.", _JENELIUS),
    "section_criticality": Definition(
        "ratio", "criticality of a section",
        "Least cost with the section closed / least cost - 1; sections without a row cost nothing "
        "to close. " + _LEFT_OUT, _JENELIUS),
    "section_cut": Definition(
        "share of weight", "cut off with it closed",
        "Weight of the markets that closing the section cuts off.", _JENELIUS),
    "access": Definition(
        "size per (USD/t)^power", "market access", "Sum over markets of size x least cost^-power.",
        "Harris 1954; Hansen 1959; Donaldson & Hornbeck 2016"),
    "access_loss": Definition(
        "share", "loss of market access", "Share of market access lost without the countries.",
        "Harris 1954; Donaldson & Hornbeck 2016"),
}  # fmt: skip
