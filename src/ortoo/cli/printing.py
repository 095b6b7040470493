"""Where output goes.

In    arguments.
Out   the answer on stdout, hints on stderr.
Law   JSON is plain text, tables honour NO_COLOR and the width of the terminal.
Not   here: what is printed (``views``).
"""
# ruff: noqa: PLC0415 - rich is loaded when something is printed

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from ortoo.network.gazetteer import Found
    from ortoo.network.network import Network
    from ortoo.routes.answer import Answer


FILE_COLUMNS = 120
"""Where no terminal says how wide it is: wide enough for the ids of the built-in network."""


def tell_snaps(answer: "Answer") -> None:
    """Say on stderr which places coordinates were taken for."""
    tell_snapped((answer.origin, answer.destination))


def tell_snapped(places: "Iterable[Found]") -> None:
    """Likewise of places by themselves."""
    for place in places:
        if place.snapped_km:
            sys.stderr.write(
                f"{place.name} ({place.country}) is the nearest place, "
                f"{place.snapped_km:,.1f} km away\n"
            )


def tell_own(network: "Network", *, origins: "Iterable[str]", markets: "Iterable[str]") -> None:
    """Say on stderr which origins are markets too, and so are no market of their own."""
    places, listed = network.tables["places"], set(markets)
    for origin in origins:
        if origin in listed:
            name = places.loc[places["place_id"] == origin, "name"].iloc[0]
            sys.stderr.write(f"note: {name} is the origin, so it is left out of its markets\n")


def tell_fewer(answer: "Answer", *, alternatives: int) -> None:
    """Say on stderr that there are not as many alternatives as were asked for."""
    found = len(answer.routes) - 1
    if 0 <= found < alternatives:
        sys.stderr.write(
            f"{found} of {alternatives} alternatives: no further way crosses other borders\n"
        )


def print_json(data: dict[str, Any]) -> None:
    """Plain data on stdout, letters as they are."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1))


def print_text(text: "RenderableType") -> None:
    """Rich text on stdout."""
    from rich.console import Console

    Console(soft_wrap=False, width=_width()).print(text)


def _width() -> int | None:
    """The columns to print in; None is the terminal's, or what COLUMNS says."""
    return None if sys.stdout.isatty() or os.environ.get("COLUMNS") else FILE_COLUMNS
