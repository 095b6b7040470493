"""Read the text of a card: plain data, and where in the file each part of it stands.

In    YAML 1.2 or TOML, as somebody typed it.
Out   a ``Document``: dicts, lists, texts, numbers, truth values and None, with line and column of
      every part by its path.
Law   only plain data comes out: a tag, an anchor, an alias, a doubled key, a second document, or
      too much of anything is a fault with its position; ``NO`` is the text NO, a date stays text.
Not   here: what a card may say (``inputs.cards_models``).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

MOST_BYTES = 256 * 1024
MOST_NODES = 20_000
DEEPEST = 12

Path = tuple[str | int, ...]
At = tuple[int, int]
START: At = (1, 1)

_INTEGER = re.compile(r"[-+]?[0-9]+$")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
_WORDS: Mapping[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
"""The words of the YAML 1.2 core schema; ``no``, ``yes``, ``on`` and ``off`` are texts there."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong, and where."""

    at: At
    path: Path
    what: str


@dataclass(kw_only=True)
class Document:
    """What a file says: ``data``, where every value and every key stands, faults of its text.

    ``whole`` is False where reading had to stop, so that ``data`` is only a part.
    """

    data: Any = None
    values: dict[Path, At] = field(default_factory=dict)
    keys: dict[Path, At] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    whole: bool = True

    def where(self, path: Path, *, key: bool = False) -> At:
        """Line and column of the value at ``path`` (of its ``key``), or of what is around it."""
        first, second = (self.keys, self.values) if key else (self.values, self.keys)
        while path and path not in first and path not in second:
            path = path[:-1]
        return first.get(path) or second.get(path) or START


def read_yaml(text: str) -> Document:
    r"""The plain data of one YAML 1.2 document.

    Examples
    --------
    >>> read_yaml("country: NO\nhours: 1.5").data
    {'country': 'NO', 'hours': 1.5}
    >>> [fault.what for fault in read_yaml("a: !!python/name:os.system x").faults]
    ["expected plain data, got the tag 'tag:yaml.org,2002:python/name:os.system', leave it out"]
    """
    reader = _Reader()
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            reader.take(event)
            if reader.full:
                break
    except MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        at = (mark.line + 1, mark.column + 1) if mark else START
        reader.fault(at, f"expected YAML, got something else: {broken.problem or broken.context}")
        reader.document.whole = False
    except YAMLError as broken:  # the characters themselves
        reader.document.whole = False
        reader.fault(START, f"expected YAML, got something else: {str(broken).splitlines()[0]}")
    return reader.document


class _Reader:
    """Builds plain data from the events of a YAML parser, without its constructors."""

    def __init__(self) -> None:
        self.document = Document()
        self.full = False
        self._open: list[_Collection] = []
        self._nodes = self._documents = 0

    def take(self, event: Event) -> None:
        at = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(at, "expected one card in a file, got a second document")
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._open.pop()
        elif isinstance(event, NodeEvent):
            self._node(event, at)

    def fault(self, at: At, what: str) -> None:
        path = self._open[-1].path if self._open else ()
        self.document.faults.append(Fault(at=at, path=path, what=what))

    def _stop(self, at: At, what: str) -> None:
        self.fault(at, what)
        self.full = True
        self.document.whole = False

    def _node(self, event: NodeEvent, at: At) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._stop(at, f"expected at most {MOST_NODES} values, got more")
        if len(self._open) >= DEEPEST and not isinstance(event, ScalarEvent | AliasEvent):
            self._stop(at, f"expected at most {DEEPEST} levels, got more")
        if event.anchor is not None:
            kind = "alias *" if isinstance(event, AliasEvent) else "anchor &"
            self.fault(at, f"expected plain data, got the {kind}{event.anchor}, write it out")
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self.fault(at, f"expected plain data, got the tag {str(tag)!r}, leave it out")
        self._place(event, at)

    def _place(self, event: NodeEvent, at: At) -> None:
        """Put a value where it belongs, and go into it if it holds others."""
        holder = self._open[-1] if self._open else None
        if holder is not None and holder.awaits_key:
            if not isinstance(event, ScalarEvent):
                self._stop(at, "expected a text as a key, got a list or a mapping")
                return
            key = event.value
            if key in holder.keys:
                first = self.document.keys[*holder.path, key][0]
                self.fault(at, f"expected each key once, got {key!r} again (first in line {first})")
            holder.name(key)
            self.document.keys.setdefault((*holder.path, key), at)
            return
        path = holder.path_of_next() if holder else ()
        value = _value(event)
        if holder is None:
            self.document.data = value
        else:
            holder.put(value)
        self.document.values.setdefault(path, at)
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._open.append(_Collection(path, value))


@dataclass(kw_only=False)
class _Collection:
    """A mapping or list that is being filled."""

    path: Path
    value: Any
    key: str | None = None
    keys: set[str] = field(default_factory=set)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.value, dict)

    @property
    def awaits_key(self) -> bool:
        return self.is_mapping and self.key is None

    def name(self, key: str) -> None:
        self.key = key
        self.keys.add(key)

    def path_of_next(self) -> Path:
        return (*self.path, self.key if self.key is not None else len(self.value))

    def put(self, value: object) -> None:
        if self.key is None:
            self.value.append(value)
        else:
            self.value.setdefault(self.key, value)
            self.key = None


def _value(event: NodeEvent) -> Any:  # noqa: ANN401 - plain data of any kind
    if isinstance(event, MappingStartEvent):
        return {}
    if isinstance(event, SequenceStartEvent):
        return []
    if isinstance(event, ScalarEvent):
        return event.value if event.style else _plain(event.value)
    return None  # an alias, which is a fault


def _plain(text: str) -> object:
    """A plain scalar by the YAML 1.2 core schema, as far as cards need it.

    >>> [_plain(text) for text in ("NO", "2030-01-01", "12", "0.5", "null")]
    ['NO', '2030-01-01', 12, 0.5, None]
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text) if len(text) < DIGITS_OF_A_NUMBER else text
    return float(text) if _NUMBER.match(text) else text


DIGITS_OF_A_NUMBER = 20


def read_toml(text: str) -> Document:
    r"""The plain data of a TOML file; positions are those of its keys and tables.

    Examples
    --------
    >>> document = read_toml("title = 'x'\n[[edits]]\ndo = 'avoid'\n")
    >>> document.where(("edits", 0, "do"))
    (3, 1)
    """
    document = Document()
    try:
        document.data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as broken:
        found = re.search(r"line (\d+), column (\d+)", str(broken))
        lines = text.splitlines() or [""]
        at = (int(found[1]), int(found[2])) if found else (len(lines), len(lines[-1]) + 1)
        document.faults.append(
            Fault(at=at, path=(), what=f"expected TOML, got something else: {broken}")
        )
        document.whole = False
        return document
    document.keys = dict(_toml_positions(text))
    return document


_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]\]?")
_KEY = re.compile(r"\s*([\w-]+)\s*=")


def _toml_positions(text: str) -> Iterator[tuple[Path, At]]:
    """Where tables and their keys begin; what stands inside a value has the place of its key."""
    table: Path = ()
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            name = header[2]
            table = tuple(name.split("."))
            if header[1] == "[[":
                counts[name] = counts.get(name, -1) + 1
                table = (*table, counts[name])
            yield table, (number, header.start(1) + 1)
        elif key := _KEY.match(line):
            yield (*table, key[1]), (number, key.start(1) + 1)
