"""Make the catalogue of messages from the sources, keeping what is translated.

In    the Python, templates and scripts of ``src/ortoo``; texts of corridors and cards.
Out   ``src/ortoo/views/messages/mn.po``, its messages in alphabetical order; on stdout what it
      lacks.
Law   a message is a literal: what says anything else is an error, for nobody could translate it.
Not   here: translating; showing (``ortoo.views.language``).

Run from the root after changing a text of a page: ``python -m tools.messages``. Then write the
missing translations into the catalogue.
"""

import ast
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import jinja2
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import nodes

from ortoo.inputs.cards import builtin_scenarios, load_scenario
from ortoo.views.language import said_in

ROOT = Path(__file__).resolve().parents[1]
SOURCE, GEODATA = ROOT / "src" / "ortoo", ROOT / "geodata"
CATALOGUE = SOURCE / "views" / "messages" / "mn.po"
CORRIDOR_TEXTS = ("name", "what")
SAY = "say"


class NotALiteralError(Exception):
    """Something is said whose words only a running program knows."""

    def __init__(self, path: Path, line: int) -> None:
        super().__init__(f"{path.relative_to(ROOT)}:{line}: say() takes one literal message")


def messages() -> dict[str, list[str]]:
    """Every message of the sources, and the files that say it."""
    found: dict[str, list[str]] = {}
    for read, pattern in ((_in_python, "*.py"), (_in_template, "*.html"), (_in_script, "*.js")):
        for path in sorted(SOURCE.rglob(pattern)):
            for message in read(path):
                where = found.setdefault(message, [])
                if (name := path.relative_to(ROOT).as_posix()) not in where:
                    where.append(name)
    for message, name in _in_geodata():
        found.setdefault(message, []).append(name)
    return dict(sorted(found.items()))


def _in_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id != SAY or not node.args:
            continue
        match node.args[0]:
            case ast.Constant(value=str(message)):
                yield message
            case ast.Attribute(attr="message") | ast.Name(id="message"):
                pass  # said as a literal where it was made
            case _:
                raise NotALiteralError(path, node.lineno)


def _in_template(path: Path) -> Iterator[str]:
    tree = jinja2.Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == SAY:
            if not (call.args and isinstance(call.args[0], nodes.Const)):
                raise NotALiteralError(path, call.lineno)
            yield str(call.args[0].value)


def _in_script(path: Path) -> Iterator[str]:
    if "vendored" not in path.parts:
        yield from said_in(path.read_text(encoding="utf-8"))


def _in_geodata() -> Iterator[tuple[str, str]]:
    corridors = GEODATA / "network" / "corridors.csv"
    with corridors.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from ((row[column], "geodata/network/corridors.csv") for column in CORRIDOR_TEXTS)
    for card in builtin_scenarios():
        read = load_scenario(card)
        yield read.title, "geodata/scenarios"
        yield read.why, "geodata/scenarios"
        yield from ((edit.why, "geodata/scenarios") for edit in read.edits if edit.why)


def catalogue() -> Catalog:
    """The catalogue as it should be: all messages, with the translations that there are."""
    with CATALOGUE.open("rb") as file:
        known = {message.id: message.string for message in read_po(file, locale="mn")}
    made = Catalog(locale="mn", project="ortoo", charset="utf-8", fuzzy=False)
    for message, where in messages().items():
        made.add(message, known.get(message, ""), locations=[(name, 0) for name in where])
    return made


def main() -> None:
    """Write the catalogue anew."""
    made = catalogue()
    with CATALOGUE.open("wb") as file:
        write_po(file, made, width=96, omit_header=False, sort_output=True, include_lineno=False)
    lacking = [str(message.id) for message in made if message.id and not message.string]
    sys.stdout.writelines(f"{message}\n" for message in lacking)
    sys.stderr.write(f"{len(made)} messages, {len(lacking)} not translated\n")


if __name__ == "__main__":
    main()
