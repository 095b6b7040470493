"""The command ``ortoo``: parse, call one function, print.

In    arguments.
Out   the answer on stdout, progress and hints on stderr, and an exit code: 0 answered,
      1 unexpected, 2 usage, 3 bad input, 4 no such route, 5 data missing, 6 partial,
      130 interrupted.
Law   no error of ours reaches the user as a traceback, and no Ctrl-C.
Not   here: logic. Modules that take long to load are imported inside the commands that need them,
      so that ``ortoo --help`` answers at once.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from ortoo.base.errors import NoRouteError, OrtooError


class InterruptedByUser(BaseException):
    """Ctrl-C, by a name that no library on the way takes for its own."""


def main() -> None:
    """Run the command; every error becomes a sentence on stderr and an exit code."""
    try:
        with _interruptible():
            from ortoo.cli.app import app  # noqa: PLC0415 - may be interrupted too

            try:
                app()
            finally:
                sys.stdout.flush()
    except NoRouteError as absent:
        sys.exit(absent.exit_code)
    except OrtooError as error:
        sys.stderr.write(f"ortoo: {error}\n")
        sys.exit(error.exit_code)
    except (InterruptedByUser, KeyboardInterrupt):
        _abandon_stdout()
        sys.stderr.write("ortoo: interrupted\n")
        sys.exit(130)
    except BrokenPipeError:
        _abandon_stdout()
        sys.exit(0)
    except OSError as failure:
        if failure.filename is not None:
            raise
        _abandon_stdout()
        sys.stderr.write(f"ortoo: could not print the answer: {failure.strerror or failure}\n")
        sys.exit(1)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Where Ctrl-C raises ``InterruptedByUser``; only the main thread may say so.

    It raises at the end too, should a library have caught it with everything else.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = False

    def interrupt(*_: object) -> None:
        nonlocal heard
        heard = True
        raise InterruptedByUser

    former = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)
        if heard:
            raise InterruptedByUser


def _abandon_stdout() -> None:
    """What is still to be printed goes nowhere, so that nothing fails at the very end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
