"""Texts that remember how they were made, so that they can be said in another language.

In    a message in English with fields in braces, and the values of the fields.
Out   ``Said``: the English text, which knows its message and values.
Law   it *is* the English text, wherever a string is wanted; whatever is done to it but saying it
      inside another message gives plain English text.
Not   here: other languages (``views.language``).

Texts stay English until they are set on a page; only there somebody knows for whom. So a
computation that words a reason needs no language, and the same answer can be shown in each.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Self

NO_VALUES: Mapping[str, object] = MappingProxyType({})


class Said(str):
    """An English text that remembers its message and the values of the message's fields."""

    __slots__ = ("message", "values")
    message: str
    values: Mapping[str, object]

    def __new__(  # noqa: PLR0917 - as copying and pickling call it
        cls, text: str, message: str | None = None, values: Mapping[str, object] = NO_VALUES
    ) -> Self:
        """``text`` made from ``message``; a text without one is its own message."""
        made = super().__new__(cls, text)
        made.message = text if message is None else message
        made.values = values
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return Said, (str(self), self.message, dict(self.values))


class CountryName(str):
    """The English name of a country that remembers which one it is."""

    __slots__ = ("country",)
    country: str

    def __new__(cls, name: str, country: str = "") -> Self:
        """``name`` of the country with the ISO 3166 alpha-3 code ``country``."""
        made = super().__new__(cls, name)
        made.country = country
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return CountryName, (str(self), self.country)


class PlaceName(str):
    """The name of a place in Latin letters that remembers its other spellings."""

    __slots__ = ("aliases",)
    aliases: tuple[str, ...]

    def __new__(cls, name: str, aliases: Iterable[str] = ()) -> Self:
        """``name`` of a place that is also spelt as ``aliases``."""
        made = super().__new__(cls, name)
        made.aliases = tuple(aliases)
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return PlaceName, (str(self), self.aliases)


CITED = "{cited}"
"""The message of a figure that names its row."""


class Cited(Said):
    """A text that remembers the row of a table that it comes from.

    Inside another message it stays a piece of its own, so that a page can lead to the row.
    """

    __slots__ = ("row_id",)
    row_id: str

    def __new__(cls, text: str, row_id: str = "") -> Self:
        """``text`` from the row ``row_id``."""
        made = super().__new__(cls, text, CITED, {"cited": text})
        made.row_id = row_id
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return Cited, (self.values["cited"], self.row_id)


def say(message: str, /, **values: object) -> Said:
    """``message`` with ``values`` in its fields.

    Parameters
    ----------
    message
        English, with fields in braces as for ``str.format``; a literal, for the catalogue of
        messages is made from the sources. One message is one whole phrase: other languages order
        words otherwise.
    values
        One for each field; texts that were said themselves are translated with it.

    Examples
    --------
    >>> told = say("From {origin} to {market}", origin="Ulaanbaatar", market="Almaty")
    >>> told, told.message
    ('From Ulaanbaatar to Almaty', 'From {origin} to {market}')
    """
    return Said(message.format(**values) if values else message, message, values)


def joined(parts: Iterable[object], between: str = ", ") -> Said:
    """Texts one after the other; what was said among them is still translated.

    >>> joined([say("rail"), "x"], " + ")
    'rail + x'
    >>> joined([])
    ''
    """
    values = {f"part{n}": part for n, part in enumerate(parts)}
    fields = (f"{{{name}}}" for name in values)
    message = between.replace("{", "{{").replace("}", "}}").join(fields)
    return say(message, **values)


BEGUN = "{begun}"
"""The message of a text that begins a sentence or a row, in whatever language."""


def capital(text: str) -> Said:
    """``text`` as a sentence or a row begins.

    >>> capital(say("the open sea"))
    'The open sea'
    """
    return Said(text[:1].upper() + text[1:], BEGUN, {"begun": text})
