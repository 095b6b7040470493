"""The one family of errors.

In    the facts of a failure.
Out   exceptions that carry those facts as attributes and say them in one sentence.
Law   every error raised on purpose is an ``OrtooError`` and knows its exit code.
Not   here: printing (``cli``).
"""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

HINTS = {
    "country": "; use ISO 3166 alpha-3 codes, like MNG",
    "scenario": "; `ortoo scenario list` names them",
}
"""What to do when nothing like the name is known."""


class OrtooError(Exception):
    """Every error that this package raises on purpose."""

    exit_code: ClassVar[int] = 1

    def __reduce__(self) -> tuple[Any, ...]:
        """How an error travels between processes, whatever its ``__init__`` asks for."""
        return _again, (type(self), self.args), self.__dict__


def _again(kind: type[OrtooError], words: tuple[Any, ...]) -> OrtooError:
    """The error that was sent, in the words that it had, not made anew."""
    error = kind.__new__(kind, *words)
    error.args = words
    return error


class UsageError(OrtooError, ValueError):
    """The question itself is wrong: nothing in the data could answer it."""

    exit_code = 2


class UnknownNameError(UsageError, LookupError):
    """A place, country, mode or id that the network does not have."""

    def __init__(self, kind: str, name: str, *, nearest: Sequence[str] = ()) -> None:
        self.kind, self.name, self.nearest = kind, name, tuple(nearest)
        hint = (
            f"; did you mean {' or '.join(self.nearest)}?" if self.nearest else HINTS.get(kind, "")
        )
        super().__init__(f"no {kind} is called {name!r}{hint}")


class AvoidedEndError(UsageError):
    """A question that avoids the country it starts or ends in."""

    def __init__(self, country: str, *, place: str) -> None:
        self.country, self.place = country, place
        super().__init__(
            f"{country} cannot be avoided: {place} lies in it. "
            "The countries of origin and destination are always allowed; leave it out of --avoid"
        )


class BadInputError(OrtooError, ValueError):
    """Files that cannot be trusted; every fault is told at once."""

    exit_code = 3

    def __init__(self, faults: Iterable[str], *, where: str = "the input") -> None:
        self.faults, self.where = tuple(faults), where
        count = f"{len(self.faults)} fault" + ("s" if len(self.faults) != 1 else "")
        super().__init__("\n  ".join([f"{where} has {count}:", *self.faults]))


class CoordinateError(BadInputError):
    """Coordinates outside the globe: axes swapped, or metres where degrees belong."""

    def __init__(self, bounds: Sequence[float], *, where: str = "a shape") -> None:
        self.bounds = tuple(bounds)
        numbers = ", ".join(f"{bound:g}" for bound in self.bounds)
        sentence = (
            f"bounds ({numbers}) are not inside lon -180..180, lat -90..90: "
            "are the axes swapped, or are these metres?"
        )
        super().__init__([sentence], where=where)


class NoRouteError(OrtooError, LookupError):
    """There is no way under the given restrictions; the answer's proof says why."""

    exit_code = 4


class MissingDataError(OrtooError, FileNotFoundError):
    """Something that the program needs is not on disk."""

    exit_code = 5


class InternalError(OrtooError, AssertionError):
    """An answer that broke one of its own laws and was therefore withheld."""

    exit_code = 1
