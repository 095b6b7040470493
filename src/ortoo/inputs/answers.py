"""Read an answer that was written as JSON.

In    a file that ``ortoo route --json`` filled.
Out   plain data.
Law   a file that is not JSON, or not an object, is refused with the place of the fault.
Not   here: whether the answer holds (``routes.verify``).
"""

import json
from pathlib import Path
from typing import Any

from ortoo.base.errors import BadInputError, MissingDataError

LARGEST_ANSWER_BYTES = 64 * 1024 * 1024


def read_answer(file: Path) -> dict[str, Any]:
    """The answer in ``file``.

    Raises
    ------
    MissingDataError
        There is no such file.
    BadInputError
        It is not a JSON object, or too large to be an answer.
    """
    if not file.is_file():
        raise MissingDataError(f"{file} is not a file; expected one with the JSON of an answer")
    if file.stat().st_size > LARGEST_ANSWER_BYTES:
        raise BadInputError([f"is larger than {LARGEST_ANSWER_BYTES} bytes"], where=str(file))
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as broken:
        raise BadInputError([f"is not JSON: {broken}"], where=str(file)) from broken
    if not isinstance(data, dict):
        raise BadInputError(["is JSON, but not an object"], where=str(file))
    return data


def scenarios_of(answer: dict[str, Any]) -> list[str]:
    """The ids of the scenarios under which an answer was given; none where it names none.

    >>> scenarios_of({"question": {"scenarios": ["cku-railway"]}})
    ['cku-railway']
    """
    question = answer.get("question")
    named = question.get("scenarios", []) if isinstance(question, dict) else []
    return [name for name in named if isinstance(name, str)] if isinstance(named, list) else []
