"""The command that checks an answer.

In    a file that ``ortoo route --json`` printed.
Out   one sentence, or exit 3 with every fault.
Law   the router is not asked.
Not   here: the checks (``routes.verify``).
"""
# ruff: noqa: PLC0415 - modules that take long to load are imported by the command that needs them

from pathlib import Path
from typing import Annotated

import typer

from ortoo.base.errors import BadInputError, UnknownNameError, UsageError
from ortoo.cli.scenario import under
from ortoo.cli.words import NetworkOption, ScenarioOption


def verify(
    answer: Annotated[Path, typer.Argument(help="What `ortoo route --json` printed.")],
    *,
    scenario: ScenarioOption = None,
    network: NetworkOption = None,
) -> None:
    """Check a route or a proof without the router (exit 3 when it does not hold).

    The scenarios that the answer names are applied; name them yourself where they are files.
    """
    from ortoo.inputs.answers import read_answer, scenarios_of
    from ortoo.network.network import load_network
    from ortoo.routes.verify import verify as find_faults

    told = read_answer(answer)
    try:
        future = under(load_network(network), scenario or scenarios_of(told))
    except UnknownNameError as unknown:
        if scenario or unknown.kind != "scenario":
            raise
        sentence = (
            f"the answer was given under scenario {unknown.name!r}, which is a file: "
            f"add --scenario {unknown.name}.yaml"
        )
        raise UsageError(sentence) from unknown
    try:
        faults = find_faults(told, future.network)
    except BadInputError as odd:
        raise BadInputError(odd.faults, where=str(answer)) from odd
    if faults:
        raise BadInputError(faults, where=str(answer))
    typer.echo(f"{answer}: holds")
