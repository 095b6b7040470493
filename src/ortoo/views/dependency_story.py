"""Two paragraphs about a dependency, written from its facts.

In    a ``Dependency``.
Out   sentences whose every number names the row that it comes from.
Law   a sentence says only what its rows say; what is unknown is said to be unknown.
Not   here: figures and names (``views.dependency_wording``), where the text stands (the pages).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from ortoo.study.dependency import Dependency
from ortoo.study.facts import Status
from ortoo.study.sensitivity import AS_ASKED
from ortoo.views.dependency_wording import (
    PARAMETER_NOUNS,
    WEIGHT_NOUNS,
    Cited,
    Piece,
    Sentence,
    cited,
    crossing_name,
    left_out,
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


def about_countries(found: Dependency, names: Names) -> list[Sentence]:
    """The first paragraph: who holds power, who is indispensable, where freight would run."""
    return [*_powers(found, names), *_cuts(found, names), *_round(found, names),
            *_spread(found, names)]  # fmt: skip


def about_closures(found: Dependency, names: Names) -> list[Sentence]:
    """The second paragraph: single closures, redundancy, access, how firm the ranking is."""
    return [*_closures(found, names), *_redundancy(found), *_access(found, names),
            *_capacity(found), *_firmness(found, names), *_unweighted(found)]  # fmt: skip


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


def _powers(found: Dependency, names: Names) -> Iterator[Sentence]:
    by = f"With markets weighted by {WEIGHT_NOUNS[found.case.terms.weights]}, "
    rows = [found.row("shapley_connection", country) for country in strongest(found)]
    if any(row["status"] == Status.UNKNOWN for row in rows):
        yield ("Power over all markets is unknown: no weight, or a cost, is not known.",)
        return
    named = [row for row in rows if row["value"] >= LEAST_NAMED][:MOST_NAMED]
    if not named:
        yield ("No transit country has power over these ways.",)
        return
    held = _series([(f"{names.country(row['subject'])} (", cited(row), ")") for row in named])
    end = " hold the power to connect" if len(named) > 1 else " holds the power to connect"
    yield (by, *held, f"{end} (Shapley value; all countries together have one).")


def _cuts(found: Dependency, names: Names) -> Iterator[Sentence]:
    cut = found.rows("bypass_cut")
    alone = cut[(cut["status"] == Status.KNOWN) & (cut["value"] > 0)]
    for row in alone.to_dict("records"):
        share = cited(row)
        yield (f"Without {names.country(row['subject'])} alone, ", share,
               " of the markets' weight cannot be reached.")  # fmt: skip
    if not len(alone) and len(cut):
        yield ("No single country can cut off any market by itself.",)
    for subject in blocking_everywhere(found):
        if "+" in subject:
            countries = names.countries(subject.split("+"))
            yield (f"If {countries} refuse together, no market can be reached.",)


def _round(found: Dependency, names: Names) -> Iterator[Sentence]:
    rows = [found.row("bypass_penalty", country) for country in concerned(found)[:MOST_NAMED]]
    known = [row for row in rows if row["status"] == Status.KNOWN]
    if known:
        pieces = [
            (Cited(_unsigned(row), row["row_id"]), f" round {names.country(row['subject'])}")
            for row in known
        ]
        yield ("Going round one country alone, the least cost to the markets outside it rises by ",
               *_series(pieces), ".")  # fmt: skip


def _unsigned(row: Any) -> str:  # noqa: ANN401 - a row of facts
    return value_text(row).removeprefix("+")


def _spread(found: Dependency, names: Names) -> Iterator[Sentence]:
    shares = found.rows("transit_share")
    shares = shares[shares["value"] >= LEAST_NAMED].sort_values("value", ascending=False)
    if not len(shares):
        return
    rows = shares.to_dict("records")
    pieces = [(cited(row), f" in {names.country(row['subject'])}") for row in rows]
    yield ("Spread over the ways by their cost, transit would run ", *_series(pieces),
           ", as concentrated as among ", cited(found.row("effective_countries")),
           " equal countries.")  # fmt: skip


def _closures(found: Dependency, names: Names) -> Iterator[Sentence]:
    worst = worst_closures(found, "crossing")
    if not len(worst):
        yield ("The best ways cross no border.",)
        return
    row, cut = worst[0]
    name = crossing_name(found.case.network, row["subject"], names=names)
    if cut["value"] > 0:
        yield (f"The single crossing whose closure hurts most is {name}: it cuts off ", cited(cut),
               " of the markets' weight.")  # fmt: skip
        return
    yield (f"The single crossing whose closure hurts most is {name}: cost rises by ",
               Cited(_unsigned(row), row["row_id"]),
           ". No single crossing cuts off a market.")  # fmt: skip


def worst_closures(found: Dependency, element: str) -> list[tuple[Any, Any]]:
    """Rows of criticality and of cut weight, what cuts most first, then what costs most."""
    rises = found.rows(f"{element}_criticality").to_dict("records")
    cuts = {row["subject"]: row for row in found.rows(f"{element}_cut").to_dict("records")}
    pairs = [(row, cuts[row["subject"]]) for row in rises]
    return sorted(pairs, key=lambda pair: (-_size(pair[1]), -_size(pair[0]), pair[0]["subject"]))


def _redundancy(found: Dependency) -> Iterator[Sentence]:
    least = []
    for metric in ("redundancy_countries", "redundancy_crossings"):
        rows = found.facts[found.facts["metric"] == metric].to_dict("records")
        finite = [row for row in rows if row["status"] == Status.KNOWN]
        if not finite:
            return
        least.append(min(finite, key=lambda row: row["value"]))
    yield ("To the market with fewest, there are ", cited(least[0]),
           " ways without a common transit country and ", cited(least[1]),
           " without a common crossing.")  # fmt: skip


def _access(found: Dependency, names: Names) -> Iterator[Sentence]:
    subjects = [*concerned(found)[:2], *blocking_everywhere(found)[:1]]
    rows = [found.row("access_loss", subject) for subject in dict.fromkeys(subjects)]
    known = [row for row in rows if row["status"] == Status.KNOWN]
    if known:
        pieces = [
            (cited(row), f" without {names.countries(row['subject'].split('+'))}") for row in known
        ]
        yield ("Market access lost: ", *_series(pieces), ".")


def _capacity(found: Dependency) -> Iterator[Sentence]:
    rows = found.facts[found.facts["metric"] == "capacity_most"].set_index("market")["status"]
    unknown = [m.name for m in found.case.markets if rows[m.place_id] == Status.UNKNOWN]
    if unknown:
        which = "" if len(unknown) == len(rows) else f" to {listed(unknown)}"
        yield (f"How much could be carried{which} is unknown: too few capacities are published.",)


def _firmness(found: Dependency, names: Names) -> Iterator[Sentence]:
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
        yield (f"Under every other setting tried, {leader} stays first in the value game.",)
        return
    pieces: list[Sentence] = [
        (f"{names.country(row['subject'])} with {PARAMETER_NOUNS[row['parameter']]} ",
         Cited(str(row["setting"]), row["row_id"]))
        for row in moved
    ]  # fmt: skip
    yield (f"In the value game {leader} is first; the order is not firm: ", *_series(pieces),
           " comes first instead.")  # fmt: skip


def _unweighted(found: Dependency) -> Iterator[Sentence]:
    out = left_out(found)
    if out and len(out) < len(found.weights):
        noun = WEIGHT_NOUNS[found.case.terms.weights]
        counts = "count" if len(out) > 1 else "counts"
        whom = "them" if len(out) > 1 else "it"
        yield (f"{listed(out)} {counts} in no weighted figure: no {noun} is known for {whom}.",)


def _series(items: Sequence[Sentence]) -> Sentence:
    """Pieces as a sentence lists them: a, b and c."""
    joined: list[Piece] = []
    for at, item in enumerate(items):
        if at:
            joined.append(" and " if at == len(items) - 1 else ", ")
        joined += item
    return tuple(joined)


def _size(row: Mapping[Any, Any]) -> float:
    if row["status"] == Status.INFINITE:
        return float("inf")
    return 0.0 if pd.isna(row["value"]) else float(row["value"])
