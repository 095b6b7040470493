"""Write what is generated about scenario cards: the schema file and docs/scenarios.md.

In    the models of cards and the built-in cards.
Out   ``geodata/scenarios/scenario.schema.json`` and ``docs/scenarios.md``.
Law   both are a pure function of the code and the cards; a test compares them with what is
      committed; the text at the head of the page is hand-written, here.
Not   here: reading cards (``ortoo.inputs.cards``).

Run from the root: ``python -m tools.document_cards``.
"""

import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ortoo.inputs.cards import Scenario, builtin_scenarios, load_scenario
from ortoo.inputs.cards_models import VERBS, CardHead, Edit, Investment
from ortoo.inputs.cards_parts import ChosenCrossings, ChosenSections, ChosenTransfers
from ortoo.views.card_template import schema_text

SCHEMA = Path("geodata/scenarios/scenario.schema.json")
PAGE = Path("docs/scenarios.md")
HEAD = """# Scenarios

A scenario card says what would be otherwise, why, and on what ground. It never changes the network
that it starts from: `ortoo` makes another one that shares all that stays the same.

```
ortoo scenario list                        # the built-in cards
ortoo scenario new my-card.yaml            # a commented card to start from, and its schema
ortoo scenario check my-card.yaml          # every fault at once, with line and column
ortoo route UB Almaty --scenario my-card.yaml --scenario russia-avoided
ortoo compare my-card.yaml zamyn-uud-closed cku-railway+caspian-closed --map compared.html
ortoo repair UB Almaty --avoid RUS --avoid CHN
```

```python
import ortoo

network = ortoo.load_network()
card = ortoo.load_scenario("zamyn-uud-closed")  # or load_scenario("my-card.yaml")
future = ortoo.apply(network, [card])  # future.network is a network of its own
survey = ortoo.survey_of(network, origins=["Ulaanbaatar"])
ortoo.compare(network, [card], survey=survey).figures  # tidy tables, one figure a row
```

## How to write one

A card is YAML 1.2 (`NO` is a text, not false) or TOML. Editors with a YAML language server check it
while you type, by its first line. Figures stand alone, their unit is in the key: `time_h: 24`.
Tags, anchors, aliases, doubled keys and files above 256 KiB are refused.

Cards are applied in the order in which they are named, each after the cards that it `needs`; cards
that name each other in `conflicts` are refused together. Where two cards give another result the
other way round, `ortoo scenario check` says so, cell by cell. `a+b` puts two cards together into
one scenario of a comparison.

`sections`, `crossings` and `transfers` take a list of ids, or a selection of which every word must
hold: `crossings: {mode: rail, leaves: MNG}`. Ids are those of the tables (`ortoo data show ID`).

## What a comparison says

Days, USD/t, kg CO2/t, km and exposure (km inside the countries that the origin borders on) of the
best way to every market, before and after; sections and crossings gained and lost; market access
A = Σ w/C, with w the markets' shares of GDP (Hansen 1959); who gains and who loses. The change is
attributed to the card's edits by their Shapley value (1953): what an edit adds, averaged over all
orders in which the edits may join. Two edits that help only together share alike. It is exact up
to 12 edits; beyond, 200 random orders are drawn and the standard error is told. Where some set of
edits leaves no way at all, hours cannot be shared out; `connected` (1 or 0) still is.

A card's page in the atlas makes this comparison for the fastest and for the cheapest ways under
each set of avoided countries, and for the least exposed ways where a set leaves none.

## What a repair says

Which single change, or which two, open a way that is impossible, or cut the kilometres inside the
avoided countries. Candidates are lines not in service (whole, and section by section), crossings
that are closed, rules that keep third countries' goods out, and overflight. The search carries the
set of changes along with the way, so that nothing that two candidates can do is missed. When the
avoided countries cover the whole land border, it says that no repair on the ground can help.
"""


