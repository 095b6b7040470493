"""Every answer worked out beforehand is the one that would have been given when asked."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Sketch, sketched
from ortoo.network.network import Network
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Cost, Generalised, Trip
from ortoo.study.choices import LEAST, UNASKABLE, Choices, choices
from ortoo.study.choices_book import NO_WAY
from ortoo.study.menu import Menu, Scene, avoided_sets

SURFACE = ("rail", "road", "ferry")


def menu(network: Network, *, markets: tuple[str, ...], avoidable: tuple[str, ...]) -> Menu:
    return Menu(
        scenes={"now": Scene(network=network)},
        modes=(SURFACE, ("road",)),
        minimise=(Cost.TIME, Generalised()),
        origins=("A",),
        avoidable=avoidable,
        markets=markets,
    )


def ids(chosen: Choices, answer: int) -> list[str]:
    return [network.id_of(at) for network, at in chosen.way(answer)]


def test_every_set_of_avoided_countries_is_answered(sketch: Sketch) -> None:
    """A|BBB|M short, A|CCC|M long; without both there is only the least exposed way."""
    network = sketch(
        "A-a 10 AAA", "b-bb 100 BBB", "c-cc 300 CCC", "m-M 10 DDD", "a<>b 1h", "a<>c 1h",
        "bb<>m 1h", "cc<>m 1h",
    )  # fmt: skip
    chosen = choices(menu(network, markets=("M",), avoidable=("BBB", "CCC", "DDD")))
    free, no_b, no_c, neither, *without_market = chosen.answers[0, 0, 0, 0, :, 0].tolist()

    assert "b-bb-road" in ids(chosen, free) == ids(chosen, no_c)
    assert "c-cc-road" in ids(chosen, no_b)
    assert neither & int(LEAST)
    assert "b-bb-road" in ids(chosen, neither)
    assert without_market == [UNASKABLE] * 4


def test_where_nothing_leads_there_is_no_least_exposed_way(sketch: Sketch) -> None:
    chosen = choices(menu(sketch("A-B 1 AAA", "M-N 1 BBB"), markets=("M",), avoidable=("CCC",)))

    assert set(chosen.answers.ravel().tolist()) == {NO_WAY}


def test_scenes_do_not_see_each_other(sketch: Sketch) -> None:
    now, then = sketch("A-B 90 AAA"), sketch("A-B 50 AAA")
    scenes = {"now": Scene(network=now), "then": Scene(network=then)}
    plain = menu(now, markets=("B",), avoidable=())
    both = choices(
        Menu(scenes=scenes, modes=plain.modes, minimise=plain.minimise, origins=("A",),
             avoidable=(), markets=("B",))
    )  # fmt: skip

    km = [
        [float(of.arcs.costs[at, 0]) for of, at in both.way(answer)]
        for answer in both.answers[:, 0, 0, 0, 0, 0].tolist()
    ]
    assert km == [[90.0], [50.0]]
    shut = {"shut": Scene(network=now, avoid=Avoid(sections={"A-B-road"}))}
    closed = choices(Menu(scenes=shut, modes=plain.modes, minimise=plain.minimise, origins=("A",),
                          avoidable=(), markets=("B",)))  # fmt: skip
    assert set(closed.answers.ravel().tolist()) == {NO_WAY}


def test_equal_beginnings_are_written_once(sketch: Sketch) -> None:
    network = sketch("A-B 1 AAA", "B-C 1 AAA", "C-M 1 AAA", "C-N 1 AAA")
    chosen = choices(menu(network, markets=("M", "N"), avoidable=()))

    assert len(chosen.step_arc) == 4


LINKS = st.tuples(
    st.sampled_from("BCDE"), st.sampled_from("BCDE"), st.integers(1, 5), st.integers(1, 9)
)


@settings(max_examples=40, deadline=None)
@given(
    links=st.lists(LINKS, min_size=3, max_size=9, unique_by=lambda link: link[:2]),
    first=st.sampled_from("BCDE"),
)
def test_answers_are_those_of_the_router(
    links: list[tuple[str, str, int, int]], first: str
) -> None:
    """Countries B to E of two places each; roads inside, crossings between; A is home."""
    lines = ["A-a 1 AAA", f"a<>{first}x 1h"]
    lines += [f"{c}x-{c}y {n + 1}0 {c * 3}" for n, c in enumerate("BCDE")]
    lines += [f"{c}y>{d}x {hours}h {usd}$" for c, d, hours, usd in links if c != d]
    network = sketched(*dict.fromkeys(lines))
    asked = menu(network, markets=("Ey",), avoidable=("BBB", "CCC", "DDD"))
    chosen = choices(asked)

    for (mode, objective), (number, avoided) in product(
        product((0,), range(2)), enumerate(avoided_sets(asked.avoidable))
    ):
        answer = int(chosen.answers[0, mode, objective, 0, number, 0])
        told = find_routes(
            network,
            Trip("A", "Ey", modes=asked.modes[mode]),
            avoid=Avoid(countries=avoided),
            minimise=asked.minimise[objective],
        )
        least = told.proof.least_exposure if told.proof else None
        expected = told.best if told.routes else least
        if expected is None:
            assert answer == NO_WAY
        else:
            assert bool(answer & int(LEAST)) == (not told.routes)
            assert ids(chosen, answer) == [one for leg in expected.legs for one in leg.ids]
