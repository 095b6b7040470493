"""Read scenario cards: from a file, or by the id of a built-in one.

In    a path to ``.yaml``, ``.yml`` or ``.toml``, or an id.
Out   a ``Scenario``: its head, its edits, the cards that it needs, and where each part stands.
Law   a card that is returned is well formed; otherwise one error tells every fault of it and of
      the cards that it needs; ids never reach outside the folder they are looked up in.
Not   here: networks (``study.fitting``, ``study.edits``).
"""

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ortoo.base.errors import BadInputError, MissingDataError, UnknownNameError
from ortoo.inputs.cards_faults import Checked, meant, told
from ortoo.inputs.cards_models import CardHead, Edit, Investment
from ortoo.inputs.cards_text import MOST_BYTES, Document, Fault, read_toml, read_yaml
from ortoo.inputs.folder import builtin_folder

ENDINGS = (".yaml", ".yml", ".toml")
SCHEMA_FILE = "scenario.schema.json"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}$")
NEAREST_IDS = 3
JOIN = "+"


@dataclass(frozen=True, kw_only=True, eq=False)
class Scenario:
    """A scenario card: what would be otherwise, why, and on what ground.

    ``edits`` are applied in order; ``needed`` are the cards named in ``needs``, each with its own;
    ``source`` are texts. Two readings of one file are two values with the same ``scenario_id``.
    """

    scenario_id: str
    title: str
    why: str
    source: tuple[str, ...]
    date: dt.date
    edits: tuple[Edit, ...]
    conflicts: tuple[str, ...] = ()
    needed: tuple["Scenario", ...] = ()
    investment: Investment | None = None
    file: str = ""
    document: Document = field(default_factory=Document, repr=False)

    def refused(self, faults: Iterable[Fault]) -> BadInputError:
        """The error that tells these faults of this card."""
        return BadInputError(told(faults, file=self.file), where=f"scenario {self.scenario_id}")


def load_scenario(name: str | Path) -> Scenario:
    """A scenario card by the id of a built-in one, or from a file.

    Parameters
    ----------
    name
        An id such as ``cku-railway``, or the path of a ``.yaml``, ``.yml`` or ``.toml`` file;
        several joined by ``+`` are applied in this order. Cards that one needs are sought beside
        it, then among the built-in ones.

    Raises
    ------
    UnknownNameError
        No built-in card has this id; carries the nearest ids.
    MissingDataError
        The file is not there.
    BadInputError
        With every fault, each as ``file:line:column: path: what, got, hint``.

    Examples
    --------
    >>> load_scenario("russia-avoided").edits[0].countries
    ('RUS',)
    >>> [card.scenario_id for card in load_scenario("russia-avoided+caspian-closed").needed]
    ['russia-avoided', 'caspian-closed']
    """
    text = str(name)
    if JOIN in text and not Path(text).is_file():
        return together([load_scenario(part) for part in text.split(JOIN)])
    return _loaded(_file_of(text), ())


def together(cards: Sequence[Scenario]) -> Scenario:
    """One scenario out of several cards, applied in their order; it has no edits of its own."""
    return Scenario(
        scenario_id=JOIN.join(card.scenario_id for card in cards),
        title="; ".join(card.title for card in cards),
        why="; ".join(card.why for card in cards),
        source=tuple(line for card in cards for line in card.source),
        date=max(card.date for card in cards),
        edits=(),
        needed=tuple(cards),
        file=JOIN.join(card.file for card in cards),
    )


def builtin_scenarios() -> tuple[str, ...]:
    """The ids of the cards that ship with the package, sorted."""
    return tuple(sorted(file.stem for file in _builtin_files()))


def _builtin_files() -> list[Path]:
    folder = builtin_folder() / "scenarios"
    return [file for file in sorted(folder.glob("*")) if file.suffix in ENDINGS]


