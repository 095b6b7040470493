"""What the edits of a card are made of: names, numbers with their units, selections, new rows.

In    plain data (``inputs.cards_text``).
Out   pydantic types; JSON Schema comes from the same declarations.
Law   no type coerces: a text is no number, a truth value is no number, a unit stands in the key.
Not   here: whether an id exists (``study.fitting``), the verbs (``inputs.cards_models``).
"""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from ortoo.base.tables import Column, Kind, Table
from ortoo.inputs.schema import CROSSINGS, PLACES, SECTIONS, TRANSFERS

Mode = Literal["rail", "road", "ferry", "sea", "air"]
Access = Literal["multilateral", "bilateral", "closed"]
Confidence = Literal["high", "med", "low", "derived", "unsourced"]
Status = Literal["operating", "construction", "planned", "closed"]

Id = Annotated[str, Field(min_length=1, max_length=120)]
Line = Annotated[str, Field(min_length=1, max_length=2000)]
Country = Annotated[str, Field(description="ISO 3166 alpha-3, such as MNG", examples=["MNG"])]
CardId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]


def _as_tuple(value: object) -> object:
    """A list as it comes from a file; one text stands for a list of one."""
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


def _as_date(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return value


def _list_of(kind: Any) -> BeforeValidator:  # noqa: ANN401 - any annotated text
    return BeforeValidator(_as_tuple, json_schema_input_type=list[kind] | kind)


ListOf = BeforeValidator(_as_tuple)
Ids = Annotated[tuple[Id, ...], Field(min_length=1), _list_of(Id)]
Modes = Annotated[tuple[Mode, ...], Field(min_length=1), _list_of(Mode)]
Countries = Annotated[tuple[Country, ...], Field(min_length=1), _list_of(Country)]
Lines = Annotated[tuple[Line, ...], _list_of(Line)]
CardIds = Annotated[tuple[CardId, ...], _list_of(CardId)]
Date = Annotated[dt.date, BeforeValidator(_as_date)]


class Part(BaseModel):
    """A frozen part of a card that knows its keys."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, allow_inf_nan=False, str_strip_whitespace=True
    )


class Chosen(Part):
    """Rows of a table: those that meet every word given. A list of ids stands for ``id``."""

    id: Ids | None = Field(None, description="these rows and no others")
    mode: Mode | None = None
    corridor: Id | None = Field(None, description="a corridor's id; crossings between its sections")
    place: Id | None = Field(None, description="a place at one of the ends")


class ChosenSections(Chosen):
    """Sections by id, mode, country, corridor, place or status."""

    country: Country | None = None
    status: Status | None = None


class ChosenCrossings(Chosen):
    """Crossings by id, mode, the country left or entered, corridor, place or access."""

    country: Country | None = Field(None, description="on either side")
    leaves: Country | None = None
    enters: Country | None = None
    access: Access | None = None


class ChosenTransfers(Part):
    """Transfers by id, place, country, or a mode on either side."""

    id: Ids | None = None
    mode: Mode | None = None
    place: Id | None = None
    country: Country | None = None


def _ids_stand_alone(value: object) -> object:
    """``crossings: [a, b]`` means ``crossings: {id: [a, b]}``."""
    return {"id": value} if isinstance(value, list | str) else value


def _chosen(kind: type[Part]) -> BeforeValidator:
    return BeforeValidator(_ids_stand_alone, json_schema_input_type=list[Id] | Id | kind)


Sections = Annotated[ChosenSections, _chosen(ChosenSections)]
Crossings = Annotated[ChosenCrossings, _chosen(ChosenCrossings)]
Transfers = Annotated[ChosenTransfers, _chosen(ChosenTransfers)]


def _cell(value: object) -> object:
    """A value as the text of a table's cell; lists are words; None is unknown."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return " ".join(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def row_model(table: Table) -> type[Part]:
    """A row of ``table`` in a card; its cells are texts, judged later as those of a CSV file."""
    fields: dict[str, Any] = {column.name: _field(column) for column in table.columns}
    made: type[Part] = create_model(f"New{table.name.title()}", __base__=Part, **fields)
    made.__doc__ = f"A row of {table.name}.csv; empty and absent cells are unknown."
    return made


def _field(column: Column) -> tuple[Any, Any]:
    told = column.meaning + (f" [{column.unit}]" if column.unit else "")
    extra: dict[str, Any] = {"enum": list(column.choices)} if column.choices else {}
    kinds: Any = float | str | None if column.kind is Kind.NUMBER else str | None
    if column.kind in {Kind.WORDS, Kind.MONTHS}:
        kinds = str | list[str] | None
    if column.choices and all(choice.isdigit() for choice in column.choices):
        extra = {"enum": [*column.choices, *map(int, column.choices)]}
        kinds = str | int | None
    cell = Annotated[str, BeforeValidator(_cell, json_schema_input_type=kinds)]
    return cell, Field("", description=told, json_schema_extra=extra or None)


NewPlace = row_model(PLACES)
NewSection = row_model(SECTIONS)
NewCrossing = row_model(CROSSINGS)
NewTransfer = row_model(TRANSFERS)
