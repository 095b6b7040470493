"""Take apart the page that folium wrote, and refuse whatever is not expected of it.

In    the text of folium's page and the random ids in it.
Out   the addresses that it loads from, the id of its map, the script that makes the map.
Law   an element, an event handler or a script that folium has no reason to write withholds the
      whole map; random ids become the order in which they appear.
Not   here: what is put in the place of the addresses (``views.assets``).
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from ortoo.base.errors import InternalError

_EXPECTED_TAGS = frozenset({"html", "head", "body", "meta", "link", "script", "style", "div"})
_ID = re.compile(r"(?<=_)[0-9a-f]{32}")


def ids_in(tree: Mapping[str, Any]) -> Iterator[str]:
    """The random ids of a folium element and of all below it."""
    for key, value in tree.items():
        if key == "id":
            yield value
        elif isinstance(value, Mapping):
            yield from ids_in(value)


def with_stable_ids(text: str, *, known: set[str]) -> str:
    """Every random id replaced by the order in which it appears first."""
    numbers = itertools.count(1)
    stable: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        identity = found.group(0)
        if identity not in known:
            return identity
        return stable.setdefault(identity, str(next(numbers)))

    return _ID.sub(name, text)


class FoliumPage(HTMLParser):
    """Reads what folium wrote, and refuses what is not expected of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.map_id = ""
        self.script = ""
        self.script_addresses: list[str] = []
        self.style_addresses: list[str] = []
        self._inside = ""
        self._in_head = True
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note assets and the map's place; refuse any other element."""
        attributes = {name: value or "" for name, value in attrs}
        if tag not in _EXPECTED_TAGS or any(name.startswith("on") for name in attributes):
            raise InternalError(f"folium wrote an unexpected element <{tag}>; the map is withheld")
        if tag == "script" and "src" in attributes:
            self.script_addresses.append(attributes["src"])
        if tag == "link":
            self.style_addresses.append(attributes["href"])
        if tag == "div":
            self.map_id = attributes["id"]
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        """Leave the head, where folium puts nothing of the picture."""
        self._in_head = self._in_head and tag != "head"
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Keep the script that makes the map."""
        if self._inside == "script" and not self._in_head:
            if "<" in data:
                raise InternalError("folium wrote markup into its script; the map is withheld")
            self.script += data
