"""A dependency that shows itself: the library's way to ask.

In    a question, as for ``study.dependency``.
Out   the same findings with ``page()`` and a short HTML representation for notebooks.
Law   the statements are those of ``study.dependency``; every text in the HTML is escaped.
Not   here: measuring (``study.dependency``), the page (``views.dependency_page``).
"""

from collections.abc import Sequence
from dataclasses import fields

from ortoo.base.text import encoded
from ortoo.network.network import Network
from ortoo.study import dependency as plain
from ortoo.study.terms import Terms
from ortoo.views.dependency_page import dependency_page
from ortoo.views.dependency_wording import value_text
from ortoo.views.language import language_of

HEADS = ("country", "Shapley power (connection)", "Shapley power (value)")


class Dependency(plain.Dependency):
    """Findings that a notebook can show."""

    def page(self, *, language: str = "en") -> str:
        """The report as one HTML file: map, charts, tables, two paragraphs in plain words."""
        return dependency_page(self, language_of(language))

    def _repr_html_(self) -> str:
        """The power of each transit country over all markets."""
        head = "".join(f"<th>{encoded(column)}</th>" for column in HEADS)
        rows = "".join(
            "<tr>" + "".join(f"<td>{encoded(cell)}</td>" for cell in self._power(country)) + "</tr>"
            for country in self.lattice.transit
        )
        told = f"{self.case.origin.name}, weighted by {self.case.terms.weights}"
        return f"<p>{encoded(told)}</p><table><tr>{head}</tr>{rows}</table>"

    def _power(self, country: str) -> tuple[str, ...]:
        metrics = ("shapley_connection", "shapley_value")
        return (country, *(value_text(self.row(metric, country)) for metric in metrics))


def dependency(
    network: Network,
    origin: str,
    *,
    markets: Sequence[str] | None = None,
    terms: Terms = plain.DEFAULT_TERMS,
    scenarios: Sequence[str] = (),
) -> Dependency:
    """What transit countries hold over an origin; see ``study.dependency.dependency``."""
    found = plain.dependency(network, origin, markets=markets, terms=terms, scenarios=scenarios)
    return Dependency(**{field.name: getattr(found, field.name) for field in fields(found)})
