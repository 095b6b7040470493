"""Ways whose lines, too, keep out of what is avoided, whatever the tables say of them.

In    a question, and a search for its ways.
Out   the question as it had to be asked, and the routes.
Law   a section whose line runs inside an avoided country is closed and the search begins again,
      so the answer is the best among those that keep out; which were closed stands in the question.
Not   here: what "inside" means (``routes.audit``).
"""

import logging
from collections.abc import Callable, Sequence

from ortoo.routes.asked import Asked
from ortoo.routes.audit import intruders
from ortoo.routes.journeys import Route

log = logging.getLogger(__name__)
Ways = Callable[[Asked], Sequence[Route]]


def clear_routes(asked: Asked, ways: Ways) -> tuple[Asked, tuple[Route, ...]]:
    """The routes of ``ways``; sections are closed until none of the routes has an intruder."""
    while True:
        routes = tuple(ways(asked))
        found = [intruders(route, asked.rules.avoid) for route in routes]
        closed = frozenset[str]().union(*found)
        if not closed:
            return asked, routes
        log.warning(
            "left out, for its line runs inside an avoided country: section %s",
            ", ".join(sorted(closed)),
        )
        asked = asked.without(closed)
