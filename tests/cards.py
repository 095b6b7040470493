"""Cards in a line, for tests: what stands under ``edits`` of a card named ``name``."""

from pathlib import Path

from ortoo.inputs.cards import Scenario, load_scenario

HEAD = "title: {name}\nwhy: a test\nsource: test\ndate: 2026-01-01\n"


def card(folder: Path, name: str, *edits: str, more: str = "") -> Scenario:
    file = folder / f"{name}.yaml"
    lines = "".join(f"  - {edit}\n" for edit in edits)
    file.write_text(HEAD.format(name=name) + more + "edits:\n" + lines, encoding="utf-8")
    return load_scenario(file)
