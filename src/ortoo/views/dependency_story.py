"""Two paragraphs about a dependency, written from its facts.

In    a ``Dependency``.
Out   sentences whose every number names the row that it comes from.
Law   a sentence says only what its rows say; what is unknown is said to be unknown.
Not   here: figures and names (``views.dependency_wording``), where the text stands (the pages).
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from ortoo.base.saying import Cited, Said, say
from ortoo.study.dependency import Dependency
from ortoo.study.facts import Status
from ortoo.study.sensitivity import AS_ASKED
from ortoo.views.dependency_wording import (
    WEIGHT_NOUNS,
    cited,
    crossing_name,
    left_out,
    settings_text,
    value_text,
)
from ortoo.views.wording import Names, listed

LEAST_NAMED = 0.05
"""Power and shares below this are not named in the paragraphs; they stand in the tables."""
MOST_NAMED = 3
HELD = (
    "shapley_connection", "shapley_value", "bypass_penalty", "bypass_cut", "transit_share",
    "access_loss",
)  # fmt: skip


def about_countries(found: Dependency, names: Names) -> list[Said]:
    """The first paragraph: who holds power, who is indispensable, where freight would run."""
    return [*_powers(found, names), *_cuts(found, names), *_round(found, names),
            *_spread(found, names)]  # fmt: skip


def about_closures(found: Dependency, names: Names) -> list[Said]:
    """The second paragraph: single closures, redundancy, access, how firm the ranking is."""
    return [*_closures(found, names), *_redundancy(found), *_access(found, names),
            *_capacity(found, names), *_firmness(found, names), *_unweighted(found)]  # fmt: skip


def strongest(found: Dependency) -> list[str]:
    """Transit countries by weighted power in the connection game, then the value game."""
    power = found.rows("shapley_connection").set_index("subject")["value"].fillna(0.0)
    value = found.rows("shapley_value").set_index("subject")["value"].fillna(0.0)
    return sorted(map(str, power.index), key=lambda c: (-power[c], -value[c], c))


def concerned(found: Dependency) -> list[str]:
    """Those of the ``strongest`` that have any power, rise, transit or access to lose, or may have.

    What is unknown may not be nothing, so it stays.
    """
    told = found.facts[
        (found.facts["market"] == found.case.aggregate) & found.facts["metric"].isin(HELD)
    ]
    something = told[(told["status"] != Status.KNOWN) | (told["value"] > 0)]
    held = set(something["subject"])
    return [country for country in strongest(found) if country in held]


def blocking_everywhere(found: Dependency) -> list[str]:
    """Sets of countries whose refusal cuts every market, and is minimal for each."""
    sets = [
        set(found.rows("blocking_countries", market=market.place_id)["subject"])
        for market in found.case.markets
    ]
    return sorted(set.intersection(*sets) - {""}, key=lambda subject: (len(subject), subject))


def _powers(found: Dependency, names: Names) -> Iterator[Said]:
    rows = [found.row("shapley_connection", country) for country in strongest(found)]
    if any(row["status"] == Status.UNKNOWN for row in rows):
        yield say("Power over all markets is unknown: no weight, or a cost, is not known.")
        return
    named = [row for row in rows if row["value"] >= LEAST_NAMED][:MOST_NAMED]
    if not named:
        yield _over_cost(found, names, some=any(row["value"] > 0 for row in rows))
        return
    held = listed([
        say("{country} ({power})", country=names.country(row["subject"]), power=cited(row))
        for row in named
    ])  # fmt: skip
    weights = WEIGHT_NOUNS[found.case.terms.weights]
    if len(named) > 1:
        yield say("With markets weighted by {weights}, {countries} hold the power to connect "
                  "(Shapley value; all countries together have one).",
                  weights=weights, countries=held)  # fmt: skip
    else:
        yield say("With markets weighted by {weights}, {country} holds the power to connect "
                  "(Shapley value; all countries together have one).",
                  weights=weights, country=held)  # fmt: skip


def _over_cost(found: Dependency, names: Names, *, some: bool) -> Said:
    """Who has power over cost where nobody has much (``some``), or any, to connect."""
    rows = found.rows("shapley_value").sort_values("value", ascending=False, kind="stable")
    held = [
        say("{country} ({power})", country=names.country(row["subject"]), power=cited(row))
        for row in rows[rows["value"] > 0].to_dict("records")[:MOST_NAMED]
    ]
    if not held:
        return say("No transit country has power over these ways.")
    if some:
        return say("No transit country has much power to connect. Power over cost (Shapley value): "
                   "{countries}.", countries=listed(held))  # fmt: skip
    return say("No transit country has any power to connect. Power over cost (Shapley value): "
               "{countries}.", countries=listed(held))  # fmt: skip


def _cuts(found: Dependency, names: Names) -> Iterator[Said]:
    cut = found.rows("bypass_cut")
    alone = cut[(cut["status"] == Status.KNOWN) & (cut["value"] > 0)]
    for row in alone.to_dict("records"):
        yield say("Without {country} alone, {share} of the markets' weight cannot be reached.",
                  country=names.country(row["subject"]), share=cited(row))  # fmt: skip
    if not len(alone) and len(cut):
        yield say("No single country can cut off any market by itself.")
    for subject in blocking_everywhere(found):
        if "+" in subject:
            yield say("If {countries} refuse together, no market can be reached.",
                      countries=names.countries(subject.split("+")))  # fmt: skip


def _round(found: Dependency, names: Names) -> Iterator[Said]:
    rows = [found.row("bypass_penalty", country) for country in concerned(found)[:MOST_NAMED]]
    known = [row for row in rows if row["status"] == Status.KNOWN]
    if known:
        rises = listed([
            say("{rise} round {country}", rise=_unsigned(row),
                country=names.country(row["subject"]))
            for row in known
        ])  # fmt: skip
        yield say("Going round one country alone, the least cost to the markets outside it rises "
                  "by {rises}.", rises=rises)  # fmt: skip


def _unsigned(row: Any) -> Cited:  # noqa: ANN401 - a row of facts
    return Cited(value_text(row).removeprefix("+"), str(row["row_id"]))


def _spread(found: Dependency, names: Names) -> Iterator[Said]:
    shares = found.rows("transit_share")
    shares = shares[shares["value"] >= LEAST_NAMED].sort_values("value", ascending=False)
    if not len(shares):
        return
    told = listed([
        say("{share} in {country}", share=cited(row), country=names.country(row["subject"]))
        for row in shares.to_dict("records")
    ])  # fmt: skip
    yield say("Spread over the ways by their cost, transit would run {shares}, as concentrated as "
              "among {n} equal countries.",
              shares=told, n=cited(found.row("effective_countries")))  # fmt: skip


def _closures(found: Dependency, names: Names) -> Iterator[Said]:
    worst = worst_closures(found, "crossing")
    if not len(worst):
        yield say("The best ways cross no border.")
        return
    row, cut = worst[0]
    name = crossing_name(found.case.network, row["subject"], names=names)
    if cut["value"] > 0:
        yield say("The single crossing whose closure hurts most is {crossing}: it cuts off {share} "
                  "of the markets' weight.", crossing=name, share=cited(cut))  # fmt: skip
        return
    yield say("The single crossing whose closure hurts most is {crossing}: cost rises by {rise}. "
              "No single crossing cuts off a market.",
              crossing=name, rise=_unsigned(row))  # fmt: skip


def worst_closures(found: Dependency, element: str) -> list[tuple[Any, Any]]:
    """Rows of criticality and of cut weight, what cuts most first, then what costs most."""
    rises = found.rows(f"{element}_criticality").to_dict("records")
    cuts = {row["subject"]: row for row in found.rows(f"{element}_cut").to_dict("records")}
    pairs = [(row, cuts[row["subject"]]) for row in rises]
    return sorted(pairs, key=lambda pair: (-_size(pair[1]), -_size(pair[0]), pair[0]["subject"]))


def _redundancy(found: Dependency) -> Iterator[Said]:
    least = []
    for metric in ("redundancy_countries", "redundancy_crossings"):
        rows = found.facts[found.facts["metric"] == metric].to_dict("records")
        finite = [row for row in rows if row["status"] == Status.KNOWN]
        if not finite:
            return
        least.append(min(finite, key=lambda row: row["value"]))
    yield say("To the market with fewest, there are {apart} ways without a common transit country "
              "and {posts} without a common crossing.",
              apart=cited(least[0]), posts=cited(least[1]))  # fmt: skip


def _access(found: Dependency, names: Names) -> Iterator[Said]:
    subjects = [*concerned(found)[:2], *blocking_everywhere(found)[:1]]
    rows = [found.row("access_loss", subject) for subject in dict.fromkeys(subjects)]
    known = [row for row in rows if row["status"] == Status.KNOWN]
    if known:
        losses = listed([
            say("{share} without {countries}", share=cited(row),
                countries=names.countries(row["subject"].split("+")))
            for row in known
        ])  # fmt: skip
        yield say("Market access lost: {losses}.", losses=losses)


def _capacity(found: Dependency, names: Names) -> Iterator[Said]:
    rows = found.facts[found.facts["metric"] == "capacity_most"].set_index("market")["status"]
    unknown = [names.found(m) for m in found.case.markets if rows[m.place_id] == Status.UNKNOWN]
    if unknown and len(unknown) == len(rows):
        yield say("How much could be carried is unknown: too few capacities are published.")
    elif unknown:
        yield say("How much could be carried to {markets} is unknown: too few capacities are "
                  "published.", markets=listed(unknown))  # fmt: skip


def _firmness(found: Dependency, names: Names) -> Iterator[Said]:
    """Whether who is first as asked is first under all other settings too."""
    first = found.sensitivity[
        (found.sensitivity["metric"] == "shapley_value")
        & (found.sensitivity["rank"] == 1)
        & (found.sensitivity["value"] > 0)
    ]
    asked = set(first.loc[first["parameter"] == AS_ASKED, "subject"])
    if not asked:
        return
    leader = names.countries(sorted(asked))
    moved = [
        rows.to_dict("records")[0]
        for _, rows in first.groupby(["parameter", "setting"], sort=False)
        if not asked & set(rows["subject"])
    ]
    if not moved:
        yield say("Most power over cost, under every other setting tried too: {country}.",
                  country=leader)  # fmt: skip
        return
    yield say("Most power over cost: {country}, but the order is not firm.", country=leader)
    for country in dict.fromkeys(row["subject"] for row in moved):
        tried = [row for row in moved if row["subject"] == country]
        yield say("With {settings}, {country} comes first.", settings=settings_text(tried),
                  country=names.country(country))  # fmt: skip


def _unweighted(found: Dependency) -> Iterator[Said]:
    out = left_out(found)
    noun = WEIGHT_NOUNS[found.case.terms.weights]
    if len(out) == 1 and len(found.weights) > 1:
        yield say("{market} counts in no weighted figure: no {size} is known for it.",
                  market=out[0], size=noun)  # fmt: skip
    elif out and len(out) < len(found.weights):
        yield say("{markets} count in no weighted figure: no {size} is known for them.",
                  markets=listed(out), size=noun)  # fmt: skip


def _size(row: Mapping[Any, Any]) -> float:
    if row["status"] == Status.INFINITE:
        return float("inf")
    return 0.0 if pd.isna(row["value"]) else float(row["value"])
