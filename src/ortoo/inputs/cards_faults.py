"""Say what is wrong with a card, all at once, each with its place in the file.

In    a ``Document`` and the models that it should fit.
Out   the parts that fit, and faults as ``file:line:column: path: what, got, hint``.
Law   one bad edit hides no fault of another; a hint names what exists and comes nearest.
Not   here: whether ids exist in a network (``study.fitting``).
"""

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from pydantic import BaseModel, ValidationError

from ortoo.inputs.cards_models import MOST_EDITS, VERBS, CardHead, Edit, fields_of
from ortoo.inputs.cards_text import Document, Fault, Path

LONGEST_QUOTE = 60
STANDS_ALONE = "id"
"""A list of ids may stand without this key, so that the file has no such place."""

EXPECTED: Mapping[str, str] = {
    "string_type": "expected a text",
    "float_type": "expected a number alone, its unit stands in the key",
    "int_type": "expected a whole number",
    "bool_type": "expected true or false",
    "date_type": "expected a date as YYYY-MM-DD",
    "tuple_type": "expected a list",
    "dict_type": "expected a mapping of names to numbers",
    "model_type": "expected a mapping of keys to values",
    "model_attributes_type": "expected a mapping of keys to values",
    "finite_number": "expected a finite number",
}
"""Pydantic's kinds of errors in this house's words; all others are told in its own."""


class Checked:
    """A card as far as it is well formed: ``head`` and ``edits`` (None where one is not)."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.faults = list(document.faults)
        data = document.data
        self.head: CardHead | None = None
        self.edits: list[Edit | None] = []
        if not document.whole:
            return
        if not isinstance(data, dict):
            if not self.faults:
                self._tell((), f"expected a card: title, why, source, date, edits{_got(data)}")
            return
        head = {key: value for key, value in data.items() if key != "edits"}
        self.head = cast("CardHead | None", self._fit(CardHead, head, path=()))
        self._edits(data.get("edits"))

    def _edits(self, edits: object) -> None:
        if not isinstance(edits, list) or not 1 <= len(edits) <= MOST_EDITS:
            got = f", got {len(edits)}" if isinstance(edits, list) else _got(edits)
            self._tell(("edits",), f"expected a list of 1 to {MOST_EDITS} edits{got}")
            return
        for at, edit in enumerate(edits):
            self.edits.append(self._edit(edit, path=("edits", at)))

    def _edit(self, edit: object, *, path: Path) -> Edit | None:
        verbs = ", ".join(VERBS)
        if not isinstance(edit, dict) or "do" not in edit:
            self._tell(path, f"expected an edit with the key do: one of {verbs}{_got(edit)}")
            return None
        model = VERBS.get(edit["do"]) if isinstance(edit["do"], str) else None
        if model is None:
            hint = meant(str(edit["do"]), VERBS)
            self._tell((*path, "do"), f"expected one of {verbs}{_got(edit['do'])}{hint}")
            return None
        return cast("Edit | None", self._fit(model, edit, path=path))

    def _fit(self, model: type[BaseModel], data: object, *, path: Path) -> BaseModel | None:
        try:
            return model.model_validate(data)
        except ValidationError as wrong:
            for error in wrong.errors(include_url=False):
                where = (*path, *error["loc"])
                is_key = error["type"] == "extra_forbidden"
                self._tell(where, _sentence(error, model), is_key=is_key)
            return None

    def _tell(self, path: Path, what: str, *, is_key: bool = False) -> None:
        shown = self._as_typed(path)
        at = self.document.where(shown, key=is_key)
        self.faults.append(Fault(at=at, path=shown, what=what))

    def _as_typed(self, path: Path) -> Path:
        """The path as the file has it: a list of ids may stand without its key ``id``."""
        known = {*self.document.values, *self.document.keys}
        for at, step in enumerate(path):
            if step == STANDS_ALONE and at and path[: at + 1] not in known:
                return self._as_typed((*path[:at], *path[at + 1 :]))
        while len(path) > 1 and path not in known and isinstance(path[-1], int):
            path = path[:-1]
        return path


def told(faults: Iterable[Fault], *, file: str) -> list[str]:
    """Faults as an editor can jump to them, in the order of the file.

    >>> told([Fault(at=(3, 5), path=("edits", 0, "do"), what="expected a verb")], file="a.yaml")
    ['a.yaml:3:5: edits[0].do: expected a verb']
    """
    ordered = sorted(faults, key=lambda fault: fault.at)
    return [
        f"{file}:{fault.at[0]}:{fault.at[1]}: {path_text(fault.path)}{fault.what}"
        for fault in ordered
    ]


def path_text(path: Path) -> str:
    """A path as people write it, with a colon; "" for the whole file.

    >>> path_text(("edits", 0, "crossings", 1))
    'edits[0].crossings[1]: '
    """
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in path]
    return f"{''.join(steps).lstrip('.')}: " if path else ""


def meant(typed: str, known: Iterable[str]) -> str:
    """The words "did you mean …?" with the nearest of ``known``; empty when none is near.

    >>> meant("clsoe", ["open", "close"]), meant("zzz", ["open"])
    (', did you mean close?', '')
    """
    near = difflib.get_close_matches(typed, list(known), n=2, cutoff=0.6)
    return f", did you mean {' or '.join(near)}?" if near else ""


def quoted(value: object) -> str:
    """A value as it may stand in a sentence, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"


def _got(value: object) -> str:
    return f", got {quoted(value)}" if value is not None else ", got nothing"


def _sentence(error: Any, model: type[BaseModel]) -> str:  # noqa: ANN401 - pydantic's ErrorDetails
    kind, value = error["type"], error["input"]
    if kind == "extra_forbidden":
        keys = _keys_beside(model, error["loc"][:-1])
        key = str(error["loc"][-1])
        return f"expected one of {', '.join(keys)}, got {quoted(key)}{_key_meant(key, keys)}"
    if kind == "missing":
        return "is needed, got nothing"
    if kind == "literal_error":
        known = error["ctx"]["expected"].replace("'", "")
        hint = meant(str(value), known.replace(" or ", ", ").split(", "))
        return f"expected {known}{_got(value)}{hint}"
    if kind == "value_error":
        return str(error["ctx"]["error"])
    return f"{EXPECTED.get(kind, _lowered(error['msg']))}{_got(value)}"


def _lowered(message: str) -> str:
    return message.replace("Input should be", "expected").replace("String should", "expected to")


def _keys_beside(model: type[BaseModel], path: Sequence[int | str]) -> list[str]:
    """The keys that may stand where an unknown one does."""
    for step in path:
        if isinstance(step, str):
            field = model.model_fields.get(step)
            inner = _model_in(field.annotation) if field else None
            model = inner or model
    return fields_of(model)


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - a type as typed
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in found if model), None)


def _key_meant(key: str, keys: Sequence[str]) -> str:
    """The key that comes nearest; another unit of the same quantity is nearer than any other."""
    quantity = key.partition("_")[0]
    same = [known for known in keys if "_" in known and known.partition("_")[0] == quantity]
    if same:
        return f", did you mean {' or '.join(same)}? Convert the figure to that unit"
    return meant(key, keys)
