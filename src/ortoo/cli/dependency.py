"""The command that asks who holds what over an origin.

In    arguments.
Out   tables or JSON on stdout; a report and an export where asked for.
Law   one call of one function; a case without any way exits like a route without one.
Not   here: logic.
"""
# ruff: noqa: PLC0415 - modules that take long to load are imported by the command that needs them

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ortoo.base.errors import NoRouteError
from ortoo.cli.pages import LangOption, export_to, html_file, write_pages
from ortoo.cli.printing import print_json, print_text, tell_own, tell_snapped
from ortoo.cli.scenario import under
from ortoo.cli.words import JsonOption, NetworkOption, PlaceArgument, ScenarioOption, VerboseOption

if TYPE_CHECKING:
    from ortoo.study.dependency import Dependency


def dependency(  # noqa: PLR0913 - one parameter per option
    origin: PlaceArgument,
    *,
    market: Annotated[
        list[str] | None, typer.Option(help="A market; may be repeated. All known if not given.")
    ] = None,
    weights: Annotated[str, typer.Option(help="gdp, population, trade or equal.")] = "gdp",
    flow: Annotated[str, typer.Option(help="export or import.")] = "export",
    scenario: ScenarioOption = None,
    network: NetworkOption = None,
    as_json: JsonOption = False,
    _verbose: VerboseOption = False,
    map_file: Annotated[
        Path | None,
        typer.Option(
            "--map", callback=html_file, help="Write the report with its map to this HTML file."
        ),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(
            callback=export_to("dependency_exports"),
            help="Write .csv, .xlsx, .json, or print the report to .pdf.",
        ),
    ] = None,
    lang: LangOption = "en",
) -> None:
    """What each transit country, crossing and section holds over ORIGIN and its markets."""
    from rich.console import Console

    from ortoo.network.network import load_network
    from ortoo.study.dependency import dependency as measure
    from ortoo.study.terms import terms_of_words

    terms = terms_of_words(weights=weights, flow=flow)
    future = under(load_network(network), scenario)
    if future.avoided:
        sys.stderr.write("note: every set of avoided countries is measured; the cards' is one\n")
    with Console(stderr=True).status("searching every set of avoided countries"):
        found = measure(
            future.network, origin, markets=market, terms=terms, scenarios=scenario or ()
        )
    if market is None:
        listed = future.network.tables["markets"]["place_id"]
        tell_own(future.network, origins=[found.case.origin.place_id], markets=listed)
    tell_snapped((found.case.origin, *found.case.markets))
    _write(found, lang=lang, map_file=map_file, export=export)
    if as_json:
        print_json(found.to_json())
    else:
        from ortoo.views.dependency_tables import dependency_text

        print_text(dependency_text(found))
    if not any(found.solved.ways):
        raise NoRouteError(f"no way between {found.case.origin.name} and any of the markets")


def _write(found: "Dependency", *, lang: str, map_file: Path | None, export: Path | None) -> None:
    paper = export if export is not None and export.suffix.casefold() == ".pdf" else None
    if map_file is not None or paper is not None:
        from ortoo.views.dependency_page import dependency_page

        write_pages(
            lambda language: dependency_page(found, language),
            lang=lang,
            map_file=map_file,
            export=paper,
        )
    if export is not None and paper is None:
        from ortoo.views.dependency_exports import write_dependency

        write_dependency(found, export)
        sys.stderr.write(f"export: {export}\n")
