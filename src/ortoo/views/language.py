"""A language: how what was said in English is told to its readers.

In    texts that were said (``base.saying``), a catalogue of messages, the names of countries.
Out   plain text.
Law   a message that the catalogue lacks stays English; what was never said (names, titles, notes
      from the tables) stays as it is.
Not   here: who speaks which language (the page and the command), making the catalogue
      (``tools.messages``).

The catalogue is a gettext file (``messages/mn.po``). Countries are called as Unicode's CLDR calls
them; places by their first spelling in Cyrillic, where the table of places has one. Figures look
the same in both languages: CLDR gives Mongolian the point and the comma of English.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter

from babel import Locale
from babel.core import get_global
from babel.messages.pofile import read_po

from ortoo.base.errors import UsageError
from ortoo.base.saying import BEGUN, Cited, CountryName, PlaceName, Said

LANGUAGES = ("en", "mn")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_SAID_IN_SCRIPT = re.compile(r'\bsay\(\s*"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, kw_only=True, eq=False)
class Language:
    """One language: its code, its messages by their English, its countries by ISO alpha-3."""

    code: str
    messages: Mapping[str, str]
    countries: Mapping[str, str]

    def text(self, told: object) -> str:
        """``told`` in this language.

        >>> from ortoo.base.saying import say
        >>> ENGLISH.text(say("{km} km", km="5"))
        '5 km'
        """
        if isinstance(told, Said):
            return self._said(told)
        if isinstance(told, CountryName):
            return self.countries.get(told.country, str(told))
        if isinstance(told, PlaceName):
            return self._place(told)
        return str(told)

    def pieces(self, told: object) -> Iterator[str]:
        """``told`` in this language, in parts: what names its row stays as it was said.

        >>> from ortoo.base.saying import say
        >>> told = say("It has {km} in all", km=Cited("5 km", "length/a"))
        >>> [(piece, getattr(piece, "row_id", "")) for piece in ENGLISH.pieces(told)]
        [('It has ', ''), ('5 km', 'length/a'), (' in all', '')]
        """
        if isinstance(told, Cited) or not isinstance(told, Said) or not told.values:
            yield told if isinstance(told, Cited) else self.text(told)
            return
        if told.message == BEGUN:
            first, *rest = self.pieces(told.values["begun"])
            yield first if isinstance(first, Cited) else first[:1].upper() + first[1:]
            yield from rest
            return
        message = self.messages.get(told.message, told.message)
        for literal, name, _, _ in Formatter().parse(message):
            if literal:
                yield literal
            if name is not None:
                yield from self.pieces(told.values[name])

    def in_scripts(self, scripts: Iterable[str]) -> dict[str, str]:
        """The messages that ``scripts`` say, as far as the catalogue has them.

        >>> Language(code="mn", messages={"days": "хоног"}, countries={}).in_scripts(
        ...     ['tell(say("days"), say("km"));'])
        {'days': 'хоног'}
        """
        said = (message for script in scripts for message in said_in(script))
        return {message: self.messages[message] for message in said if message in self.messages}

    def _said(self, told: Said) -> str:
        message = self.messages.get(told.message, told.message)
        if not told.values:
            return message
        values = {
            name: self.text(value) if isinstance(value, str) else value
            for name, value in told.values.items()
        }
        text = message.format(**values)
        return text[:1].upper() + text[1:] if told.message == BEGUN else text

    def _place(self, name: PlaceName) -> str:
        if self.code == "en":
            return str(name)
        return next(filter(_CYRILLIC.match, name.aliases), str(name))


ENGLISH = Language(code="en", messages={}, countries={})


@cache
def language_of(code: str) -> Language:
    """The language with this code.

    Raises
    ------
    UsageError
        There is no catalogue for it.

    Examples
    --------
    >>> from ortoo.base.saying import CountryName
    >>> language_of("mn").text(CountryName("China", "CHN"))
    'Хятад'
    """
    if code not in LANGUAGES:
        raise UsageError(f"no language {code!r}: there are {' and '.join(LANGUAGES)}")
    if code == "en":
        return ENGLISH
    with files("ortoo.views").joinpath("messages", f"{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    told = {str(message.id): str(message.string) for message in catalogue if message.string}
    names = Locale(code).territories
    codes = get_global("territory_aliases").items()
    countries = {code: names[of[0]] for code, of in codes if of[0] in names}
    return Language(code=code, messages=told, countries=countries)


def said_in(script: str) -> list[str]:
    """The messages that a JavaScript says, in their order.

    >>> said_in('a(say("From {x}", {x}), say("days"));')
    ['From {x}', 'days']
    """
    return [re.sub(r"\\(.)", r"\1", message) for message in _SAID_IN_SCRIPT.findall(script)]
