"""The commands that ask.

In    arguments.
Out   the answer, and an exit code by the error raised.
Law   one call of one function each.
Not   here: logic.
"""
# ruff: noqa: PLC0415 - modules that take long to load are imported by the command that needs them

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from ortoo.base.errors import MissingDataError, NoRouteError
from ortoo.cli.pages import LangOption, MapOption, PrintOption, export_to, html_file, write_pages
from ortoo.cli.printing import print_json, print_text, tell_fewer, tell_snaps
from ortoo.cli.scenario import under
from ortoo.cli.words import (
    AvoidOption,
    CargoOption,
    CorridorOption,
    DateOption,
    JsonOption,
    ModeOption,
    NetworkOption,
    PlaceArgument,
    ScenarioOption,
    VerboseOption,
    ViaOption,
    code,
    codes,
    listed,
)

if TYPE_CHECKING:
    from ortoo.routes.answer import Answer
    from ortoo.routes.exposure import Front


def route(  # noqa: PLR0913 - one parameter per option
    origin: PlaceArgument,
    destination: PlaceArgument,
    *,
    avoid: AvoidOption = None,
    avoid_crossing: Annotated[list[str] | None, typer.Option(help="A crossing's id.")] = None,
    avoid_section: Annotated[list[str] | None, typer.Option(help="A section's id.")] = None,
    allow_overflight: Annotated[
        bool, typer.Option("--allow-overflight", help="Aircraft may cross avoided countries.")
    ] = False,
    via: ViaOption = None,
    mode: ModeOption = None,
    minimise: Annotated[
        str, typer.Option(help="time, cost, co2, length, generalised or exposure.")
    ] = "time",
    to: Annotated[
        list[str] | None, typer.Option(help="Of exposure: to whom; RUS,CHN for several.")
    ] = None,
    value_of_time: Annotated[
        float | None, typer.Option(help="USD per tonne-hour, for generalised cost.")
    ] = None,
    date: DateOption = None,
    cargo: CargoOption = "third-country",
    corridor: CorridorOption = None,
    scenario: ScenarioOption = None,
    alternatives: Annotated[
        int, typer.Option(min=0, help="Further routes that cross other borders.")
    ] = 0,
    network: NetworkOption = None,
    as_json: JsonOption = False,
    _verbose: VerboseOption = False,
    map_file: Annotated[
        Path | None,
        typer.Option("--map", callback=html_file, help="Write a map to this HTML file."),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(
            callback=export_to("exports"),
            help="Write .gpkg, .geojson, .csv, .xlsx, or print to .pdf.",
        ),
    ] = None,
    lang: LangOption = "en",
) -> None:
    """The best way from ORIGIN to DESTINATION, or the proof that there is none (exit 4)."""
    from ortoo.network.network import load_network
    from ortoo.routes.find import find_routes
    from ortoo.routes.question import Avoid, Overflight, trip_of_words

    words: dict[str, Any] = {"via": via, "modes": listed(mode), "date": date, "cargo": cargo}
    words |= {"corridor": corridor}
    words |= {"to": codes(to), "value_of_time": value_of_time}
    trip, cost = trip_of_words(origin, destination, minimise=minimise, words=words)
    shunned = Avoid(
        countries=codes(avoid),
        crossings=avoid_crossing or (),
        sections=avoid_section or (),
        overflight=Overflight.ALLOWED if allow_overflight else Overflight.REFUSED,
    )
    future = under(load_network(network), scenario)
    answer = find_routes(
        future.network,
        future.trip(trip),
        avoid=future.avoid(shunned),
        minimise=cost,
        alternatives=alternatives,
    )
    tell_snaps(answer)
    tell_fewer(answer, alternatives=alternatives)
    _write(answer, lang=lang, map_file=map_file, export=export)
    if as_json:
        print_json(answer.to_json())
    else:
        from ortoo.views.tables import answer_text

        print_text(answer_text(answer))
    if answer.proof is not None:
        raise NoRouteError(answer.sentence)


def _write(answer: "Answer", *, lang: str, map_file: Path | None, export: Path | None) -> None:
    paper = export if export is not None and export.suffix.casefold() == ".pdf" else None
    if map_file is not None or paper is not None:
        from ortoo.views.route_page import route_page

        write_pages(
            lambda language: route_page(answer, language),
            lang=lang,
            map_file=map_file,
            export=paper,
        )
    if export is not None and paper is None:
        from ortoo.views.exports import write_export

        write_export(answer, export)
        sys.stderr.write(f"export: {export}\n")


