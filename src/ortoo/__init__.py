"""How a landlocked country reaches its markets, and what each transit country holds over it.

In    a folder of open tables (the built-in one, or yours) and a question.
Out   routes with km, hours, USD and CO2 per country, or a proof that there is none.
Law   every public name is listed in ``__all__``, typed and documented; importing acts on nothing.
Not   here: code; names are loaded when first used, so that the command line starts quickly.

Examples
--------
>>> import ortoo
>>> network = ortoo.load_network()
>>> trip = ortoo.Trip("Ulaanbaatar", "Almaty")
>>> answer = ortoo.find_routes(network, trip, avoid=ortoo.Avoid(countries={"RUS"}))
>>> answer.best.countries
('MNG', 'CHN', 'KAZ')
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ortoo.base.version import VERSION

if TYPE_CHECKING:
    from ortoo.base.errors import BadInputError as BadInputError
    from ortoo.base.errors import NoRouteError as NoRouteError
    from ortoo.base.errors import OrtooError as OrtooError
    from ortoo.inputs.cards import Scenario as Scenario
    from ortoo.inputs.cards import builtin_scenarios as builtin_scenarios
    from ortoo.inputs.cards import load_scenario as load_scenario
    from ortoo.network.network import Network as Network
    from ortoo.network.network import load_network as load_network
    from ortoo.routes.audit import audit as audit
    from ortoo.routes.blocking import Blocking as Blocking
    from ortoo.routes.blocking import Of as Of
    from ortoo.routes.blocking import blocking as blocking
    from ortoo.routes.exposure import Exposure as Exposure
    from ortoo.routes.exposure import Front as Front
    from ortoo.routes.exposure import exposure_front as exposure_front
    from ortoo.routes.question import Avoid as Avoid
    from ortoo.routes.question import Cargo as Cargo
    from ortoo.routes.question import Cost as Cost
    from ortoo.routes.question import Exposed as Exposed
    from ortoo.routes.question import Generalised as Generalised
    from ortoo.routes.question import Overflight as Overflight
    from ortoo.routes.question import Trip as Trip
    from ortoo.routes.territory import gap as gap
    from ortoo.routes.verify import verify as verify
    from ortoo.study.case import CENTRAL_ASIA as CENTRAL_ASIA
    from ortoo.study.compared import Comparison as Comparison
    from ortoo.study.comparison import compare as compare
    from ortoo.study.comparison import survey_of as survey_of
    from ortoo.study.future import Future as Future
    from ortoo.study.outcomes import Survey as Survey
    from ortoo.study.repair import Repair as Repair
    from ortoo.study.repair import repair as repair
    from ortoo.study.scenario import apply as apply
    from ortoo.study.terms import Flow as Flow
    from ortoo.study.terms import Terms as Terms
    from ortoo.study.terms import Weights as Weights
    from ortoo.views.dependent import Dependency as Dependency
    from ortoo.views.dependent import dependency as dependency
    from ortoo.views.shown import Answer as Answer
    from ortoo.views.shown import find_routes as find_routes

__version__ = VERSION

_HOME = {
    "CENTRAL_ASIA": "ortoo.study.case",
    "Dependency": "ortoo.views.dependent",
    "Flow": "ortoo.study.terms",
    "Terms": "ortoo.study.terms",
    "Weights": "ortoo.study.terms",
    "dependency": "ortoo.views.dependent",
    "Answer": "ortoo.views.shown",
    "Avoid": "ortoo.routes.question",
    "Blocking": "ortoo.routes.blocking",
    "Exposed": "ortoo.routes.question",
    "Exposure": "ortoo.routes.exposure",
    "Front": "ortoo.routes.exposure",
    "Of": "ortoo.routes.blocking",
    "audit": "ortoo.routes.audit",
    "blocking": "ortoo.routes.blocking",
    "exposure_front": "ortoo.routes.exposure",
    "verify": "ortoo.routes.verify",
    "BadInputError": "ortoo.base.errors",
    "Cargo": "ortoo.routes.question",
    "Comparison": "ortoo.study.compared",
    "Cost": "ortoo.routes.question",
    "Future": "ortoo.study.future",
    "Generalised": "ortoo.routes.question",
    "Network": "ortoo.network.network",
    "NoRouteError": "ortoo.base.errors",
    "OrtooError": "ortoo.base.errors",
    "Overflight": "ortoo.routes.question",
    "Repair": "ortoo.study.repair",
    "Scenario": "ortoo.inputs.cards",
    "Survey": "ortoo.study.outcomes",
    "Trip": "ortoo.routes.question",
    "apply": "ortoo.study.scenario",
    "builtin_scenarios": "ortoo.inputs.cards",
    "compare": "ortoo.study.comparison",
    "find_routes": "ortoo.views.shown",
    "gap": "ortoo.routes.territory",
    "load_network": "ortoo.network.network",
    "load_scenario": "ortoo.inputs.cards",
    "repair": "ortoo.study.repair",
    "survey_of": "ortoo.study.comparison",
}

__all__ = ["__version__", *sorted(_HOME)]  # noqa: PLE0604 - the names of _HOME are texts


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    """Load a public name from its home on first use (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'ortoo' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return __all__
