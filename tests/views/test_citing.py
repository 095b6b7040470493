"""A figure in a sentence keeps its row in every language, wherever the language puts it."""

import copy

from ortoo.base.saying import Cited, CountryName, capital, joined, say
from ortoo.views.language import ENGLISH, Language

TURNED = Language(
    code="mn",
    messages={"{n} in {country}": "{country}: {n}", "unknown": "тодорхойгүй"},
    countries={"CHN": "Хятад"},
)
CHINA = CountryName("China", "CHN")


def parts(told: object, language: Language) -> list[tuple[str, str]]:
    return [(language.text(p), getattr(p, "row_id", "")) for p in language.pieces(told)]


def test_a_cited_figure_moves_with_its_row_where_the_language_puts_it() -> None:
    told = say("{n} in {country}", n=Cited("5 %", "share/CHN"), country=CHINA)

    assert told == "5 % in China"
    assert parts(told, ENGLISH) == [("5 %", "share/CHN"), (" in ", ""), ("China", "")]
    assert parts(told, TURNED) == [("Хятад", ""), (": ", ""), ("5 %", "share/CHN")]


def test_pieces_put_together_are_the_text() -> None:
    inner = say("{n} in {country}", n=Cited(say("unknown"), "a/b"), country=CHINA)
    told = joined([inner, capital("x {y}"), Cited("{7}", "c")], " {z} ")

    for language in (ENGLISH, TURNED):
        assert "".join(text for text, _ in parts(told, language)) == language.text(told)
    assert [row for _, row in parts(told, TURNED) if row] == ["a/b", "c"]


def test_what_is_cited_is_told_in_the_language_and_survives_a_copy() -> None:
    figure = Cited(say("unknown"), "a/b")

    assert (figure, TURNED.text(figure)) == ("unknown", "тодорхойгүй")
    for other in (copy.copy(figure), copy.deepcopy(figure)):
        assert (other, other.row_id, TURNED.text(other)) == (figure, "a/b", "тодорхойгүй")
