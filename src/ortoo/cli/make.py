"""The commands that write files.

In    arguments.
Out   files, and progress on stderr.
Law   one call of one function each.
Not   here: logic.
"""
# ruff: noqa: PLC0415 - modules that take long to load are imported by the command that needs them

from pathlib import Path
from typing import Annotated

import typer

from ortoo.cli.pages import LangOption
from ortoo.cli.words import DEFAULT_ORIGIN, DEFAULT_TOLD, NetworkOption, place_from


def _folder(out: Path) -> Path:
    """``out``, refused before anything is computed when no pages can be written to it."""
    from ortoo.views.written import check_folder

    check_folder(out)
    return out


def atlas(
    *,
    out: Annotated[Path, typer.Option(callback=_folder, help="Folder to write to.")] = Path("maps"),
    origin: Annotated[str | None, typer.Option(help=f"From where; {DEFAULT_TOLD}.")] = None,
    lang: LangOption = "en",
    network: NetworkOption = None,
) -> None:
    """Write every page that there is to a network, and an index of them; --lang mn in Mongolian."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from ortoo.network.network import load_network
    from ortoo.views.atlas import page_count, write_atlas
    from ortoo.views.own_plan import plan_from

    built = load_network(network)
    start = place_from(built, origin or DEFAULT_ORIGIN, is_typed=origin is not None)
    plan = plan_from(built, start, language=lang)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("atlas", total=page_count(built, plan))
        written = write_atlas(
            built,
            out,
            plan=plan,
            progress=lambda page: progress.update(task, advance=1, description=page),
        )
    typer.echo(f"{len(written)} pages, open {out / 'index.html'}")
