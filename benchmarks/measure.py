"""A clock that alternates between engines and believes only answers that agree.

In    engines as functions of a question; questions; what is expected.
Out   ``Row``: how many questions were completed and the median time of one.
Law   engines take turns, so that a slow minute of the machine meets all of them; an answer that
      differs from the expected one ends the run; only completed questions count.
Not   here: what the questions are (``benchmarks.tasks``).
"""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

ROUNDS = 5
BUDGET_S = 20.0
"""An engine that has used this much in a task takes no further turn in it."""
NEAR = 1e-6

Engine = Callable[[Any], Any]
Agree = Callable[[Any, Any], bool]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One engine in one task: ``completed`` questions in all, in ``rounds`` turns."""

    task: str
    network: str
    engine: str
    completed: int
    rounds: int
    median_ms: float
    times_as_long: float = 1.0

    def to_json(self) -> dict[str, Any]:
        """The row as plain data."""
        return asdict(self)


def measured(
    task: tuple[str, str],
    engines: Mapping[str, Engine],
    questions: Sequence[Any],
    expected: Sequence[Any],
    *,
    agree: Agree,
    limits: Mapping[str, int] | None = None,
) -> list[Row]:
    """Rows for all engines on a task, a pair of its name and its network.

    Each engine answers the first ``limits`` questions (all by default), in rounds; the median of
    the rounds' means is told, and how many times as long as the first engine's on these questions.
    """
    spent: dict[str, list[list[float]]] = {name: [] for name in engines}
    for engine in engines.values():
        engine(questions[0])  # compiled code is compiled, caches are warm
    for _ in range(ROUNDS):
        for name, engine in engines.items():
            if sum(map(sum, spent[name])) < BUDGET_S:
                count = (limits or {}).get(name, len(questions))
                spent[name].append(_turn(task, name, engine, questions[:count], expected, agree))
    first = next(iter(spent.values()))
    rows = []
    for name, turns in spent.items():
        count = len(turns[0])
        median = statistics.median(statistics.fmean(turn) for turn in turns)
        base = statistics.median(statistics.fmean(turn[:count]) for turn in first)
        rows.append(
            Row(
                task=task[0], network=task[1], engine=name, completed=sum(map(len, turns)),
                rounds=len(turns), median_ms=1000 * median, times_as_long=median / base,
            )
        )  # fmt: skip
    return rows


def _turn(
    task: tuple[str, str], name: str, engine: Engine, questions: Sequence[Any],
    expected: Sequence[Any], agree: Agree,
) -> list[float]:  # fmt: skip
    times = []
    for question, right in zip(questions, expected, strict=False):
        started = time.perf_counter()
        answer = engine(question)
        times.append(time.perf_counter() - started)
        if not agree(answer, right):
            message = f"{task[0]}, {task[1]}: {name} disagrees on {question}"
            raise SystemExit(message)
    return times


@dataclass(frozen=True, kw_only=True)
class Batch:
    """An engine that answers the first ``share`` units of a task at once, one row each."""

    answer: Callable[[], Any]
    share: int


def batched(task: tuple[str, str], engines: Mapping[str, Batch], expected: Any) -> list[Row]:
    """Rows for engines that answer many questions at once; times are those of one unit.

    Every answer is compared with the rows of ``expected``, as far as the engine's share goes.
    """
    spent: dict[str, list[float]] = {name: [] for name in engines}
    for number in range(ROUNDS):
        for name, engine in engines.items():
            if sum(spent[name]) > BUDGET_S:
                continue
            started = time.perf_counter()
            answer = engine.answer()
            took = time.perf_counter() - started
            if not same(answer, expected[: engine.share]):
                message = f"{task[0]}, {task[1]}: {name} disagrees"
                raise SystemExit(message)
            if number or took > BUDGET_S:  # the first turn compiles and warms up
                spent[name].append(took)
    medians = {name: statistics.median(spent[name]) / engines[name].share for name in engines}
    first = next(iter(medians.values()))
    return [
        Row(
            task=task[0], network=task[1], engine=name, rounds=len(spent[name]),
            completed=np.size(expected[: engines[name].share]) * len(spent[name]),
            median_ms=1000 * median, times_as_long=median / first,
        )
        for name, median in medians.items()
    ]  # fmt: skip


def same(one: Any, other: Any) -> bool:
    """Whether numbers agree to a millionth, infinite where the other is."""
    return bool(np.allclose(one, other, rtol=NEAR, atol=NEAR))
