"""The version of the package, for answers to carry.

In    nothing.
Out   ``VERSION``.
Law   the same as in ``pyproject.toml`` (a test compares them).
Not   here: anything else.
"""

VERSION = "0.1.0"
