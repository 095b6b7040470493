"""What one scenario changes under several avoided sets, in one sentence.

In    ``Situation``s of one scenario.
Out   a sentence written from their figures.
Law   of each avoided set the market that changes most is told, and how many more change; a set that
      leaves no way is always told of; a set under which nothing changes is not, unless none does.
Not   here: the figures themselves (``views.comparison_facts``).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ortoo.base.saying import Said, capital, joined, say
from ortoo.study.outcomes import metric_of
from ortoo.study.situations import Situation
from ortoo.views.comparison_facts import moved
from ortoo.views.comparison_told import UNITS, pair_name, told
from ortoo.views.wording import Names, listed


@dataclass(frozen=True, kw_only=True)
class _Change:
    """What one figure of a market was and is."""

    market: str
    metric: str
    before: float
    after: float

    @property
    def size(self) -> float:
        """Relative to what it was; a way that opens or closes comes first."""
        if math.isinf(self.before) or math.isinf(self.after):
            return math.inf
        return abs(self.after / self.before - 1) if self.before else math.inf


def finding(found: Sequence[Situation], names: Names) -> Said:
    """The page in one sentence."""
    moves, barred = list[str](), list[str]()
    for avoided, of in groupby(found, key=lambda one: one.avoided):
        group = list(of)
        change = next(filter(None, (_told(one, names) for one in group)), None)
        countries = names.countries(sorted(avoided, key=names.country))
        if group[0].barred and change is not None:
            barred.append(say("without {countries} still no way, but of the least exposed one: "
                              "{change}", countries=countries, change=change))  # fmt: skip
        elif group[0].barred:
            barred.append(say("without {countries} still no way", countries=countries))
        elif change is not None and avoided:
            moves.append(say("without {countries}, {change}", countries=countries, change=change))
        elif change is not None:
            moves.append(say("with nothing avoided, {change}", change=change))
    silent = not any(_told(one, names) for one in found)
    told_all = joined([*(_unmoved(found, names) if silent else moves), *barred], "; ")
    return say("{sentence}.", sentence=capital(told_all))


def _unmoved(found: Sequence[Situation], names: Names) -> list[Said]:
    """That nothing changes, and without whom it does not change either."""
    sets = dict.fromkeys(one.avoided for one in found if not one.barred)
    others = [names.countries(sorted(of, key=names.country)) for of in sets if of]
    if not sets:
        return []
    if not others:
        return [say("the fastest and the cheapest ways stay as they are")]
    return [say("the fastest and the cheapest ways stay as they are, also without {countries}",
                countries=listed(others, last="or"))]  # fmt: skip


def _told(one: Situation, names: Names) -> Said | None:
    """The largest change of a situation, and how many markets more change; None where none does."""
    found = one.comparison
    changes = list(_changes(one, names))
    if not changes:
        return None
    most = max(changes, key=lambda change: change.size)
    text, more = _change_text(most, cheapest=metric_of(found.survey.minimise)), len(changes) - 1
    if more == 1:
        return say("{change}, and 1 more market changes", change=text)
    return say("{change}, and {n} more markets change", change=text, n=more) if more else text


def _changes(one: Situation, names: Names) -> Iterator[_Change]:
    """Of each market that changes, the figure sought; or the days, where that stays the same."""
    found = one.comparison
    (variant,) = found.variants
    for pair in found.survey.pairs:
        for metric in dict.fromkeys((metric_of(found.survey.minimise), "time_h")):
            if moved(found, variant, pair=pair, metric=metric).before:
                before, after = (o.figures[metric] for o in (found.base[pair],
                                                             variant.outcomes[pair]))  # fmt: skip
                yield _Change(market=pair_name(found, pair, names=names), metric=metric,
                              before=before, after=after)  # fmt: skip
                break


def _change_text(change: _Change, *, cheapest: str) -> Said:
    if math.isinf(change.before):
        return say("a way to {market} opens", market=change.market)
    if math.isinf(change.after):
        return say("no way to {market} any more", market=change.market)
    figures = {
        "market": change.market, "before": told(change.before, metric=change.metric),
        "after": told(change.after, metric=change.metric), "unit": UNITS[change.metric],
    }  # fmt: skip
    if cheapest == "cost_usd_t":
        return say("the cheapest way to {market} {before} → {after} {unit}", **figures)
    if change.metric == "exposure_km":
        return say("{market} {before} → {after} {unit} inside", **figures)
    return say("{market} {before} → {after} {unit}", **figures)
