"""How long a part took, for those who ask to be told.

In    nothing.
Out   a watch that tells the seconds since it was made.
Law   time is only told, never decided by.
Not   here: who is told (``cli.words``).
"""

import time
from collections.abc import Callable


def watch() -> Callable[[], float]:
    """A function that gives the seconds since now.

    >>> passed_s = watch()
    >>> 0 <= passed_s() < 60
    True
    """
    start_s = time.perf_counter()
    return lambda: time.perf_counter() - start_s
