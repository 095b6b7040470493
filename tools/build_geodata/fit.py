"""Fit the lengths of sections to what is published about them and about longer lines.

In    sections with the length of their track or drawing; published lengths of single sections and
      of chains of sections.
Out   ``Fitted``: a length per section, and how far each chain would be off were it left out.
Law   a section with a published length of its own keeps exactly that; a length that nothing is
      known about moves only by how much its kind is short; the same tables give the same lengths.
Not   here: lines (``draw``), which sections a chain runs over (``ortoo.network.chains``).

Lengths measured on a contracted graph or drawn through named points are short by every bend they
leave out. How short is learnt from the published lengths: the length of section i is
m_i · line_i, where the factors m have a common part per kind and a part per kind and country
(Gaussian), and a part of their own (Student's t). Published lengths are observations of sums, and
the lengths are the conditional mean (generalised least squares; leave-one-out errors in closed
form for the weights of the whole fit, Dubrule 1983, "Cross validation of kriging in a unique
neighborhood").
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

KIND_SD, COUNTRY_SD = 0.10, 0.03
"""How much the factor of a kind may lie off 1, and that of a country off its kind's."""
OWN_SD = {"traced": 0.03, "drawn": 0.06}
"""How much a section's own factor may lie off its country's: of a track, of a drawing."""
FREEDOM, ROUNDS = 2.0, 8
"""Of Student's t for a section's own part: lines that cut corners, or run by another way, are not
rare. The rounds of reweighting that find it (Lange, Little and Taylor 1989)."""
PUBLISHED_SD = {"high": 0.003, "med": 0.006, "low": 0.02}
"""How far off a published length may be, by the confidence in its source."""
ENDS_KM = 1.0
"""Stations and towns are this large: no length is meant more exactly."""
DRAWN_MODES = ("rail", "road")
"""What bends between its points. Ships and aircraft are drawn as they go."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A section to be fitted: ``kind`` groups sections that are short for the same reason."""

    kind: str
    country: str
    line_km: float
    published_km: float | None = None

    @property
    def bends(self) -> bool:
        """Whether it may be longer than its line."""
        return self.kind.split()[0] in DRAWN_MODES


@dataclass(frozen=True, kw_only=True)
class Chain:
    """A published length over several sections, by their numbers."""

    sections: tuple[int, ...]
    published_km: float
    confidence: str


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """What the fit gives.

    ``km[i]`` is the length of section i, ``chained[i]`` whether a chain told it; ``left_out[j]``
    is how far chain j is off, as a share, when it is predicted from everything else published.
    """

    km: Floats
    chained: NDArray[np.bool_]
    left_out: Floats


def fit(stretches: Sequence[Stretch], chains: Sequence[Chain]) -> Fitted:
    """The lengths that agree best with everything published.

    Examples
    --------
    Two drawings of 100 km each; 220 km are published for both together:

    >>> two = [Stretch(kind="road drawn", country="MNG", line_km=100.0) for _ in range(2)]
    >>> fitted = fit(two, [Chain(sections=(0, 1), published_km=220.0, confidence="high")])
    >>> fitted.km.round(1).tolist()
    [110.0, 110.0]
    """
    own = [i for i, s in enumerate(stretches) if s.published_km is not None]
    singles = [
        Chain(sections=(i,), published_km=stretches[i].published_km or 0.0, confidence="high")
        for i in own
    ]
    observed = [*chains, *singles]
    told = _robust(stretches, observed)
    km = told.km.copy()
    km[own] = [stretches[i].published_km for i in own]
    chained = np.zeros(len(stretches), dtype=bool)
    chained[[i for chain in chains for i in chain.sections]] = True
    return Fitted(km=km, chained=chained, left_out=told.left_out[: len(chains)])


@dataclass(frozen=True, kw_only=True)
class _Mean:
    """Lengths given all observations; what each section adds of its own; errors when left out."""

    km: Floats
    own: Floats
    left_out: Floats


def _robust(stretches: Sequence[Stretch], observed: Sequence[Chain]) -> _Mean:
    """The mean under heavy tails: a section that is unlike its kind counts less for the kind."""
    bends = np.array([s.bends for s in stretches], dtype=bool)
    usual = np.array([OWN_SD["traced" if "traced" in s.kind else "drawn"] for s in stretches])
    own_sd = usual
    for _ in range(ROUNDS):
        apart = np.where(bends, _mean(stretches, observed, own_sd=own_sd).own / usual, 0.0)
        own_sd = usual * np.sqrt((FREEDOM + apart**2) / (FREEDOM + 1.0))
    return _mean(stretches, observed, own_sd=own_sd)


def _mean(stretches: Sequence[Stretch], observed: Sequence[Chain], *, own_sd: Floats) -> _Mean:
    line_km = np.array([s.line_km for s in stretches])
    sums = np.zeros((len(observed), len(stretches)))
    for row, chain in enumerate(observed):
        np.add.at(sums[row], list(chain.sections), 1.0)
    published = np.array([chain.published_km for chain in observed])
    told = _spread(stretches, own_sd=own_sd) @ sums.T
    among = sums @ told + np.diag([_variance(chain) for chain in observed])
    inverse = np.linalg.inv(among) if observed else among
    pull = inverse @ (published - sums @ line_km)
    return _Mean(
        km=line_km + told @ pull,
        own=own_sd**2 * line_km * (sums.T @ pull),
        left_out=pull / np.diag(inverse) / published,
    )


def _spread(stretches: Sequence[Stretch], *, own_sd: Floats) -> Floats:
    """The covariance of the sections' lengths, km²; zero for what does not bend."""
    line_km = np.array([s.line_km if s.bends else 0.0 for s in stretches])
    kinds = np.array([s.kind for s in stretches])
    countries = np.array([s.country for s in stretches])
    same_kind = kinds[:, None] == kinds[None, :]
    same_both = same_kind & (countries[:, None] == countries[None, :])
    factors = KIND_SD**2 * same_kind + COUNTRY_SD**2 * same_both + np.diag(own_sd**2)
    return np.asarray(factors * np.outer(line_km, line_km))


def _variance(chain: Chain) -> float:
    return (PUBLISHED_SD[chain.confidence] * chain.published_km) ** 2 + ENDS_KM**2
