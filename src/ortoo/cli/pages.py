"""Pages that a command writes besides what it prints.

In    a page that is made only if somebody wants it, and paths.
Out   files, and a word about each on stderr.
Law   nothing is made that nobody asked for.
Not   here: what the pages say (``views``).
"""
# ruff: noqa: PLC0415 - modules that take long to load are imported by the command that needs them

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ortoo.base.errors import UsageError

if TYPE_CHECKING:
    from ortoo.views.language import Language

HTML = (".html", ".htm")


def html_file(file: Path | None) -> Path | None:
    """``file``, refused before anything is computed when no page can be written to it."""
    if file is not None:
        from ortoo.views.written import check_target

        if file.suffix.casefold() == ".pdf":
            raise UsageError(f"--map writes HTML; for paper use --export {file}")
        check_target(file, endings=HTML)
    return file


def export_to(module: str) -> Callable[[Path | None], Path | None]:
    """What refuses a file early whose ending is none of the ``ENDINGS`` of a module of views."""

    def checked(file: Path | None) -> Path | None:
        if file is not None:
            from ortoo.views.written import check_target

            check_target(file, endings=import_module(f"ortoo.views.{module}").ENDINGS)
        return file

    return checked


MapOption = Annotated[
    Path | None,
    typer.Option("--map", callback=html_file, help="Write a page with a map to this HTML file."),
]
PrintOption = Annotated[
    Path | None,
    typer.Option(
        "--export",
        callback=export_to("paper"),
        help="Print the page to this .pdf (needs Chromium).",
    ),
]


def _known(lang: str) -> str:
    """``lang``, refused before anything is computed when there is no such language."""
    if lang != "en":
        from ortoo.views.language import language_of

        language_of(lang)
    return lang


LangOption = Annotated[
    str,
    typer.Option("--lang", callback=_known, help="The language of pages: en, or mn (Mongolian)."),
]


def write_pages(
    make: Callable[["Language"], str], *, lang: str, map_file: Path | None, export: Path | None
) -> None:
    """Write the page that ``make`` gives in a language as HTML, as PDF, as both or not at all."""
    if map_file is None and export is None:
        return
    from ortoo.views.language import language_of
    from ortoo.views.paper import write_printed
    from ortoo.views.written import write_text

    html = make(language_of(lang))
    if map_file is not None:
        write_text(map_file, html)
        sys.stderr.write(f"map: {map_file}\n")
    if export is not None:
        write_printed(html, export)
        sys.stderr.write(f"export: {export}\n")
