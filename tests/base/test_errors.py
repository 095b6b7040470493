"""An error means the same in the process that asked as in the one that failed."""

import pickle
from pathlib import Path

import pytest

from ortoo.base.errors import (
    AvoidedEndError,
    BadInputError,
    CoordinateError,
    MissingDataError,
    OrtooError,
    UnknownNameError,
    UsageError,
)
from ortoo.routes.lattice import LatticeTooLargeError
from ortoo.views.written import UnwrittenError


@pytest.mark.parametrize(
    "error",
    [
        UnknownNameError("place", "Almati", nearest=["Almaty"]),
        AvoidedEndError("KAZ", place="Almaty"),
        BadInputError(["one", "two"], where="places.csv"),
        CoordinateError((0.0, 91.0, 1.0, 92.0), where="a shape"),
        MissingDataError("places.csv is not there"),
        UsageError("the question is wrong"),
        UnwrittenError(Path("maps/index.html"), reason="no space left"),
        LatticeTooLargeError("13 countries"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_survives_the_way_between_two_processes(error: OrtooError) -> None:
    sent = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert type(sent) is type(error)
    assert str(sent) == str(error)
    assert vars(sent) == vars(error)
    assert sent.exit_code == error.exit_code
