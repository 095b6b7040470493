"""What a card may say: its head and the verbs of its edits.

In    plain data (``inputs.cards_text``).
Out   ``CardHead`` and one model per verb, in ``VERBS``; the JSON Schema of a whole card.
Law   a card that passes is well formed by itself; frozen; each key has one unit, in its name.
Not   here: whether it fits a network (``study.fitting``), what an edit does (``study.edits``).
"""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ortoo.inputs.cards_parts import (
    Access,
    CardId,
    CardIds,
    Confidence,
    Countries,
    Country,
    Crossings,
    Date,
    Id,
    Line,
    Lines,
    ListOf,
    Modes,
    NewCrossing,
    NewPlace,
    NewSection,
    NewTransfer,
    Part,
    Sections,
    Transfers,
)

MOST_EDITS = 200
TABLES = ("sections", "crossings", "transfers")
FIGURES = {
    "sections": ("speed_kmh", "cost_usd_tkm", "capacity_mt_y"),
    "crossings": ("time_h", "cost_usd_t", "capacity_mt_y"),
    "transfers": ("time_h", "cost_usd_t"),
}
"""Which figures of which table ``set`` and ``scale`` may touch."""

Amount = Annotated[float, Field(ge=0)]
Positive = Annotated[float, Field(gt=0)]


class Edit(Part):
    """What all edits may say: why, on what ground, how sure."""

    why: Line | None = None
    source: Lines = Field((), description="where the figure or the fact was read")
    confidence: Confidence | None = None


class _OfLines(Edit):
    """An edit of sections, crossings, or both."""

    sections: Sections | None = None
    crossings: Crossings | None = None
    since: Date | None = Field(None, description="first day; always, if not given")

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if self.sections is None and self.crossings is None:
            raise ValueError("expected sections, crossings or both")
        return self


class Open(_OfLines):
    """Put sections into service and crossings into use, whatever their status or dates."""

    do: Literal["open"]
    access: Literal["multilateral", "bilateral"] | None = Field(
        None, description="of crossings that are closed; multilateral, if not given"
    )


class Close(_OfLines):
    """Take sections and crossings out of service."""

    do: Literal["close"]


class Delay(Edit):
    """Add hours to crossings."""

    do: Literal["delay"]
    crossings: Crossings
    time_h: Positive = Field(description="hours more [h]")
    imposed_by: Country | None = Field(None, description="who is charged; the country entered")


class SpeedUp(Edit):
    """Take hours from crossings, never below zero."""

    do: Literal["speed-up"]
    crossings: Crossings
    time_h: Positive = Field(description="hours less [h]")


class Rule(Edit):
    """Change whose goods may pass: multilateral, bilateral, closed."""

    do: Literal["rule"]
    crossings: Crossings
    access: Access


class _Figures(Edit):
    """An edit of one table's figures."""

    sections: Sections | None = None
    crossings: Crossings | None = None
    transfers: Transfers | None = None
    speed_kmh: Positive | None = Field(None, description="sections: running speed [km/h]")
    cost_usd_tkm: Amount | None = Field(None, description="sections: tariff [USD/tkm]")
    capacity_mt_y: Amount | None = Field(None, description="sections, crossings [Mt/y]")
    time_h: Amount | None = Field(None, description="crossings, transfers: dwell [h]")
    cost_usd_t: Amount | None = Field(None, description="crossings, transfers: fees [USD/t]")

    @property
    def table(self) -> str:
        """The one table that is edited."""
        return next(name for name in TABLES if getattr(self, name) is not None)

    @property
    def figures(self) -> dict[str, float]:
        """The figures given, by column."""
        columns = dict.fromkeys(column for of in FIGURES.values() for column in of)
        return {c: value for c in columns if (value := getattr(self, c)) is not None}

    @model_validator(mode="after")
    def _of_one_table(self) -> Self:
        named = [name for name in TABLES if getattr(self, name) is not None]
        if len(named) != 1:
            raise ValueError(f"expected one of sections, crossings, transfers; got {len(named)}")
        if not self.figures:
            raise ValueError(f"expected a figure: {', '.join(FIGURES[named[0]])}")
        for figure in self.figures:
            if figure not in FIGURES[named[0]]:
                known = ", ".join(FIGURES[named[0]])
                raise ValueError(f"{named[0]} have no {figure}; expected {known}")
        return self


