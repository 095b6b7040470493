"""Lengths fitted to published ones, on sections that can be added up in the head."""

import numpy as np
import pytest
from tools.build_geodata.draw import Drawn
from tools.build_geodata.fit import Chain, Stretch, fit
from tools.build_geodata.measure import chains_of, measured, stretch_of

ROAD = "road drawn"


def road(line_km: float, published_km: float | None = None, *, country: str = "MNG") -> Stretch:
    return Stretch(kind=ROAD, country=country, line_km=line_km, published_km=published_km)


def chain(*sections: int, km: float, confidence: str = "high") -> Chain:
    return Chain(sections=sections, published_km=km, confidence=confidence)


def test_without_anything_published_a_length_is_its_line() -> None:
    assert fit([road(100), road(50)], []).km.tolist() == [100, 50]


def test_no_sections_have_no_lengths() -> None:
    assert fit([], []).km.tolist() == []


def test_a_published_section_keeps_its_length_to_the_digit_against_any_chain() -> None:
    """A 110 (published) B ??? C, A-C 230: B-C takes up the rest."""
    fitted = fit([road(100, 110.0), road(100)], [chain(0, 1, km=230)])

    assert fitted.km[0] == 110.0
    assert fitted.km.sum() == pytest.approx(230, rel=0.005)


def test_a_chain_is_shared_out_in_proportion_to_the_lines() -> None:
    km = fit([road(300), road(100)], [chain(0, 1, km=440)]).km

    assert km.sum() == pytest.approx(440, rel=0.005)
    assert km[0] / 300 == pytest.approx(km[1] / 100, rel=0.03)


def test_what_nothing_is_known_of_is_as_short_as_others_of_its_kind() -> None:
    known = [road(100, 112.0) for _ in range(20)]
    km = fit([*known, road(100), Stretch(kind="rail traced", country="MNG", line_km=100)], []).km

    assert km[20] == pytest.approx(112, abs=0.5)
    assert km[21] == 100  # tracks are not short because roads are


def test_another_country_of_the_kind_is_nearly_as_short() -> None:
    known = [road(100, 112.0) for _ in range(20)]
    here, there = fit([*known, road(100), road(100, country="KAZ")], []).km[20:]

    assert 106 < there < here


def test_ships_sail_as_drawn() -> None:
    ferry = Stretch(kind="ferry drawn", country="XZ", line_km=300)

    assert fit([ferry, road(100, 120.0)], [chain(0, km=500)]).km[0] == 300


def test_a_chain_left_out_is_judged_by_the_others() -> None:
    """Three chains of one section each say 1.1; one says 1.3: it is the one that is off."""
    stretches = [road(1000) for _ in range(4)]
    published = [1100, 1100, 1100, 1300]
    left_out = fit(stretches, [chain(i, km=km) for i, km in enumerate(published)]).left_out

    assert np.abs(left_out[:3]).max() < 0.08 < left_out[3]
    for at in range(4):  # the closed form is what leaving out gives, but for the weights
        others = [chain(i, km=km) for i, km in enumerate(published) if i != at]
        alone = published[at] - fit(stretches, others).km[at]
        assert left_out[at] == pytest.approx(alone / published[at], abs=0.01)


def test_a_line_unlike_its_kind_says_nothing_of_the_others() -> None:
    """Thirty roads are 5 % short; one cuts a corner and is 60 % short."""
    known = [road(100, 105.0) for _ in range(30)]
    plain = fit([*known, road(100)], []).km[30]
    beside_it = fit([*known, road(100, 160.0), road(100)], []).km

    assert beside_it[31] == pytest.approx(plain, abs=0.2)
    assert beside_it[30] == 160


def test_less_certain_lengths_pull_less() -> None:
    def pulled(confidence: str) -> float:
        return float(fit([road(100)], [chain(0, km=120, confidence=confidence)]).km[0])

    assert 100 < pulled("low") < pulled("med") < pulled("high") < 120


def row(section_id: str, ends: str, **more: str) -> dict[str, str]:
    from_id, to_id = ends.split()
    plain = {"mode": "road", "country": "MNG", "status": "operating", "published_km": ""}
    return {"section_id": section_id, "from_id": from_id, "to_id": to_id, **plain, **more}


def line(km: float, *, believed: bool = True, on_track: bool = False) -> Drawn:
    return Drawn(((0.0, 0.0), (0.0, 0.1)), (km,), (on_track,), believed=believed)


LENGTH = {"length_id": "l", "mode": "road", "use": "fit", "confidence": "high"}


def test_rows_tell_where_their_length_comes_from() -> None:
    """a - b = c - d, the chain a-d is 120 km; d - e has nothing; e - f is published."""
    sections = [
        row("ab", "a b"), row("cd", "c d"), row("de", "d e"), row("ef", "e f", published_km="50"),
        row("ship", "f g", mode="ferry"),
    ]  # fmt: skip
    drawn = {s["section_id"]: line(50) for s in sections}
    chains = [LENGTH | {"via": "a d", "published_km": "120"}]
    borders = [{"from_id": "b", "to_id": "c", "mode": "road"}]

    made = [*measured(sections, drawn, lengths=chains, crossings=borders)]

    assert [m["length_from"] for m in made] == ["chain", "chain", "estimated", "published", "drawn"]
    assert [m["line_km"] for m in made] == ["50.00"] * 5
    assert float(made[0]["length_km"]) + float(made[1]["length_km"]) == pytest.approx(120, abs=1)
    assert made[3]["length_km"] == made[4]["length_km"] == "50.00"


def test_what_is_held_out_changes_nothing() -> None:
    sections, drawn = [row("ab", "a b")], {"ab": line(50)}
    chains = [LENGTH | {"via": "a b", "published_km": "60", "use": "held-out"}]

    made = next(measured(sections, drawn, lengths=chains, crossings=[]))

    assert (made["length_km"], made["length_from"]) == ("50.00", "estimated")


def test_a_chain_without_sections_is_named() -> None:
    sections, lengths = [row("ab", "a b")], [LENGTH | {"via": "a z", "published_km": "9"}]

    with pytest.raises(ValueError, match=r"lengths\.csv: no sections for l$"):
        chains_of(sections, [road(50)], lengths=lengths, crossings=[])


def test_a_length_shorter_than_the_straight_line_is_not_meant() -> None:
    """The ends are 11.1 km apart."""
    assert stretch_of(row("ab", "a b", published_km="10"), line(12)).published_km is None
    assert stretch_of(row("ab", "a b", published_km="11"), line(12)).published_km == 11


@pytest.mark.parametrize(
    ("how", "drawn", "status"),
    [
        ("traced", line(9, on_track=True), "operating"),
        ("doubted", line(9, on_track=True, believed=False), "operating"),
        ("drawn", line(9), "operating"),
        ("planned", line(9), "planned"),
    ],
)
def test_kinds_are_short_for_different_reasons(how: str, drawn: Drawn, status: str) -> None:
    assert stretch_of(row("ab", "a b", mode="rail", status=status), drawn).kind == f"rail {how}"
