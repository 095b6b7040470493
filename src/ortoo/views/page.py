"""Draw a picture with folium, and make of it one page that needs nothing else.

In    a ``Picture``, and a template with its facts for what stands around the map.
Out   the text of one HTML file that asks for nothing from anywhere.
Law   every script and style in it is vendored or our own, and allowed by its sha256 alone; folium's
      output may hold nothing but what is expected of it; equal pictures give equal bytes.
Not   here: what is drawn (``views.layers``), what is said (``views.panels``).

folium writes the map; it is the only place in the package that may touch folium or branca. What it
writes is taken apart again rather than patched beforehand, for its lists of assets are shared by
all maps of a process.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import folium
import shapely
from branca.element import MacroElement
from folium.template import Template
from markupsafe import Markup

from ortoo.base.text import encoded
from ortoo.views.assets import own, script_for, style_for
from ortoo.views.dissected import FoliumPage, ids_in, with_stable_ids
from ortoo.views.frame import Frame
from ortoo.views.language import ENGLISH, Language
from ortoo.views.packing import with_packed_lines
from ortoo.views.picture import LABELS, Area, Bounds, Line, LineRole, Mark, Picture, Popup
from ortoo.views.typeset import typeset

DECIMALS = 3
"""Of a degree: about 100 m, less than a pixel at any zoom that these maps offer."""

ICON_PX = {"label": [0, 0], "symbol": [24, 24]}


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A picture as folium drew it: the map's id, what it loads, and the script that makes it."""

    map_id: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...]


def page_of(  # noqa: PLR0913 - what a page is made of
    picture: Picture,
    template: str,
    *,
    frame: Frame,
    facts: object,
    scripts: Iterable[str] = (),
    styles: Iterable[str] = (),
    downloads: Iterable[object] = (),
    language: Language = ENGLISH,
) -> str:
    """One self-contained HTML page: ``template`` with ``frame`` and ``facts`` around the map.

    ``scripts`` and ``styles`` are files of this package's templates that the page needs besides the
    map's own; ``downloads`` the tables that the page carries (``views.sheet``).

    Raises
    ------
    UnknownAssetError
        folium wants something that is not vendored.
    InternalError
        folium wrote something that is not expected of it.
    """
    drawn = draw(picture, language)
    running = (own("say.js"), *drawn.scripts, own("map.js"), *map(own, scripts))
    looks = (*drawn.styles, own("page.css"), *map(own, styles))
    page = typeset(
        template,
        language=language,
        messages=messages_of(running, language),
        frame=frame,
        facts=facts,
        downloads=tuple(downloads),
        policy=policy(running, looks),
        scripts=tuple(map(Markup, running)),
        styles=tuple(map(Markup, looks)),
        map_id=drawn.map_id,
        view=_bounds_text(picture.view),
        window=_bounds_text(picture.window),
    )
    return str(page)


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """The content security policy that lets exactly these scripts and styles act, and no network.

    >>> policy([], [])
    "default-src 'none'; img-src data:; script-src 'none'; style-src 'none'; base-uri 'none'; \
form-action 'none'"
    """
    allowed_scripts = " ".join(map(_source, scripts)) or "'none'"
    allowed_styles = " ".join(map(_source, styles)) or "'none'"
    return (
        f"default-src 'none'; img-src data:; script-src {allowed_scripts}; "
        f"style-src {allowed_styles}; base-uri 'none'; form-action 'none'"
    )


def messages_of(scripts: Iterable[str], language: Language) -> Markup:
    """What ``scripts`` say, in ``language``, as JSON that no HTML can end; empty in English."""
    told = language.in_scripts(scripts)
    text = json.dumps(told, ensure_ascii=False, sort_keys=True) if told else ""
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - our own catalogue


def draw(picture: Picture, language: Language = ENGLISH) -> Drawn:
    """Let folium draw ``picture``, and take its page apart."""
    made = _folium_map(picture, language)
    root = made.get_root()
    raw = root.render()
    named = with_stable_ids(raw, known=set(ids_in(root.to_dict())))
    reader = FoliumPage(named)
    script = with_packed_lines(reader.script)
    return Drawn(
        map_id=reader.map_id,
        scripts=tuple(filter(None, [*map(script_for, reader.script_addresses), script])),
        styles=tuple(filter(None, map(style_for, reader.style_addresses))),
    )


