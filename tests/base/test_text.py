"""The encoder: what was typed is what is read, and nothing in between acts upon it."""

import html
import json
import unicodedata

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortoo.base.text import REPLACEMENT, encoded, legible

ANY_TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=()))
MEANT_TO_BREAK = st.text(alphabet="&<>\"'{}$\\`#%;/!-=() abcx7\n\u202e")
ACTIVE = set("<>\"'{}$\\`")


@pytest.mark.parametrize(
    "canary",
    ["{{7*1009}}", "Yard {#3} north", "{% x %}", "<b>x</b>", "${x}", "`x`", "\"'", "</script>",
     "&amp;", "\\u003c", "<!--", "&#60;", "a'onload='x"],
)  # fmt: skip
def test_a_canary_is_inert_and_reads_as_typed(canary: str) -> None:
    inert = encoded(canary)

    assert not ACTIVE.intersection(inert)
    assert html.unescape(inert) == canary


@given(st.one_of(ANY_TEXT, MEANT_TO_BREAK))
def test_an_html_reader_sees_the_legible_text(text: str) -> None:
    assert html.unescape(encoded(text)) == legible(text)


@given(st.one_of(ANY_TEXT, MEANT_TO_BREAK))
def test_nothing_active_is_left(text: str) -> None:
    inert = encoded(text)

    assert not ACTIVE.intersection(inert)
    assert inert.count("&") == sum(mark in ACTIVE | {"&"} for mark in legible(text))


@given(st.one_of(ANY_TEXT, MEANT_TO_BREAK))
def test_a_template_engine_that_compiles_the_output_again_changes_nothing(text: str) -> None:
    inert = encoded(text)

    assert jinja2.Template(inert, keep_trailing_newline=True).render() == inert


@given(st.one_of(ANY_TEXT, MEANT_TO_BREAK))
def test_it_survives_json_and_utf8_unchanged(text: str) -> None:
    inert = encoded(text)

    assert json.loads(json.dumps(inert)) == inert
    assert inert.encode("utf-8").decode("utf-8") == inert


@given(ANY_TEXT)
def test_only_what_hides_or_reorders_is_replaced(text: str) -> None:
    for before, after in zip(text, legible(text), strict=True):
        assert after in {before, REPLACEMENT}
        if unicodedata.category(before) in {"Lu", "Ll", "Lo", "Nd", "Po", "Zs"}:
            assert after == before


@pytest.mark.parametrize(
    "hidden", ["\u202e", "\u2066", "\u200f", "\u061c", "\x00", "\n", "\x85", "\u2028", "\ud800"]
)
def test_control_and_bidi_characters_show_as_replacement(hidden: str) -> None:
    assert encoded(f"a{hidden}b") == f"a{REPLACEMENT}b"


@pytest.mark.parametrize(
    "name", ["Өлгий", "Zamyn-Üüd", "霍尔果斯", "ᠮᠣᠩᠭᠣᠯ", "می‌خواهم", "O\u02bbzbekiston"]
)
def test_names_of_the_region_are_left_alone(name: str) -> None:
    assert encoded(name) == name
