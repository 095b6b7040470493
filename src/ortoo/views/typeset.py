"""Fill a template with text in some language, so that no text can become markup.

In    the name of a template of this package, and the facts that it shows.
Out   markup.
Law   whatever a template is given passes the one encoder (``base.text``) unless it is markup
      that this package made itself, and is told in the language asked for; a fact that is missing
      is an error, never a blank.
Not   here: what the facts are (``views.panels``).
"""

from functools import cache, partial

import jinja2
from markupsafe import Markup

from ortoo.base.saying import capital, joined, say
from ortoo.base.text import encoded
from ortoo.views.language import ENGLISH, Language


def typeset(template: str, /, *, language: Language = ENGLISH, **facts: object) -> Markup:
    """The template ``templates/<template>`` with ``facts`` in their places.

    Parameters
    ----------
    template
        A file name such as ``route.html``; it says its own texts with ``say("...")``.
    language
        In which texts that were said are told.
    facts
        What the template names; text is encoded, ``Markup`` is taken as it is.

    Raises
    ------
    jinja2.UndefinedError
        The template names a fact that was not given.
    """
    return Markup(_templates(language).get_template(template).render(facts))  # noqa: S704


@cache
def _templates(language: Language) -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("ortoo.views", "templates"),
        autoescape=True,
        finalize=partial(_inert, language),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {"say": say, "joined": joined, "capital": capital, "language": language.code,
                     "pieces": language.pieces}  # fmt: skip
    return made


def _inert(language: Language, value: object) -> object:
    if isinstance(value, (Markup, jinja2.Undefined)):
        return value
    return Markup(encoded(language.text(value)))  # noqa: S704
