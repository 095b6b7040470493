"""Under what words the search of the atlas finds a page, beside those that are written on its card.

In    a network, and texts.
Out   the other spellings of the places and countries that a text names; a text in all languages.
Law   a page is found under every name that the tables know for what its card names, in Latin and in
      Cyrillic, in whatever language the atlas is.
Not   here: the search (``templates/atlas.js``), what stands on a card (``views.atlas_index``).
"""

from collections.abc import Iterator

from ortoo.network.gazetteer import folded
from ortoo.network.network import Network
from ortoo.views.language import LANGUAGES, language_of

LEAST_LETTERS = 4
"""Shorter names are found in too many texts to mean a place."""
MOST_WORDS = 4
CALLED = {
    "gap-mng-kaz.html": ("Altai gap", "Алтайн зай", "Алтайский разрыв"),
    "corridor-titr.html": (
        "Middle Corridor to Europe",
        "Дундад коридор Европ",
        "Срединный коридор Европа",
    ),
}
"""What people call a page that neither its card nor the tables call so."""
BETWEEN = " | "
"""Between names, so that no search for two words finds the end of one name and the next one."""


class Spellings:
    """All spellings of the places and countries of a network."""

    def __init__(self, network: Network) -> None:
        self._known: dict[str, dict[str, None]] = {}
        places = network.tables["places"]
        towns = places[~places["kind"].isin(["border", "sea"])]
        for name, aliases in zip(towns["name"], towns["aliases"], strict=True):
            self._learn([name, *aliases.split("|")])
        for code, name in zip(network.countries["country"], network.countries["name"], strict=True):
            told = (language_of(each).countries.get(code, "") for each in LANGUAGES)
            self._learn([name, *told, code])

    def of(self, text: str) -> list[str]:
        """Every spelling of what ``text`` names, but those that it holds.

        >>> import ortoo
        >>> found = Spellings(ortoo.load_network()).of("From Zamyn-Üüd to Kazakhstan")
        >>> "Замын-Үүд" in found, "Казахстан" in found, "Zamyn-Üüd" in found
        (True, True, False)
        """
        held = f" {folded(text)} "
        found = {spelt: None for key in _runs(text) for spelt in self._known.get(key, {})}
        return [spelt for spelt in found if f" {folded(spelt)} " not in held]

    def _learn(self, spellings: list[str]) -> None:
        spelt = dict.fromkeys(filter(None, spellings))
        for spelling in spelt:
            if len(key := folded(spelling)) >= LEAST_LETTERS:
                self._known.setdefault(key, {}).update(spelt)


def in_all_languages(*texts: str) -> tuple[str, ...]:
    """Each of ``texts``, as far as they were said, in every language that there is.

    >>> from ortoo.base.saying import say
    >>> in_all_languages(say("no way"), "")
    ('no way', 'зам алга')
    """
    told = (language_of(code).text(text) for text in texts if text for code in LANGUAGES)
    return tuple(dict.fromkeys(told))


def _runs(text: str) -> Iterator[str]:
    """Each run of a few words of ``text``."""
    words = "".join(c if c.isalnum() else " " for c in folded(text)).split()
    for first in range(len(words)):
        for count in range(1, MOST_WORDS + 1):
            yield " ".join(words[first : first + count])
