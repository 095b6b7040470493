"""The commands about the data.

In    arguments.
Out   tables on stdout.
Law   one call of one function each.
Not   here: logic.
"""
# ruff: noqa: PLC0415 - modules that take long to load are imported by the command that needs them

from typing import Annotated

import typer

from ortoo.cli.pages import LangOption, MapOption, PrintOption, write_pages
from ortoo.cli.printing import print_json, print_text
from ortoo.cli.words import JsonOption, NetworkOption


def check(*, network: NetworkOption = None, as_json: JsonOption = False) -> None:
    """Coverage, unsourced rows, lengths that disagree, pieces and dangling ends of the tables."""
    from ortoo.network.coverage import coverage, coverage_json
    from ortoo.network.network import load_network

    report = coverage(load_network(network))
    if as_json:
        print_json(coverage_json(report))
    else:
        from ortoo.views.data_tables import coverage_text

        print_text(coverage_text(report))


def list_(*, network: NetworkOption = None) -> None:
    """The tables with their rows, and the corridors."""
    from ortoo.network.corridors import corridor_ids
    from ortoo.network.network import load_network
    from ortoo.views.data_tables import tables_text

    built = load_network(network)
    print_text(tables_text(built, corridor_ids(built)))


def show(
    thing: Annotated[str, typer.Argument(help="A corridor, or the id of any row.")],
    *,
    network: NetworkOption = None,
    map_file: MapOption = None,
    export: PrintOption = None,
    lang: LangOption = "en",
) -> None:
    """A corridor with its sections, km, gauges, crossings and hours; or one row of a table."""
    from ortoo.network.corridors import corridor, corridor_ids
    from ortoo.network.network import load_network
    from ortoo.views.data_tables import corridor_text, row_text

    built = load_network(network)
    known = thing.casefold() in corridor_ids(built)
    if map_file is not None or export is not None:
        from ortoo.views.corridor_page import corridor_page

        write_pages(
            lambda language: corridor_page(built, thing, language=language),
            lang=lang,
            map_file=map_file,
            export=export,
        )
    print_text(corridor_text(corridor(built, thing)) if known else row_text(built, thing))
