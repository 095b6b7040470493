"""Every answer worked out beforehand is the one that would have been given when asked."""

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Sketch, sketched
from ortoo.network.network import Network
from ortoo.routes.exposure import exposure_front
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Cost, Generalised, Overflight, Trip
from ortoo.study.choices import LEAST, UNASKABLE, Choices, choices
from ortoo.study.choices_book import NO_WAY
from ortoo.study.menu import Means, Menu, Scene, avoided_sets

SURFACE = ("rail", "road", "ferry")
ROADS = Means(modes=("road",))


def menu(network: Network, *, markets: tuple[str, ...], avoidable: tuple[str, ...]) -> Menu:
    return Menu(
        scenes={"now": Scene(network=network)},
        modes=(Means(modes=SURFACE), ROADS),
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


def test_aircraft_need_no_consent_where_overflight_is_allowed(sketch: Sketch) -> None:
    """A flies to M over BBB, 60 of 100 km; by road it is all the way through BBB."""
    network = sketch(
        "A-M 100 XZ air overflies=AAA|BBB|CCC overflies_km=20|60|20",
        "A-a 10 AAA", "b-bb 70 BBB", "m-M 10 CCC", "a<>b 1h", "bb<>m 1h", "A: road>air 1h",
        "M: road>air 1h",
    )  # fmt: skip
    both = tuple(Means(modes=("road", "air"), overflight=of) for of in Overflight)
    asked = replace(menu(network, markets=("M",), avoidable=("BBB",)), modes=both)
    refused, allowed = choices(asked).answers[0, :, 0, 0, 1, 0].tolist()

    chosen = choices(asked)
    assert refused & int(LEAST)
    assert "A-M-air" in ids(chosen, refused)
    assert not allowed & int(LEAST)
    assert "A-M-air" in ids(chosen, allowed)


def test_every_front_is_that_of_the_command(sketch: Sketch) -> None:
    """M by BBB short and dear, by CCC long and cheap; N has one way only, O none."""
    network = sketch(
        "A-a 10 AAA", "b-bb 100 BBB", "c-cc 300 CCC", "m-M 10 DDD", "m-N 5 DDD", "O-P 1 DDD",
        "a<>b 1h 90$", "a<>c 1h", "bb<>m 1h", "cc<>m 1h",
    )  # fmt: skip
    whom = (frozenset({"BBB", "CCC"}), frozenset({"BBB"}))
    asked = replace(menu(network, markets=("M", "O"), avoidable=()), exposed_to=whom)
    found = choices(asked)

    for at, countries in enumerate(whom):
        told = exposure_front(network, Trip("A", "M"), exposed_to=countries)
        trips = found.fronts.lists[found.fronts.at[0, at, 0, 0]]
        ways = [ids(found, trip) for trip in trips]
        assert ways == [[one for leg in route.legs for one in leg.ids] for route in told.routes]
        assert found.fronts.lists[found.fronts.at[0, at, 0, 1]] == ()
    assert len(told.routes) == 2
    assert found.fronts.left_out == (0,)


def test_a_front_says_how_much_it_could_not_use(sketch: Sketch) -> None:
    network = sketch("A-a 10 AAA", "m-M 10 BBB", "a<>m ?h")
    asked = replace(menu(network, markets=("M",), avoidable=()), exposed_to=(frozenset({"BBB"}),))

    told = exposure_front(network, Trip("A", "M"), exposed_to=frozenset({"BBB"}))
    assert choices(asked).fronts.left_out == (len(told.left_out),) == (2,)


LINKS = st.tuples(
    st.sampled_from("BCDE"), st.sampled_from("BCDE"), st.integers(1, 5), st.integers(1, 9)
)


FLOWN = (*SURFACE, "air")
GROUNDED = ("A: road>air 2h", "Ey: road>air 2h", "Cy: road>air 2h")
FLIGHTS = (
    (),
    (*GROUNDED, "A-Ey 100 XZ air overflies=AAA|BBB|CCC|EEE overflies_km=10|50|30|10"),
    (*GROUNDED, "A-Ey 100 XZ air overflies=BBB|DDD", "Cy-Ey 90 XZ air overflies=DDD"),
    (
        *GROUNDED, "A-Cy 80 XZ air overflies=AAA|BBB|CCC overflies_km=20|35|25",
        "Cy-Ey 90 XZ air overflies=CCC|DDD|EEE overflies_km=40|30|20",
    ),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    links=st.lists(LINKS, min_size=3, max_size=9, unique_by=lambda link: link[:2]),
    first=st.sampled_from("BCDE"),
    flights=st.sampled_from(FLIGHTS),
)
def test_answers_are_those_of_the_router(
    links: list[tuple[str, str, int, int]], first: str, flights: tuple[str, ...]
) -> None:
    """Countries B to E of two places each; roads inside, crossings between; A is home.

    Flights over countries have kilometres booked to them, or count whole where they are not.
    """
    lines = ["A-a 1 AAA", f"a<>{first}x 1h"]
    lines += [f"{c}x-{c}y {n + 1}0 {c * 3}" for n, c in enumerate("BCDE")]
    lines += [f"{c}y>{d}x {hours}h {usd}$" for c, d, hours, usd in links if c != d]
    network = sketched(*flights, *dict.fromkeys(lines))
    plain = menu(network, markets=("Ey",), avoidable=("BBB", "CCC", "DDD"))
    flown = (Means(modes=FLOWN), Means(modes=FLOWN, overflight=Overflight.ALLOWED))
    asked = replace(plain, modes=(*plain.modes[:1], *flown))
    chosen = choices(asked)

    for (mode, objective), (number, avoided) in product(
        product(range(3), range(2)), enumerate(avoided_sets(asked.avoidable))
    ):
        answer = int(chosen.answers[0, mode, objective, 0, number, 0])
        told = find_routes(
            network,
            Trip("A", "Ey", modes=asked.modes[mode].modes),
            avoid=Avoid(countries=avoided, overflight=asked.modes[mode].overflight),
            minimise=asked.minimise[objective],
        )
        least = told.proof.least_exposure if told.proof else None
        expected = told.best if told.routes else least
        if expected is None:
            assert answer == NO_WAY
        else:
            assert bool(answer & int(LEAST)) == (not told.routes)
            assert ids(chosen, answer) == [one for leg in expected.legs for one in leg.ids]
