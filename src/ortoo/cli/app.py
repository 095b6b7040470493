"""All commands of ``ortoo`` under one name.

In    the commands.
Out   ``app``, which typer runs.
Law   each command has one name; one argument too many is told with what was meant.
Not   here: what errors become (``cli.__main__``), logic.
"""

from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from ortoo.base.errors import UsageError
from ortoo.base.version import VERSION
from ortoo.cli import ask, data, make, scenario
from ortoo.cli.dependency import dependency
from ortoo.cli.verify import verify

LISTED = ("--avoid", "--to", "--mode")
"""Options whose values may stand between commas."""


class Command(TyperCommand):
    """A command that says how several values of an option are written."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - click's or typer's
        """The arguments as click parses them; one too many is refused in our words."""
        ctx.allow_extra_args = True
        typed = list(args)
        left = super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            raise UsageError(
                f"one argument too many: {' '.join(ctx.args)}{_meant(typed, ctx.args)}"
            )
        return left


def _meant(typed: list[str], extra: list[str]) -> str:
    """What to write where a value stands behind that of a listed option."""
    for at, option in enumerate(typed[:-2]):
        behind = typed[at + 2]
        if option in LISTED and not behind.startswith("-") and extra:
            return f"; repeat {option}, or write {option} {typed[at + 1]},{behind}"
    return ""


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
for command in (ask.route, ask.exposure, ask.blocking, ask.gap, verify, dependency, make.atlas):
    app.command(cls=Command)(command)
for study in (scenario.compare, scenario.repair):
    app.command(cls=Command)(study)
tables.command("check")(data.check)
tables.command("list")(data.list_)
tables.command("show")(data.show)
cards.command("check")(scenario.check)
cards.command("new")(scenario.new)
cards.command("schema")(scenario.schema)
cards.command("list")(scenario.list_)


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
