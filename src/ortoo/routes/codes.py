"""The country codes that somebody may have meant.

In    a countries frame and a word that is no code of it.
Out   codes, likeliest first.
Law   nothing is guessed: the codes are offered, not taken.
Not   here: places (``network.gazetteer``).
"""

import difflib

import geopandas as gpd

from ortoo.network.gazetteer import folded

MOST_HINTS = 4


def offered(countries: gpd.GeoDataFrame, word: str) -> list[str]:
    """The codes of ``codes_like``, each with the country's name: ``RUS (Russia)``."""
    pairs = zip(countries["country"].astype(str), countries["name"].astype(str), strict=True)
    names = {code: name for code, name in pairs if name and name != code}
    codes = codes_like(countries, word)
    return [f"{code} ({names[code]})" if code in names else code for code in codes]


def codes_like(countries: gpd.GeoDataFrame, word: str) -> list[str]:
    """At most four ISO 3166 alpha-3 codes: by the country's name, then by the first letters.

    A country of exactly that name is the only one.

    Examples
    --------
    >>> import ortoo
    >>> codes_like(ortoo.load_network().countries, "mongolai")[0]
    'MNG'
    """
    asked = folded(word)
    pairs = zip(countries["country"].astype(str), countries["name"].astype(str), strict=True)
    names = {folded(name): code for code, name in pairs}
    if asked in names:
        return [names[asked]]
    begun = [code for name, code in names.items() if asked and name.startswith(asked)]
    close = [names[name] for name in difflib.get_close_matches(asked, names, n=MOST_HINTS)]
    codes = sorted(countries["country"].astype(str))
    alike = [code for code in codes if asked and code.casefold().startswith(asked[:2])]
    return list(dict.fromkeys(begun + close + alike))[:MOST_HINTS]
