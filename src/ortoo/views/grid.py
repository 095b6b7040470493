"""Tables for a terminal that never lose a figure.

In    a title and the names of columns.
Out   a rich table to which rows are added.
Law   a figure stands whole on one line, a name or an id is folded where it is too long; nothing is
      cut off with dots.
Not   here: what stands in the tables.
"""

from collections.abc import Collection

from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.table import Table

UNBOUNDED = 10_000


class Grid(Table):
    """A table that leaves its frame out where the terminal is too narrow for it."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines of the table; see rich."""
        wide = options.update(max_width=UNBOUNDED)
        if Measurement.get(console, wide, self).maximum > options.max_width:
            self.box = box.SIMPLE_HEAD
            self.show_edge, self.pad_edge, self.collapse_padding = False, False, True
        return super().__rich_console__(console, options)


def grid(title: str, *columns: str, texts: Collection[str]) -> Grid:
    """A table without rows; the columns named in ``texts`` hold words, the others figures."""
    table = Grid(title=title, title_justify="left", title_style="bold", header_style="dim")
    for column in columns:
        if column in texts:
            table.add_column(column, overflow="fold")
        else:
            table.add_column(column, justify="right", no_wrap=True)
    return table
