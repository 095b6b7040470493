"""The pages beside the explorer, to which its answers may lead.

In    file names, by the questions that the pages answer.
Out   ``Siblings``, as the scripts of the explorer read it.
Law   a page that is not there is not named: alone, the explorer leads nowhere.
Not   here: which pages an atlas has (``views.leaves``), when one is shown
      (``templates/explorer_grounds.js``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ortoo.views.language import Language


@dataclass(frozen=True, kw_only=True)
class Siblings:
    """Pages about ways from ``origin`` as the network stands.

    ``routes`` holds by market and avoided countries the page of the best way by ``modes`` with
    least ``minimise`` or of the proof that there is none, ``fronts`` by market the page of its
    exposure front, to the countries ``exposed``; ``modes`` and ``minimise`` are words of the
    explorer's menu.
    """

    origin: str = ""
    modes: str = ""
    minimise: str = ""
    routes: Mapping[tuple[str, frozenset[str]], str] = field(default_factory=dict)
    fronts: Mapping[str, str] = field(default_factory=dict)
    exposed: str = ""
    sources: str = ""

    def told(self, language: Language) -> dict[str, Any]:
        """As JSON can hold it; a question is its market and the avoided countries by code."""
        routes = {
            " ".join([market, *sorted(avoided)]): file
            for (market, avoided), file in self.routes.items()
        }
        return {
            "origin": self.origin, "modes": self.modes, "minimise": self.minimise,
            "routes": routes, "fronts": dict(self.fronts), "exposed": language.text(self.exposed),
        }  # fmt: skip


ALONE = Siblings()
