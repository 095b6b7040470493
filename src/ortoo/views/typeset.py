"""Fill a template with text, so that no text can become markup.

In    the name of a template of this package, and the facts that it shows.
Out   markup.
Law   whatever a template is given passes the one encoder (``base.text``) unless it is markup
      that this package made itself; a fact that is missing is an error, never a blank.
Not   here: what the facts are (``views.panels``).
"""

from functools import cache

import jinja2
from markupsafe import Markup

from ortoo.base.text import encoded


def typeset(template: str, **facts: object) -> Markup:
    """The template ``templates/<template>`` with ``facts`` in their places.

    Parameters
    ----------
    template
        A file name such as ``route.html``.
    facts
        What the template names; text is encoded, ``Markup`` is taken as it is.

    Raises
    ------
    jinja2.UndefinedError
        The template names a fact that was not given.
    """
    return Markup(_templates().get_template(template).render(facts))  # noqa: S704


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("ortoo.views", "templates"),
        autoescape=True,
        finalize=_inert,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _inert(value: object) -> object:
    if isinstance(value, (Markup, jinja2.Undefined)):
        return value
    return Markup(encoded(str(value)))  # noqa: S704
