"""The makers of the atlas's pages about dependence and scenarios.

In    a network with a plan, and the words of one job.
Out   a ``Leaf``; the scenes that the explorer offers.
Law   a card that does not fit the network gets no page and no scene: built-in cards are about the
      built-in network.
Not   here: the pages themselves (``views.dependency_page``, ``views.comparison_situations``).
"""

from collections.abc import Iterator
from dataclasses import replace

from ortoo.base.errors import BadInputError
from ortoo.base.saying import Said, say
from ortoo.inputs.cards import load_scenario
from ortoo.network.network import Network
from ortoo.routes.question import Avoid
from ortoo.study.comparison import survey_of
from ortoo.study.dependency import dependency
from ortoo.study.future import Future
from ortoo.study.menu import Scene
from ortoo.study.scenario import apply
from ortoo.study.situations import situations
from ortoo.views.comparison_situations import situations_sheet, telling_picture
from ortoo.views.dependency_page import dependency_sheet
from ortoo.views.explorer import Option
from ortoo.views.leaf import Leaf, Subject, Words, file_name, leaf_of
from ortoo.views.own_plan import markets_of
from ortoo.views.thumbnail import thumbnail


def dependency_asked(subject: Subject) -> Iterator[Words]:
    """Once, where the plan's cards are about this network: smaller ones have nothing to weigh."""
    if any(True for _ in comparisons_asked(subject)):
        yield ()


def dependency_leaf(subject: Subject, words: Words) -> Leaf:  # noqa: ARG001
    """Who holds what over the origin."""
    found = dependency(subject.network, subject.plan.origin, markets=list(markets_of(subject)))
    link = say("What transit countries hold over it")
    return leaf_of(dependency_sheet(found), subject.language, file="dependency.html", link=link)


def comparisons_asked(subject: Subject) -> Iterator[Words]:
    """The cards of the plan that fit the network."""
    for card in subject.plan.cards:
        if future_under(subject.network, card) is not None:
            yield (card,)


def comparison_leaf(subject: Subject, words: Words) -> Leaf:
    """What one card would change on the way to each market, under each avoided set."""
    card = load_scenario(words[0])
    survey = survey_of(subject.network, origins=[subject.plan.origin],
                       markets=list(markets_of(subject)))  # fmt: skip
    found = situations(subject.network, card, survey=survey, avoid_sets=subject.plan.avoid_sets)
    file = file_name("if", words[0])
    leaf = leaf_of(situations_sheet(found), subject.language, file=file, link=Said(card.title))
    return replace(leaf, thumbnail=thumbnail(telling_picture(found)))


def scenes(subject: Subject) -> list[tuple[Option, Scene]]:
    """What the explorer offers under "if"; the first is what it shows at first."""
    found = [(Option(word="today", text=say("nothing changes")), Scene(network=subject.network))]
    for word in subject.plan.cards:
        future = future_under(subject.network, word)
        if future is not None:
            card = load_scenario(word)
            scene = Scene(network=future.network, avoid=future.avoid(Avoid()))
            found.append((Option(word=word, text=Said(card.title), more=Said(card.why)), scene))
    return found


def future_under(network: Network, card: str) -> Future | None:
    """The network under a built-in card; None where the card is not about this network."""
    try:
        return apply(network, [load_scenario(card)])
    except BadInputError:
        return None