def main() -> None:
    """Write both files."""
    SCHEMA.write_text(schema_text(), encoding="utf-8")
    PAGE.write_text(scenarios_page(), encoding="utf-8")


def scenarios_page() -> str:
    """``docs/scenarios.md``: how to write a card, every key, the built-in cards."""
    return "\n".join([HEAD, *_reference(), *_builtin()]) + "\n"


def _reference() -> Iterator[str]:
    yield "## Every key\n\nGenerated from the models by `python -m tools.document_cards`.\n"
    yield "### The card\n"
    yield from _fields(CardHead, without=())
    yield "| `edits` | list of edits, 1 to 200 | needed: what is otherwise, in order |\n"
    yield "`investment`:\n"
    yield from _fields(Investment, without=())
    yield "\n### Edits\n\nEvery edit has `do`, and may have `why` (told in comparisons), `source`"
    yield "and `confidence`.\n"
    for verb, model in VERBS.items():
        yield f"#### `do: {verb}`\n\n{inspect.getdoc(model)}\n"
        yield from _fields(model, without=(*Edit.model_fields, "do"))
        yield ""
    yield "### Selections\n"
    for chosen in (ChosenSections, ChosenCrossings, ChosenTransfers):
        yield f"{inspect.getdoc(chosen)}\n"
        yield from _fields(chosen, without=())
        yield ""


def _fields(model: type[BaseModel], *, without: Iterable[str]) -> Iterator[str]:
    schema = model.model_json_schema()
    left_out = set(without)
    yield "| key | value | |\n| --- | --- | --- |"
    for name, field in model.model_fields.items():
        if name not in left_out:
            value = _value(schema["properties"][name], schema.get("$defs", {}))
            yield f"| `{name}` | {value} | {_told(field)} |"


def _told(field: FieldInfo) -> str:
    need = "needed" if field.is_required() else ""
    return ": ".join(filter(None, [need, field.description or ""]))


def _value(schema: dict[str, Any], models: dict[str, Any]) -> str:
    """What may stand there, in words."""
    if "anyOf" in schema:
        return _one_of([_value(one, models) for one in schema["anyOf"]])
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return REFERRED.get(name, "a selection")
    if "enum" in schema or "const" in schema:
        words = schema.get("enum", [schema.get("const")])
        return ", ".join(f"`{str(one).lower()}`" for one in words)
    kind = "date" if schema.get("format") == "date" else str(schema.get("type"))
    listed = _value(schema["items"], models) if kind == "array" else ""
    return KINDS.get(kind, kind) + listed


def _one_of(options: list[str]) -> str:
    kinds = list(dict.fromkeys(option for option in options if option != NOTHING))
    single = next((one for one in kinds if f"list of: {one}" in kinds), None)
    if single is None:
        return " or ".join(kinds)
    rest = [one for one in kinds if one not in {single, f"list of: {single}"}]
    return " or ".join([f"one or a list of: {single}", *rest])


NOTHING = "nothing"
KINDS = {
    "string": "text", "array": "list of: ", "object": "mapping of ids to numbers",
    "boolean": "true, false", "null": NOTHING,
}  # fmt: skip
REFERRED = {
    "Investment": "see below", "NewPlaces": "rows of places.csv",
    "NewSections": "rows of sections.csv", "NewCrossings": "rows of crossings.csv",
    "NewTransfers": "rows of transfers.csv",
}  # fmt: skip


def _builtin() -> Iterator[str]:
    yield "## Built-in cards\n\nNone of them is a forecast; each names its sources.\n"
    yield "| id | what | edits | million USD |\n| --- | --- | --- | --- |"
    cards = [load_scenario(name) for name in builtin_scenarios()]
    for card in cards:
        yield f"| `{card.scenario_id}` | {card.title} | {len(card.edits)} | {_usd(card)} |"


def _usd(card: Scenario) -> str:
    return f"{card.investment.usd_m:,.0f}" if card.investment else ""


if __name__ == "__main__":
    main()
