"""The one encoder between text from outside and any page.

In    any text: a name, a note, a title, as somebody typed it.
Out   text that means the same in HTML, in an attribute, in a quoted JavaScript string and in a
      Jinja template, because it holds nothing that any of them would act upon.
Law   an HTML reader sees exactly what was typed, except that control and bidirectional formatting
      characters, which can hide or reorder what is read, show as U+FFFD.
Not   here: addresses of links and colours, which are checked by pattern where they are used.
"""

import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_MARKUP = "&<>\"'{}$\\`"
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_NUMERIC = {ord(mark): f"&#{ord(mark)};" for mark in _MARKUP}


def encoded(text: str) -> str:
    r"""``text`` for any HTML text or attribute, with ten marks as numeric entities.

    Parameters
    ----------
    text
        Anything; nothing is refused. Empty text stays empty.

    Returns
    -------
    ``& < > " ' { } $ \`` and the backtick as numeric entities; control characters (line breaks
    and tabs too), line and paragraph separators, lone surrogates and bidirectional formatting as
    U+FFFD; all else as it was.

    Examples
    --------
    >>> encoded("{{7*1009}} <b>x</b>")
    '&#123;&#123;7*1009&#125;&#125; &#60;b&#62;x&#60;/b&#62;'
    >>> encoded("Өлгий")
    'Өлгий'
    """
    return legible(text).translate(_NUMERIC)


def legible(text: str) -> str:
    r"""``text`` as a reader will see it: what would hide or reorder it replaced by U+FFFD.

    For places that take plain text and interpret nothing, such as JSON that a page reads.

    >>> legible("a\u202eb") == "a\N{REPLACEMENT CHARACTER}b"
    True
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(REPLACEMENT if _hides(character) else character for character in text)


def _hides(character: str) -> bool:
    return character in _BIDI or unicodedata.category(character) in _UNSAFE_CATEGORIES
