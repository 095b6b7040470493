"""The command ``ortoo``: parse, call one function, print.

In    arguments.
Out   the answer on stdout, progress and hints on stderr, and an exit code: 0 answered,
      1 unexpected, 2 usage, 3 bad input, 4 no such route, 5 data missing, 6 partial,
      130 interrupted.
Law   no error of ours reaches the user as a traceback.
Not   here: logic. Modules that take long to load are imported inside the commands that need them,
      so that ``ortoo --help`` answers at once.
"""

import sys
from typing import Annotated

import typer

from ortoo.base.errors import NoRouteError, OrtooError
from ortoo.base.version import VERSION
from ortoo.cli import ask, data, make, scenario
from ortoo.cli.dependency import dependency

app = typer.Typer(
    name="ortoo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="How a landlocked country reaches its markets, and what it must cross to get there. "
    "Pages (--map, --export page.pdf, atlas) speak English, or Mongolian with --lang mn.",
)
tables = typer.Typer(no_args_is_help=True, help="The tables, their sources, their faults.")
cards = typer.Typer(no_args_is_help=True, help="Scenario cards: check, write, describe.")
app.add_typer(tables, name="data")
app.add_typer(cards, name="scenario")
for command in (ask.route, ask.exposure, ask.blocking, ask.gap, ask.verify, dependency, make.atlas):
    app.command()(command)
for study in (scenario.compare, scenario.repair):
    app.command()(study)
tables.command("check")(data.check)
tables.command("list")(data.list_)
tables.command("show")(data.show)
cards.command("check")(scenario.check)
cards.command("new")(scenario.new)
cards.command("schema")(scenario.schema)
cards.command("list")(scenario.list_)


def main() -> None:
    """Run the command; every error becomes a sentence on stderr and an exit code."""
    try:
        app()
    except NoRouteError as absent:
        sys.exit(absent.exit_code)
    except OrtooError as error:
        sys.stderr.write(f"ortoo: {error}\n")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("ortoo: interrupted\n")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _version(asked: bool) -> None:  # noqa: FBT001 - typer's callback
    if asked:
        typer.echo(f"ortoo {VERSION}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of the bare command."""


if __name__ == "__main__":
    main()
