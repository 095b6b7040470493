"""The words that several commands share.

In    arguments.
Out   annotated types for typer.
Law   a word means the same in every command.
Not   here: commands.
"""

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ortoo.base.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from ortoo.network.gazetteer import Found
    from ortoo.network.network import Network

CODE_LETTERS = 3  # of ISO 3166 alpha-3; not from base.tables, which would load pandas

NetworkOption = Annotated[
    Path | None,
    typer.Option("--network", help="A folder of network tables; the built-in one if not given."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]

PlaceArgument = Annotated[str, typer.Argument(help="Place name, alias, id, or lon,lat.")]
ModeOption = Annotated[
    list[str] | None,
    typer.Option(help="rail, road, ferry, sea or air; rail,road for several, or repeat it."),
]
AVOID_HELP = "A country (ISO alpha-3); RUS,CHN for several, or repeat it."
AvoidOption = Annotated[list[str] | None, typer.Option(help=AVOID_HELP)]
ViaOption = Annotated[list[str] | None, typer.Option(help="A place to pass; in order.")]
DateOption = Annotated[str | None, typer.Option(help="YYYY-MM-DD; the network's if not given.")]
CargoOption = Annotated[str, typer.Option(help="third-country or bilateral.")]
CorridorOption = Annotated[
    str | None,
    typer.Option(help="A corridor of which at least one section must be used (`ortoo data list`)."),
]

DEFAULT_ORIGIN = "Ulaanbaatar"
DEFAULT_TOLD = f"{DEFAULT_ORIGIN} if not given"

ScenarioOption = Annotated[
    list[str] | None,
    typer.Option(help="A scenario card, by file or id; may be repeated, applied in order."),
]


def _tell_work(asked: bool) -> None:  # noqa: FBT001 - typer's callback
    """Let the library's log reach stderr, or not."""
    log = logging.getLogger("ortoo")
    for former in log.handlers[:]:
        log.removeHandler(former)
    log.setLevel(logging.INFO if asked else logging.NOTSET)
    if asked:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("ortoo: %(message)s"))
        log.addHandler(handler)


VerboseOption = Annotated[
    bool,
    typer.Option(
        "--verbose",
        "-v",
        callback=_tell_work,
        is_eager=True,
        help="Say on stderr which engine answered, how many searches it took, and how long.",
    ),
]


def codes(words: list[str] | None) -> tuple[str, ...]:
    """Country codes as typed, three letters in capitals; commas may stand between them.

    >>> codes(["rus,chn", "KAZ", "Russia"])
    ('RUS', 'CHN', 'KAZ', 'Russia')
    """
    return tuple(code(word) for word in listed(words))


def place_from(network: "Network", origin: str, *, is_typed: bool) -> "Found":
    """The place where trips begin; where nobody typed it, how to name another one is told."""
    from ortoo.network.gazetteer import find_place  # noqa: PLC0415 - takes long to load

    try:
        return find_place(network.tables["places"], origin)
    except UnknownNameError as unknown:
        if is_typed:
            raise
        sentence = f"the network has no {origin}; name the origin with --origin"
        raise UsageError(sentence) from unknown


def code(word: str) -> str:
    """A country's code in capitals; what can be none, as typed.

    >>> code("rus"), code("Russia")
    ('RUS', 'Russia')
    """
    return word.upper() if len(word) <= CODE_LETTERS else word


def listed(words: list[str] | None) -> tuple[str, ...]:
    """Words as typed; commas may stand between them.

    >>> listed(["rail, road", "ferry"])
    ('rail', 'road', 'ferry')
    """
    several = (word.strip() for told in words or () for word in told.split(","))
    return tuple(filter(None, several))
