"""Answers that show themselves: the library's way to ask.

In    a question, as for ``routes.find``.
Out   the same answer with ``explore()`` and a short HTML representation for notebooks.
Law   the statements are those of ``routes.answer``; every text in the HTML is escaped.
Not   here: finding (``routes.find``), pages (``views.route_page``).
"""

from dataclasses import fields

from ortoo.base.text import encoded
from ortoo.base.units import days
from ortoo.network.network import Network
from ortoo.routes import answer as plain
from ortoo.routes import find as plain_find
from ortoo.routes.question import Avoid, Cost, Objective, Trip
from ortoo.views.notebook import ShownPage
from ortoo.views.notebook import explore as explore_page
from ortoo.views.tables import figure


class Answer(plain.Answer):
    """An answer that a notebook can show."""

    def explore(self) -> ShownPage:
        """A safe, offline map of the answer for a notebook."""
        return explore_page(self)

    def _repr_html_(self) -> str:
        """One sentence and, for a route, the table per country."""
        if not self.routes:
            return f"<p>There is no way {encoded(self.sentence)}.</p>"
        best = self.best
        told = f"{figure(best.length_km, 'km')}, {days(best.time_h):.1f} days"
        rows = "".join(
            "<tr>" + "".join(f"<td>{encoded(_cell(cell))}</td>" for cell in row) + "</tr>"
            for row in best.by_country.itertuples(index=False)
        )
        head = "".join(f"<th>{encoded(column)}</th>" for column in best.by_country.columns)
        return f"<p>{encoded(self.sentence)}: {encoded(told)}</p><table>{head}{rows}</table>"


def find_routes(
    network: Network,
    trip: Trip,
    *,
    avoid: Avoid = plain_find.NOTHING,
    minimise: Objective = Cost.TIME,
    alternatives: int = 0,
) -> Answer:
    """Ask, and get an answer that shows itself; see ``routes.find.find_routes``."""
    found = plain_find.find_routes(
        network, trip, avoid=avoid, minimise=minimise, alternatives=alternatives
    )
    return Answer(**{field.name: getattr(found, field.name) for field in fields(found)})


def _cell(value: object) -> str:
    return figure(value) if isinstance(value, float) else str(value)
