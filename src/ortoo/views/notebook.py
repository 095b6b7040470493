"""A page inside a notebook, kept apart from the notebook.

In    an ``Answer``.
Out   an object that notebooks show as a map.
Law   the page runs in a frame without an origin of its own: it can reach neither the notebook nor
      the network.
Not   here: what the page shows (``views.route_page``).
"""

from dataclasses import dataclass
from html import escape

from ortoo.routes.answer import Answer
from ortoo.views.language import language_of
from ortoo.views.route_page import route_page

FRAME_HEIGHT_PX = 720


@dataclass(frozen=True)
class ShownPage:
    """One HTML page, for a notebook to show."""

    html: str

    def _repr_html_(self) -> str:
        """The page in a frame of its own."""
        inside = escape(self.html)  # a whole page, encoded already: to the byte, not legible()
        return (
            f'<iframe title="map" sandbox="allow-scripts" width="100%" height="{FRAME_HEIGHT_PX}" '
            f'srcdoc="{inside}"></iframe>'
        )


def explore(answer: Answer, *, language: str = "en") -> ShownPage:
    """The page of ``answer`` for a notebook: the last line of a cell shows it.

    Parameters
    ----------
    answer
        With routes, or with the proof that there is none.
    language
        Of the page: "en", or "mn" for Mongolian.

    Raises
    ------
    UsageError
        There is no such language.

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> answer = ortoo.find_routes(network, ortoo.Trip("Ulaanbaatar", "Almaty"))
    >>> explore(answer)._repr_html_().startswith("<iframe")
    True
    """
    return ShownPage(route_page(answer, language_of(language)))
