"""Write a commented scenario card to start from, and the schema that editors check it by.

In    the path of a card to be.
Out   the card, and ``scenario.schema.json`` beside it, each written whole or not at all.
Law   a card that is there is never overwritten; the template is a card that can be used.
Not   here: reading cards (``inputs.cards``).
"""

import json
from importlib.resources import files
from pathlib import Path

from ortoo.base.errors import UsageError
from ortoo.inputs.cards import ENDINGS, SCHEMA_FILE
from ortoo.inputs.cards_models import card_schema
from ortoo.views.written import write_text


def write_card(path: Path) -> tuple[Path, ...]:
    """Write a template to ``path``, and the schema beside it unless it is there; what was written.

    Raises
    ------
    UsageError
        The path exists, or its name does not end as a card's does.
    UnwrittenError
        A file could not be written.
    """
    if path.suffix.casefold() not in ENDINGS:
        raise UsageError(f"{path.name!r} is no name for a card; end it with {', '.join(ENDINGS)}")
    if path.exists():
        raise UsageError(f"{path} is there already; name a file that is not")
    kind = "toml" if path.suffix.casefold() == ".toml" else "yaml"
    template = files("ortoo.views").joinpath("templates", f"card.{kind}").read_text("utf-8")
    write_text(path, template)
    beside = path.with_name(SCHEMA_FILE)
    if beside.exists():
        return (path,)
    write_text(beside, schema_text())
    return path, beside


def schema_text() -> str:
    """The JSON Schema of cards as it stands in a file."""
    return json.dumps(card_schema(), ensure_ascii=False, indent=1) + "\n"
