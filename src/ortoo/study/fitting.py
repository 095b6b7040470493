"""Hold a card against the network that it is to change.

In    a future, an edit with its path in the card, and what later cards add.
Out   faults: ids, corridors, places and countries that do not exist, selections of nothing, new
      rows that do not fit.
Law   all faults of all edits are told together; each hint names what the network has.
Not   here: what is wrong with a card by itself (``inputs.cards_faults``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import shapely

from ortoo.inputs.cards import Scenario
from ortoo.inputs.cards_faults import meant, quoted
from ortoo.inputs.cards_models import TABLES as LINE_TABLES
from ortoo.inputs.cards_models import Add, AvoidCountries, Delay, Edit, Weigh
from ortoo.inputs.cards_text import Fault, Path
from ortoo.network.corridors import corridor_ids
from ortoo.network.network import Network
from ortoo.study.additions import row_faults
from ortoo.study.chosen import KEYS, Chosen, chosen_rows

Wrong = tuple[Path, str]
MOST_CODES = 3
_CODE = re.compile("[A-Z]{3}")
_A_CODE = "an ISO 3166 alpha-3 code"


@dataclass(frozen=True, kw_only=True)
class Fitting:
    """A network, the card ``by`` that is held against it, and the ids that later cards add."""

    network: Network
    by: Scenario
    later: Mapping[str, str]

    def faults(self, edit: Edit, *, at: int) -> list[Fault]:
        """What does not fit of the edit number ``at`` (from 0)."""
        return [self._fault(("edits", at, *path), what) for path, what in self._wrong(edit)]

    def _fault(self, path: Path, what: str) -> Fault:
        document = self.by.document
        known = {*document.values, *document.keys}
        shown = path
        for step in ("id",):
            shorter = tuple(part for part in path if part != step)
            shown = shorter if path not in known and shorter in known else shown
        while shown not in known and shown and isinstance(shown[-1], int):
            shown = shown[:-1]
        return Fault(at=document.where(shown), path=shown, what=what)

    def _wrong(self, edit: Edit) -> Iterator[Wrong]:
        if isinstance(edit, AvoidCountries):
            yield from self._countries(edit.countries, path=("countries",))
        if isinstance(edit, Weigh):
            yield from self._markets(edit)
        if isinstance(edit, Add):
            yield from self._lines(edit)
            yield from row_faults(self.network, edit, by=self.by)
            return
        for table in LINE_TABLES:
            choice = getattr(edit, table, None)
            if choice is not None:
                wrong = list(self._choice(choice, table=table))
                yield from wrong
                if not wrong and not chosen_rows(self.network, choice, table=table).any():
                    told = ", ".join(f"{k}: {v}" for k, v in choice.model_dump().items() if v)
                    yield (table,), f"expected a selection of something, got no {table} ({told})"
                elif isinstance(edit, Delay) and edit.imposed_by is not None and not wrong:
                    yield from self._imposed(edit)

    def _choice(self, choice: Chosen, *, table: str) -> Iterator[Wrong]:
        for n, row_id in enumerate(choice.id or ()):
            if row_id not in self._ids[table]:
                yield (table, "id", n), self._no_such(table[:-1], row_id)
        corridor = getattr(choice, "corridor", None)
        if corridor is not None and corridor not in self._corridors:
            hint = meant(corridor, self._corridors)
            yield (table, "corridor"), f"expected a corridor's id, got {quoted(corridor)}{hint}"
        if choice.place is not None and choice.place not in self._ids["places"]:
            yield (table, "place"), self._no_such("place", choice.place)
        for side in ("country", "leaves", "enters"):
            code = getattr(choice, side, None)
            if code is not None:
                yield from self._countries([code], path=(table, side), one=True)

    def _no_such(self, noun: str, row_id: str) -> str:
        if row_id in self.later:
            return (
                f"expected a {noun} that is there already, got {quoted(row_id)}, which the later "
                f"scenario {self.later[row_id]} adds; name that one first"
            )
        hint = meant(row_id, self._ids[f"{noun}s"])
        return f"expected the id of a {noun}, got {quoted(row_id)}{hint}"

    def _countries(self, codes: Iterable[str], *, path: Path, one: bool = False) -> Iterator[Wrong]:
        for n, code in enumerate(codes):
            if code not in self._codes:
                near = self._codes_like(code)
                hint = f", did you mean {' or '.join(near)}?" if near else ""
                where = path if one else (*path, n)
                wanted = "a country of this network" if _CODE.fullmatch(code) else _A_CODE
                yield where, f"expected {wanted}, got {quoted(code)}{hint}"

    def _codes_like(self, code: str) -> list[str]:
        """Codes of countries that are called so, begin so, or come near."""
        asked = code.casefold()
        names = zip(self.network.countries["country"], self.network.countries["name"], strict=True)
        named = [str(c) for c, name in names if str(name).casefold().startswith(asked)]
        begins = [c for c in sorted(self._codes) if c.casefold().startswith(asked)]
        return list(dict.fromkeys(begins + named))[:MOST_CODES]

    def _markets(self, edit: Weigh) -> Iterator[Wrong]:
        for place in edit.markets:
            if place not in self._ids["places"]:
                yield ("markets", place), self._no_such("place", place)
        if not sum(edit.markets.values()) > 0:
            yield ("markets",), "expected at least one weight above 0, got none"

    def _imposed(self, edit: Delay) -> Iterator[Wrong]:
        table = self.network.tables["crossings"]
        chosen = table[chosen_rows(self.network, edit.crossings, table="crossings")]
        beside = (chosen["leaves"] != edit.imposed_by) & (chosen["enters"] != edit.imposed_by)
        for crossing in chosen.loc[beside, "crossing_id"]:
            yield ("imposed_by",), f"expected a side of {crossing}, got {quoted(edit.imposed_by)}"

    def _lines(self, edit: Add) -> Iterator[Wrong]:
        for n, row in enumerate(edit.rows.get("sections", ())):
            text = row.model_dump()["geometry"]
            line = shapely.from_wkt(text, on_invalid="ignore") if text else None
            if text and (not isinstance(line, shapely.LineString) or line.is_empty):
                what = f"expected a LINESTRING as WKT in lon/lat, got {quoted(text)}"
                yield ("sections", n, "geometry"), what

    @cached_property
    def _ids(self) -> dict[str, set[str]]:
        keys = {**KEYS, "places": "place_id"}
        return {table: set(self.network.tables[table][key]) for table, key in keys.items()}

    @cached_property
    def _corridors(self) -> list[str]:
        return corridor_ids(self.network)

    @cached_property
    def _codes(self) -> set[str]:
        places = self.network.tables["places"]["country"]
        return {*places, *self.network.countries["country"]}


def added_ids(scenario: Scenario) -> dict[str, str]:
    """The ids of rows that a card adds, each with the card's id."""
    return {
        str(value): scenario.scenario_id
        for edit in scenario.edits
        if isinstance(edit, Add)
        for rows in edit.rows.values()
        for row in rows
        for name, value in row.model_dump().items()
        if re.fullmatch(r"(place|section|crossing|transfer)_id", name)
    }
