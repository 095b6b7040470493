"""What was said in English is told in another language, whole or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortoo.base.errors import UsageError
from ortoo.base.saying import CountryName, PlaceName, Said, capital, joined, say
from ortoo.views.language import ENGLISH, LANGUAGES, Language, language_of, said_in

TOLD = {
    "From {a} to {b}": "{b} <- {a}",
    "{first} and {last}": "{first} & {last}",
    "the open sea": "das offene Meer",
    "railway": "Eisenbahn",
    "unknown": "unbekannt",
}
"""A stand-in for a catalogue, in another order of words."""
OTHER = Language(code="xx", messages=TOLD, countries={"CHN": "Kina"})
TYPED = st.one_of(st.text(), st.text(alphabet="{}ab0:!.[]"))


def test_a_message_orders_its_values_as_the_language_does() -> None:
    assert OTHER.text(say("From {a} to {b}", a="X", b="Y")) == "Y <- X"


def test_what_was_said_inside_a_message_is_told_too() -> None:
    inner = say("{first} and {last}", first=say("railway"), last=CountryName("China", "CHN"))

    assert OTHER.text(say("From {a} to {b}", a=inner, b="Y")) == "Y <- Eisenbahn & Kina"
    assert OTHER.text(joined([say("railway"), "x", say("unknown")], " + ")) == (
        "Eisenbahn + x + unbekannt"
    )


def test_what_begins_a_sentence_begins_it_in_the_language() -> None:
    assert OTHER.text(capital(say("the open sea"))) == "Das offene Meer"


def test_what_the_catalogue_lacks_stays_english_with_its_values_told() -> None:
    assert OTHER.text(say("No {what}", what=say("railway"))) == "No Eisenbahn"
    assert OTHER.text(Said("A title")) == "A title"
    assert OTHER.text("railway") == "railway"  # was never said: a name, a note
    assert OTHER.text(5) == "5"


@given(TYPED, TYPED)
def test_braces_in_values_stay_as_typed(one: str, other: str) -> None:
    """A name is never taken for a message or for a field, however it is spelt."""
    told = say("From {a} to {b}", a=one, b=joined([other, Said(one)]))

    in_catalogue = TOLD.get(one, one)
    assert ENGLISH.text(told) == told == f"From {one} to {other}, {one}"
    assert OTHER.text(told) == f"{other}, {in_catalogue} <- {one}"


def test_countries_and_places_are_called_as_their_readers_call_them() -> None:
    mongolian = language_of("mn")
    almaty = PlaceName("Almaty", ("Alma-Ata", "\u0410\u043b\u043c\u0430\u0442\u044b"))

    assert mongolian.text(almaty) == almaty.aliases[1]
    assert mongolian.text(PlaceName("Kuryk", ("Port Kuryk",))) == "Kuryk"
    assert ENGLISH.text(almaty) == "Almaty"
    assert mongolian.text(CountryName("Nowhere", "XXX")) == "Nowhere"


@pytest.mark.parametrize("code", ["de", "", "MN", "../mn"])
def test_another_language_is_refused_with_those_that_there_are(code: str) -> None:
    with pytest.raises(UsageError, match=r"there are en and mn") as told:
        language_of(code)

    assert repr(code) in str(told.value)
    assert told.value.exit_code == 2


def test_english_needs_no_catalogue_and_each_language_is_read_once() -> None:
    assert language_of("en") is ENGLISH
    assert all(language_of(code) is language_of(code) for code in LANGUAGES)


def test_what_a_script_says_is_found_with_its_quotes() -> None:
    assert said_in(r"""a.title = say("\"x\" {n}", { n }); essay("no"); say(name);""") == ['"x" {n}']


def test_a_page_brings_only_what_its_scripts_say_and_the_catalogue_has() -> None:
    assert OTHER.in_scripts(['say("railway")', 'say("km"); say("unknown")']) == {
        "railway": "Eisenbahn", "unknown": "unbekannt",
    }  # fmt: skip