def gap(  # noqa: PLR0913 - one parameter per option
    origin: str,
    destination: str,
    *,
    network: NetworkOption = None,
    as_json: JsonOption = False,
    map_file: MapOption = None,
    export: PrintOption = None,
    lang: LangOption = "en",
) -> None:
    """The least distance over land between two countries (ISO alpha-3), and whose land it is."""
    from ortoo.network.network import load_network
    from ortoo.routes.territory import gap as find_gap
    from ortoo.routes.territory import gap_json

    built = load_network(network)
    found = find_gap(built.countries, between=(code(origin), code(destination)))
    if map_file is not None or export is not None:
        from ortoo.views.gap_page import gap_page

        write_pages(
            lambda language: gap_page(built, found, language=language),
            lang=lang,
            map_file=map_file,
            export=export,
        )
    if as_json:
        print_json(gap_json(found))
    else:
        from ortoo.views.tables import gap_text

        print_text(gap_text(found))


def exposure(  # noqa: PLR0913, PLR0917 - one parameter per option
    origin: PlaceArgument,
    destination: PlaceArgument,
    more: Annotated[list[str] | None, typer.Argument(help="More countries of --to.")] = None,
    *,
    to: Annotated[list[str], typer.Option(help="ISO alpha-3, one or several.")],
    measure: Annotated[str, typer.Option(help="km, hours or usd.")] = "km",
    avoid: AvoidOption = None,
    via: ViaOption = None,
    mode: ModeOption = None,
    date: DateOption = None,
    cargo: CargoOption = "third-country",
    network: NetworkOption = None,
    as_json: JsonOption = False,
    _verbose: VerboseOption = False,
    map_file: MapOption = None,
    export: PrintOption = None,
    lang: LangOption = "en",
) -> None:
    """Every trip not beaten at once in exposure to countries, time and cost."""
    from ortoo.network.network import load_network
    from ortoo.routes.exposure import exposure_front, front_json, measure_of_word
    from ortoo.routes.question import Avoid, trip_of_words

    words = {"modes": listed(mode), "via": via, "date": date, "cargo": cargo}
    trip, _ = trip_of_words(origin, destination, minimise="time", words=words)
    named = frozenset(codes([*to, *(more or ())]))
    built, unit = load_network(network), measure_of_word(measure)
    shunned = Avoid(countries=codes(avoid))
    front = exposure_front(built, trip, exposed_to=named, measure=unit, avoid=shunned)
    if front.routes and (map_file is not None or export is not None):
        from ortoo.views.exposure_page import exposure_page

        write_pages(
            lambda language: exposure_page(built, front, language=language),
            lang=lang,
            map_file=map_file,
            export=export,
        )
    if as_json:
        print_json(front_json(front))
    elif not front.missing:
        from ortoo.views.front_text import front_text

        print_text(front_text(front))
    if not front.routes:
        _refuse(front, files=[map_file, export])


def _refuse(front: "Front", *, files: list[Path | None]) -> NoReturn:
    """End where there is nothing to show; name the files that were therefore not written."""
    from ortoo.views.front_text import no_front_text

    for file in files:
        if file is not None:
            sys.stderr.write(f"{file} was not written: there is no trip to draw\n")
    raise (MissingDataError if front.missing else NoRouteError)(no_front_text(front))


def blocking(  # noqa: PLR0913 - one parameter per option
    origin: PlaceArgument,
    destination: PlaceArgument,
    *,
    of: Annotated[str, typer.Option(help="countries or crossings.")] = "countries",
    limit: Annotated[
        int | None, typer.Option(min=1, help="Largest set to seek; 10 crossings if not given.")
    ] = None,
    avoid: AvoidOption = None,
    mode: ModeOption = None,
    date: DateOption = None,
    cargo: CargoOption = "third-country",
    network: NetworkOption = None,
    as_json: JsonOption = False,
) -> None:
    """All minimal sets of countries, or of crossings, whose refusal cuts the way."""
    from ortoo.network.network import load_network
    from ortoo.routes.blocking import blocking as find_blocking
    from ortoo.routes.blocking import blocking_json, of_word
    from ortoo.routes.question import Avoid, trip_of_words

    words = {"modes": listed(mode), "date": date, "cargo": cargo}
    trip, _ = trip_of_words(origin, destination, minimise="time", words=words)
    shunned = Avoid(countries=codes(avoid))
    found = find_blocking(load_network(network), trip, of=of_word(of), avoid=shunned, limit=limit)
    if as_json:
        print_json(blocking_json(found))
    else:
        from ortoo.views.tables import blocking_text

        print_text(blocking_text(found))