def _file_of(name: str) -> Path:
    """The file that a name means: an id of a built-in card, else a path."""
    if _ID.match(name):
        by_id = {file.stem: file for file in _builtin_files()}
        if name in by_id:
            return by_id[name]
        if not Path(name).is_file():
            nearest = difflib.get_close_matches(name, by_id, n=NEAREST_IDS)
            raise UnknownNameError("scenario", name, nearest=nearest)
    file = Path(name)
    if not file.is_file():
        raise MissingDataError(
            f"{name} is not a file; expected a scenario card ({', '.join(ENDINGS)}) or one of "
            f"the built-in ids: {', '.join(builtin_scenarios())}"
        )
    return file


def _loaded(file: Path, asked_by: tuple[str, ...]) -> Scenario:
    """The card in ``file`` with the cards it needs; ``asked_by`` are the ids on the way to it."""
    document = _document(file)
    checked = Checked(document)
    head = checked.head
    scenario_id = (head.id if head else None) or file.stem
    needed: list[Scenario] = []
    if head is not None:
        needed, faults = _needed(head, file, way=(*asked_by, scenario_id))
        checked.faults += [Fault(at=document.where(f.path), path=f.path, what=f.what)
                           for f in faults]  # fmt: skip
    if checked.faults or head is None:
        raise BadInputError(told(checked.faults, file=str(file)), where=f"scenario {scenario_id}")
    return Scenario(
        scenario_id=scenario_id,
        title=head.title,
        why=head.why,
        source=head.source,
        date=head.date,
        edits=tuple(edit for edit in checked.edits if edit is not None),
        conflicts=head.conflicts,
        needed=tuple(needed),
        investment=head.investment,
        file=str(file),
        document=document,
    )


def _document(file: Path) -> Document:
    document = Document()
    if file.suffix.casefold() not in ENDINGS:
        what = f"expected a name that ends in {', '.join(ENDINGS)}, got {file.name}"
    elif file.stat().st_size > MOST_BYTES:
        what = f"expected at most {MOST_BYTES} bytes, got {file.stat().st_size}"
    else:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as broken:
            what = f"expected UTF-8, got byte {broken.object[broken.start]:#04x} at {broken.start}"
        else:
            return read_toml(text) if file.suffix.casefold() == ".toml" else read_yaml(text)
    document.faults.append(Fault(at=(1, 1), path=(), what=what))
    document.whole = False
    return document


def _needed(
    head: CardHead, file: Path, *, way: tuple[str, ...]
) -> tuple[list[Scenario], list[Fault]]:
    """The cards that ``head`` needs, and what is wrong with them."""
    found: list[Scenario] = []
    faults: list[Fault] = []
    for at, needed in enumerate(head.needs):
        path = ("needs", at)
        if needed in way:
            circle = " → ".join([*way[way.index(needed) :], needed])
            faults.append(_fault(path, f"expected cards that do not need this one, got {circle}"))
            continue
        source = _beside(file, needed)
        if source is None:
            known = {*builtin_scenarios(), *(f.stem for f in file.parent.glob("*"))}
            hint = meant(needed, known - {file.stem})
            faults.append(
                _fault(path, f"expected the id of a card beside it or built in, got {needed}{hint}")
            )
            continue
        try:
            found.append(_loaded(source, way))
        except BadInputError as bad:
            faults.append(_fault(path, f"{needed} cannot be used: " + "; ".join(bad.faults)))
    return found, faults


def _fault(path: tuple[str | int, ...], what: str) -> Fault:
    return Fault(at=(1, 1), path=path, what=what)


def _beside(file: Path, scenario_id: str) -> Path | None:
    """The card of that id in the folder of ``file``, else the built-in one."""
    places = [file.parent / f"{scenario_id}{ending}" for ending in ENDINGS]
    builtin = {f.stem: f for f in _builtin_files()}
    return next((place for place in places if place.is_file()), builtin.get(scenario_id))
