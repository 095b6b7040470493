"""Every example runs and says what its first line promises."""

import runpy
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SAYS = {
    "ulaanbaatar_to_almaty.py": "no way; what cuts it: CHN + RUS",
    "your_own_country.py": "920 km, 29 h; unknown: cost_usd_t of crossing out",
}


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.name)
def test_an_example_runs(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(example), run_name="__main__")
    assert SAYS[example.name] in capsys.readouterr().out
