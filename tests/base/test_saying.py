"""What was said is its English text, and remembers of what it was made."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortoo.base.saying import CountryName, PlaceName, Said, capital, joined, say

CANARIES = ("{{7*1009}}", "{0}", "{name}", "{", "}}", "{#3}", "%s", "${x}")
TYPED = st.one_of(st.text(), st.text(alphabet="{}ab0:!.[]"))


@pytest.mark.parametrize("canary", CANARIES)
def test_braces_that_somebody_typed_stay_as_typed(canary: str) -> None:
    assert say("To {market}", market=canary) == f"To {canary}"
    assert joined([canary, canary]) == f"{canary}, {canary}"
    assert joined([say("To {market}", market=canary)]) == f"To {canary}"
    assert capital(canary) == canary
    assert Said(canary) == canary


@given(st.lists(TYPED), TYPED)
def test_joined_reads_like_the_join_of_strings(parts: list[str], between: str) -> None:
    assert joined(parts, between) == between.join(parts)


@given(TYPED)
def test_capital_changes_nothing_but_the_first_letter(text: str) -> None:
    assert capital(text) == text[:1].upper() + text[1:]


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), TYPED, min_size=3))
def test_a_message_is_filled_like_a_format(values: dict[str, str]) -> None:
    told = say("{c} of {a} in {b}, {a}", **values)

    assert told == "{c} of {a} in {b}, {a}".format(**values)
    assert (told.message, dict(told.values)) == ("{c} of {a} in {b}, {a}", values)


def test_a_message_without_values_is_no_format() -> None:
    assert say("at {km}") == "at {km}"


def test_a_text_without_a_message_is_its_own() -> None:
    assert (Said("Silk road").message, Said("Silk road").values) == ("Silk road", {})


@pytest.mark.parametrize("copied", [lambda told: pickle.loads(pickle.dumps(told)), copy.deepcopy])  # noqa: S301
def test_what_was_said_survives_the_way_to_another_process(copied: object) -> None:
    """Pages are made by several processes: leaves go back, a subject goes there."""
    country = CountryName("China", "CHN")
    place = PlaceName("Almaty", ("\u0410\u043b\u043c\u0430\u0442\u044b",))
    told = say("From {place} to {country}", place=place, country=capital(country))

    again = copied(told)  # type: ignore[operator]

    assert again == told == "From Almaty to China"
    assert again.message == told.message
    assert again.values["place"].aliases == place.aliases
    assert again.values["country"].values["begun"].country == "CHN"


def test_names_are_strings_by_their_text_alone() -> None:
    assert CountryName("China", "CHN") == "China"
    assert len({PlaceName("A", ("x",)), PlaceName("A"), "A"}) == 1


def test_what_is_done_to_a_text_gives_plain_english() -> None:
    assert type(say("{n} days", n=5).removesuffix(" days")) is str
    assert type(say("a") + "b") is str
