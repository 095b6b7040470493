"""Whose land bears most of the transit under one avoid set, in words.

In    the answers of an atlas that have a way.
Out   a phrase for the index.
Law   a country is named with the markets that it leads to; equal shares are told as equal.
Not   here: the sentence around it (``views.index_page``).
"""

from collections.abc import Sequence

from ortoo.base.saying import Said, joined, say
from ortoo.routes.answer import Answer
from ortoo.views.wording import Names, listed, percent, transit_shares

MOST_MARKETS_NAMED = 2
"""Of what country leads to; more markets are counted."""


def through_whom(reached: Sequence[Answer], names: Names) -> list[Said]:
    """Whose land bears most of the transit, and to how many markets, the most frequent first."""
    led: dict[tuple[str, ...], list[Answer]] = {}
    for answer in reached:
        if shares := transit_shares(answer, answer.best):
            led.setdefault(leading(shares), []).append(answer)
    if not led:
        return []
    ranked = sorted(led.items(), key=lambda of: (-len(of[1]), of[0]))
    if len(led) == 1 and len(ranked[0][0]) == 1 and len(ranked[0][1]) == len(reached):
        country = names.country(ranked[0][0][0])
        return [say("most of the transit through {countries}", countries=country)]
    told = [_leader(codes, of, total=len(reached), names=names) for codes, of in ranked]
    return [say("most of the transit through {countries}", countries=joined(told))]


def _leader(codes: tuple[str, ...], led: Sequence[Answer], *, total: int, names: Names) -> Said:
    countries = names.countries(sorted(codes, key=names.country))
    if len(led) > MOST_MARKETS_NAMED:
        where = say("{n} of {of} markets", n=len(led), of=total)
    else:
        where = say("to {markets}", markets=listed([names.found(way.destination) for way in led]))
    if len(codes) > 1:
        return say("{countries} alike ({where})", countries=countries, where=where)
    return say("{countries} ({where})", countries=countries, where=where)


def leading(shares: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """The country of the largest share, and those whose share reads the same.

    >>> leading([("KAZ", 0.502), ("CHN", 0.498)]), leading([("RUS", 0.6), ("CHN", 0.4)])
    (('CHN', 'KAZ'), ('RUS',))
    """
    most = percent(max(share for _, share in shares))
    return tuple(sorted(code for code, share in shares if percent(share) == most))
