"""The commands about scenarios: check, write and describe cards; compare; repair.

In    arguments.
Out   the answer, and an exit code by the error raised.
Law   one call of one function each.
Not   here: logic.
"""
# ruff: noqa: PLC0415 - modules that take long to load are imported by the command that needs them

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ortoo.cli.pages import LangOption, export_to, html_file, write_pages
from ortoo.cli.printing import print_json, print_text, tell_own
from ortoo.cli.words import (
    AVOID_HELP,
    DEFAULT_ORIGIN,
    DEFAULT_TOLD,
    JsonOption,
    ModeOption,
    NetworkOption,
    PlaceArgument,
    ScenarioOption,
    VerboseOption,
    codes,
    listed,
    place_from,
)

if TYPE_CHECKING:
    from ortoo.network.network import Network
    from ortoo.study.compared import Comparison
    from ortoo.study.future import Future

CardsArgument = Annotated[
    list[str],
    typer.Argument(metavar="SCENARIO...", help="Files or built-in ids; a+b puts cards together."),
]


def check(files: CardsArgument, *, network: NetworkOption = None) -> None:
    """Check scenario cards against a network; tell every fault, and where their order matters."""
    from ortoo.inputs.cards import load_scenario
    from ortoo.network.network import load_network
    from ortoo.study.order import order_matters
    from ortoo.study.scenario import apply
    from ortoo.views.comparison_text import check_text

    cards = [load_scenario(name) for name in files]
    built = load_network(network)
    apply(built, cards)
    print_text(check_text(cards, order_matters(built, cards)))


def new(
    file: Annotated[Path, typer.Argument(help="The card to write; it must not exist yet.")],
) -> None:
    """Write a commented card to start from, and the schema beside it for editors."""
    from ortoo.views.card_template import write_card

    for written in write_card(file):
        typer.echo(f"{written}")


def schema() -> None:
    """Print the JSON Schema of scenario cards."""
    from ortoo.inputs.cards_models import card_schema

    print_json(card_schema())


def list_() -> None:
    """The built-in scenarios."""
    from ortoo.inputs.cards import builtin_scenarios, load_scenario
    from ortoo.views.comparison_text import cards_text

    print_text(cards_text([load_scenario(name) for name in builtin_scenarios()]))


def compare(  # noqa: PLR0913 - one parameter per option
    scenarios: CardsArgument,
    *,
    origin: Annotated[
        list[str] | None, typer.Option(help=f"From where; may be repeated. {DEFAULT_TOLD}.")
    ] = None,
    market: Annotated[list[str] | None, typer.Option(help="Where to; all if not given.")] = None,
    minimise: Annotated[str, typer.Option(help="time, cost, co2, length, generalised.")] = "time",
    with_dependence: Annotated[
        bool, typer.Option("--dependence", help="Also transit power and penalties; slower.")
    ] = False,
    network: NetworkOption = None,
    as_json: JsonOption = False,
    _verbose: VerboseOption = False,
    export: Annotated[
        Path | None,
        typer.Option(
            callback=export_to("comparison_export"),
            help="Write .csv, .xlsx, .json, or print the report to .pdf.",
        ),
    ] = None,
    map_file: Annotated[
        Path | None,
        typer.Option(
            "--map", callback=html_file, help="Write a report with a map to this HTML file."
        ),
    ] = None,
    lang: LangOption = "en",
) -> None:
    """Base and scenarios side by side, and which edit of a card caused what."""
    from ortoo.inputs.cards import load_scenario
    from ortoo.network.network import load_network
    from ortoo.study.compared_json import comparison_json
    from ortoo.study.comparison import compare as run
    from ortoo.study.comparison import network_count, objective_of, survey_of
    from ortoo.study.dependence import dependence
    from ortoo.views.comparison_text import comparison_text

    cards = [load_scenario(name) for name in scenarios]
    objective = objective_of(minimise)
    built = load_network(network)
    starts = [place_from(built, o, is_typed=bool(origin)) for o in origin or [DEFAULT_ORIGIN]]
    survey = survey_of(
        built,
        origins=[start.place_id for start in starts],
        markets=market or (),
        minimise=objective,
    )
    tell_own(built, origins=survey.origins, markets=survey.markets)
    with _progress("compare", network_count(cards)) as tick:
        measures = {"dependency": dependence} if with_dependence else {}
        found = run(built, cards, survey=survey, measures=measures, tick=tick)
    _write(found, lang=lang, map_file=map_file, export=export)
    if as_json:
        print_json(comparison_json(found))
    else:
        print_text(comparison_text(found))


def repair(  # noqa: PLR0913 - one parameter per option
    origin: PlaceArgument,
    destination: PlaceArgument,
    *,
    avoid: Annotated[list[str], typer.Option(help=AVOID_HELP)],
    mode: ModeOption = None,
    scenario: ScenarioOption = None,
    network: NetworkOption = None,
    as_json: JsonOption = False,
) -> None:
    """Which single change, or which two, would make a trip possible, or less exposed."""
    from ortoo.inputs.cards import builtin_scenarios, load_scenario
    from ortoo.network.network import load_network
    from ortoo.routes.question import Avoid, trip_of_words
    from ortoo.study.compared_json import repair_json
    from ortoo.study.repair import repair as run
    from ortoo.views.comparison_text import repair_text

    trip, _ = trip_of_words(origin, destination, minimise="time", words={"modes": listed(mode)})
    future = under(load_network(network), scenario)
    projects = [load_scenario(name) for name in builtin_scenarios()]
    found = run(
        future.network,
        future.trip(trip),
        avoid=future.avoid(Avoid(countries=codes(avoid))),
        projects=projects if network is None else (),
    )
    if as_json:
        print_json(repair_json(found))
    else:
        print_text(repair_text(found))


def under(network: "Network", names: Sequence[str] | None) -> "Future":
    """The network under the cards of ``--scenario``; where their order matters goes to stderr."""
    from ortoo.study.future import Future

    if not names:
        return Future(network=network)
    from ortoo.inputs.cards import load_scenario
    from ortoo.study.order import order_matters
    from ortoo.study.scenario import apply

    cards = [load_scenario(name) for name in names]
    future = apply(network, cards)
    for line in order_matters(network, cards):
        sys.stderr.write(f"note: {line}\n")
    return future


def _write(found: "Comparison", *, lang: str, map_file: Path | None, export: Path | None) -> None:
    paper = export if export is not None and export.suffix.casefold() == ".pdf" else None
    if map_file is not None or paper is not None:
        from ortoo.views.comparison_page import comparison_page

        write_pages(
            lambda language: comparison_page(found, language),
            lang=lang,
            map_file=map_file,
            export=paper,
        )
    if export is not None and paper is None:
        from ortoo.views.comparison_export import write_comparison

        write_comparison(found, export)
        sys.stderr.write(f"export: {export}\n")


@contextmanager
def _progress(name: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar on stderr where somebody looks at it, and what moves it on by one."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    quiet = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=quiet) as progress:
        task = progress.add_task(name, total=total)
        yield lambda: progress.advance(task)