def _folium_map(picture: Picture, language: Language) -> folium.Map:
    west, south, east, north = picture.view
    made = folium.Map(
        location=[(south + north) / 2, (west + east) / 2],
        zoom_start=4,
        tiles=None,
        zoom_snap=0.25,
        zoom_delta=0.5,
        max_bounds_viscosity=1.0,
    )
    for area in picture.areas:
        _area(area, language).add_to(made)
    for casing in _casings(picture.lines):
        casing.add_to(made)
    for line in picture.lines:
        _line(line, language).add_to(made)
    for mark in picture.marks:
        _Mark(mark, language).add_to(made)
    return made


def _area(area: Area, language: Language) -> folium.GeoJson:
    look = f"area {area.look}{_item(area.popup)}"
    drawn = folium.GeoJson(_features(area.shapes), class_name=look,
                           interactive=area.popup is not None, smooth_factor=0)  # fmt: skip
    if area.popup is not None:
        _Popup(area.popup, language).add_to(drawn)
    return drawn


def _casings(lines: Iterable[Line]) -> Iterator[folium.GeoJson]:
    """The white bands below all lines, one for each role and layer."""
    by_role: dict[tuple[LineRole, int], list[shapely.Geometry]] = {}
    for line in lines:
        by_role.setdefault((line.role, line.layer), []).append(line.shape)
    for (role, layer), shapes in by_role.items():
        look = f"casing {role}{_layer(layer)}"
        yield folium.GeoJson(
            _features(shapes), class_name=look, interactive=False, smooth_factor=0.5
        )


def _line(line: Line, language: Language) -> folium.GeoJson:
    look = f"line {line.look} {line.role}{_layer(line.layer)}{_item(line.popup)}"
    drawn = folium.GeoJson(_features([line.shape]), class_name=look,
                           interactive=line.popup is not None, smooth_factor=0.5)  # fmt: skip
    if line.popup is not None:
        _Popup(line.popup, language).add_to(drawn)
    return drawn


def _layer(number: int) -> str:
    return f" layer layer-{number}" if number else ""


def _item(popup: Popup | None) -> str:
    return f" item item-{popup.item}" if popup is not None and popup.item else ""


class _Popup(MacroElement):
    """What a click on its parent tells; unlike folium's own it needs no jQuery."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            {{ this._parent.get_name() }}.bindPopup(
                {{ this.html|tojson }}, {"maxWidth": 320, "maxHeight": 300}
            );
        {% endmacro %}
        """
    )

    def __init__(self, popup: Popup, language: Language) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Popup"
        self.html = str(typeset(popup.template, language=language, **popup.facts))


class _Mark(MacroElement):
    """A marker that has its own look from the start; folium's first asks for Leaflet's picture.

    A name has no size of its own: the stylesheet puts its text beside the point.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.marker({{ this.at|tojson }}, {
                ...{{ this.options|tojson }}, "icon": L.divIcon({{ this.icon|tojson }})
            }).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, mark: Mark, language: Language) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Mark"
        kind = "label" if mark.look in LABELS else "symbol"
        heard = encoded(language.text(mark.spoken))
        spoken = f'<span class="unseen">{heard}</span>' if mark.spoken else ""
        text = f'<span class="text">{encoded(language.text(mark.text))}</span>'
        self.at = [round(mark.lat, DECIMALS), round(mark.lon, DECIMALS)]
        self.icon = {"html": text + spoken, "iconSize": ICON_PX[kind],
                     "className": f"{kind} {mark.look}{_item(mark.popup)}"}  # fmt: skip
        clickable = mark.popup is not None
        self.options = {"keyboard": clickable, "interactive": clickable,
                        "zIndexOffset": 0 if kind == "label" else 1000}  # fmt: skip
        if mark.popup is not None:
            _Popup(mark.popup, language).add_to(self)


def _features(shapes: Iterable[shapely.Geometry]) -> dict[str, Any]:
    rounded = (shapely.set_precision(s, 10**-DECIMALS, mode="pointwise") for s in shapes)
    features = [
        {"type": "Feature", "id": str(n), "properties": {}, "geometry": _geometry(shape)}
        for n, shape in enumerate(rounded)
    ]
    return {"type": "FeatureCollection", "features": features}


def _geometry(shape: shapely.Geometry) -> Any:  # noqa: ANN401 - GeoJSON is whatever JSON holds
    return json.loads(shapely.to_geojson(shape))


def _bounds_text(bounds: Bounds) -> str:
    return ",".join(f"{bound:.{DECIMALS}f}" for bound in bounds)


def _source(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