class Set(_Figures):
    """Give sections, crossings or transfers these figures."""

    do: Literal["set"]


class Scale(_Figures):
    """Multiply figures of sections, crossings or transfers; a figure that is unknown stays so."""

    do: Literal["scale"]


class Add(Edit):
    """Add rows to the network; cells as in its tables."""

    do: Literal["add"]
    places: Annotated[tuple[NewPlace, ...], ListOf] = ()  # type: ignore[valid-type]
    sections: Annotated[tuple[NewSection, ...], ListOf] = ()  # type: ignore[valid-type]
    crossings: Annotated[tuple[NewCrossing, ...], ListOf] = ()  # type: ignore[valid-type]
    transfers: Annotated[tuple[NewTransfer, ...], ListOf] = ()  # type: ignore[valid-type]

    @property
    def rows(self) -> dict[str, tuple[Part, ...]]:
        """The new rows by table."""
        of = {name: getattr(self, name) for name in ("places", *TABLES)}
        return {name: rows for name, rows in of.items() if rows}

    @model_validator(mode="after")
    def _adds_something(self) -> Self:
        if not self.rows:
            raise ValueError("expected rows under places, sections, crossings or transfers")
        return self


class AvoidCountries(Edit):
    """Avoid countries, besides those that the question avoids."""

    do: Literal["avoid"]
    countries: Countries


class Allow(Edit):
    """Allow further modes, or aircraft over avoided countries."""

    do: Literal["allow"]
    modes: Annotated[Modes | None, Field()] = None
    overflight: Literal[True] | None = None

    @model_validator(mode="after")
    def _allows_something(self) -> Self:
        if self.modes is None and self.overflight is None:
            raise ValueError("expected modes, overflight: true, or both")
        return self


class OnDate(Edit):
    """Ask on another day."""

    do: Literal["date"]
    date: Date


class Weigh(Edit):
    """Weigh markets otherwise; the shares are scaled to add up to 1."""

    do: Literal["weigh"]
    markets: dict[Id, Amount] = Field(min_length=1)


AnyEdit = (
    Open | Close | Delay | SpeedUp | Rule | Set | Scale | Add
    | AvoidCountries | Allow | OnDate | Weigh
)  # fmt: skip
VERBS: dict[str, type[Edit]] = {
    "open": Open, "close": Close, "delay": Delay, "speed-up": SpeedUp, "rule": Rule, "set": Set,
    "scale": Scale, "add": Add, "avoid": AvoidCountries, "allow": Allow, "date": OnDate,
    "weigh": Weigh,
}  # fmt: skip


QUESTION_EDITS = (AvoidCountries, Allow, OnDate, Weigh)
"""Edits of the question; all others are edits of the network."""


class Investment(Part):
    """What building it is published to cost."""

    usd_m: Positive = Field(description="million US dollars")
    source: Lines
    note: Line | None = None


class CardHead(Part):
    """What a card says of itself."""

    title: Line
    why: Line
    source: Lines = Field(min_length=1, description="where it was read, one text each")
    date: Date = Field(description="of the facts, YYYY-MM-DD")
    id: CardId | None = Field(None, description="the file's name without its ending, if not given")
    needs: CardIds = Field((), description="cards that must be applied before")
    conflicts: CardIds = Field((), description="cards that cannot be true together with this one")
    investment: Investment | None = None


class CardFile(CardHead):
    """A scenario card of ortoo."""

    model_config = ConfigDict(title="ortoo scenario card")

    edits: Annotated[
        tuple[Annotated[AnyEdit, Field(discriminator="do")], ...],
        Field(min_length=1, max_length=MOST_EDITS),
    ]


def card_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a card, for editors.

    Examples
    --------
    >>> card_schema()["title"]
    'ortoo scenario card'
    """
    schema = CardFile.model_json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def fields_of(model: type[BaseModel]) -> list[str]:
    """The keys that a part of a card may have."""
    return list(model.model_fields)
