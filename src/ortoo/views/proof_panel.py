"""What stands beside the map of a proof that there is no way.

In    an ``Answer`` and its ``Proof``.
Out   ``ProofFacts``: sentences in the order in which they can be checked, and tables.
Law   the figures are those of the JSON; nothing is claimed that the proof does not hold.
Not   here: the page (``views.route_page``), the map (``views.layers``).
"""

from dataclasses import dataclass

from ortoo.base.saying import say
from ortoo.routes.answer import Answer
from ortoo.routes.proof import Proof
from ortoo.views.panels import CountryRow, FrontierGroup, country_rows, frontier_groups
from ortoo.views.profile import Profile, profile_of
from ortoo.views.tables import figure
from ortoo.views.wording import MODE, Names, avoided_text


@dataclass(frozen=True, kw_only=True)
class ProofFacts:
    """What stands beside the map of a proof."""

    avoided: str
    modes: list[tuple[str, str]]
    proof: list[str]
    blocking: list[str]
    least_heading: str
    countries: list[CountryRow]
    profile: Profile | None
    frontier_lead: str
    frontier: list[FrontierGroup]


def proof_facts(answer: Answer, proof: Proof, *, names: Names) -> ProofFacts:
    """Everything that the page of a proof says beside its map."""
    least, avoided = proof.least_exposure, avoided_text(answer, names)
    km = figure(least.km_inside(answer.rules.avoid.countries)) if least else ""
    sets = filter(None, proof.minimal_blocking_sets)
    return ProofFacts(
        avoided=avoided,
        modes=[(mode, MODE[mode]) for mode in least.modes] if least else [],
        proof=_proof_sentences(answer, proof, names=names),
        blocking=[names.countries(sorted(members, key=names.country)) for members in sets],
        least_heading=say(
            "The least that would have to be crossed: {km} km in {countries}",
            km=km,
            countries=avoided,
        ),
        countries=country_rows(least, names, ends=answer.rules.states) if least else [],
        profile=profile_of(least, names) if least else None,
        frontier_lead=say(
            "{n} ways lead out of what can be reached; each is barred.", n=len(proof.frontier)
        ),
        frontier=frontier_groups(proof.frontier, names),
    )


def _proof_sentences(answer: Answer, proof: Proof, *, names: Names) -> list[str]:
    """The proof in the order in which it can be checked."""
    reached = len({node.rpartition("/")[0] for node in proof.reached})
    sentences: list[str] = [
        say(
            "From {origin} {n} places can be reached, and {market} is not among them.",
            origin=names.found(answer.origin),
            n=reached,
            market=names.found(answer.destination),
        ),
        say(
            "All {n} ways that lead out of this area are barred; each is listed below with its "
            "reason.",
            n=len(proof.frontier),
        ),
    ]
    if proof.inside_avoided_share > 0.0:  # not where it is unknown
        sentences.append(
            say(
                "{country} has {km} km of land border; {share} of it is with {neighbours}.",
                country=names.country(answer.origin.country),
                km=figure(proof.border_km),
                share=share_text(proof.inside_avoided_share),
                neighbours=avoided_text(answer, names),
            )
        )
    if proof.inside_avoided_share == 1.0:
        sentences.append(say("So no way over land can exist, whatever is built."))
    return sentences


def share_text(share: float) -> str:
    """A share in percent, "all" only when it is all.

    >>> share_text(1.0), share_text(0.99996), share_text(0.25)
    ('all', 'more than 99.9 %', '25.0 %')
    """
    if share == 1.0:
        return say("all")
    return say("more than 99.9 %") if share > 0.999 else f"{share * 100:.1f} %"  # noqa: PLR2004
