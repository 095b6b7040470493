"""The scripts and styles that a page carries with it, each locked to its bytes.

In    an address that folium asks a page to load from.
Out   the vendored copy to put in its place, made fit to stand inside a page.
Law   a copy is used only if its sha256 is the locked one; an address that is not in the table is
      an error, never a fallback to the network.
Not   here: fetching the copies (``tools/vendor_assets.py``); building pages (``views.page``).
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ortoo.base.errors import InternalError, MissingDataError


@dataclass(frozen=True, kw_only=True)
class Asset:
    """One file of a package: where it comes from and what its bytes must be."""

    package: str
    version: str
    file: str
    sha256: str
    licence: str

    @property
    def home(self) -> str:
        """The path of the vendored copy, below the folder of vendored files."""
        return f"{self.package}-{self.version}/{self.file.rsplit('/', 1)[-1]}"


class UnknownAssetError(InternalError):
    """folium asks for something that nobody has vetted."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(
            f"the map wants to load {address}, which is not in the table of vendored assets; "
            "is this another version of folium than the one ortoo was made for?"
        )


def _leaflet(file: str, sha256: str) -> Asset:
    return Asset(package="leaflet", version="1.9.3", file=file, sha256=sha256,
                 licence="BSD-2-Clause")  # fmt: skip


_NPM = "https://cdn.jsdelivr.net/npm/"
SCRIPTS: Mapping[str, Asset] = {
    f"{_NPM}leaflet@1.9.3/dist/leaflet.js": _leaflet(
        "dist/leaflet.js", "5819285cec137b229c94e1ee5ad73e8b6b84345a4367d60f75fe477fe0fb7b03"
    ),
}
STYLES: Mapping[str, Asset] = {
    f"{_NPM}leaflet@1.9.3/dist/leaflet.css": _leaflet(
        "dist/leaflet.css", "90b693d86392a4779c861b28cf307e7e59c3fb35328c4d8b95f58f814d38c722"
    ),
}
IMAGES: Mapping[str, Asset] = {
    "images/layers.png": _leaflet(
        "dist/images/layers.png", "1dbbe9d028e292f36fcba8f8b3a28d5e8932754fc2215b9ac69e4cdecf5107c6"
    ),
    "images/layers-2x.png": _leaflet(
        "dist/images/layers-2x.png",
        "066daca850d8ffbef007af00b06eac0015728dee279c51f3cb6c716df7c42edf",
    ),
    "images/marker-icon.png": _leaflet(
        "dist/images/marker-icon.png",
        "574c3a5cca85f4114085b6841596d62f00d7c892c7b03f28cbfa301deb1dc437",
    ),
}
LICENCES: tuple[Asset, ...] = (
    _leaflet("LICENSE", "97c194191510b19c72d25094922821a888d5d9bafb909ea7a38c9bf5b6c40a08"),
)

_ICONS = "only folium.Icon needs it, and these maps draw their own symbols"
_POPUPS = "only folium.Popup needs it, and these maps bind their popups themselves"
LEFT_OUT: Mapping[str, str] = {
    "https://code.jquery.com/jquery-3.7.1.min.js": _POPUPS,
    f"{_NPM}bootstrap@5.2.2/dist/js/bootstrap.bundle.min.js": _ICONS,
    f"{_NPM}bootstrap@5.2.2/dist/css/bootstrap.min.css": _ICONS,
    "https://cdnjs.cloudflare.com/ajax/libs/Leaflet.awesome-markers/2.0.2/"
    "leaflet.awesome-markers.js": _ICONS,
    "https://cdnjs.cloudflare.com/ajax/libs/Leaflet.awesome-markers/2.0.2/"
    "leaflet.awesome-markers.css": _ICONS,
    "https://netdna.bootstrapcdn.com/bootstrap/3.0.0/css/bootstrap-glyphicons.css": _ICONS,
    f"{_NPM}@fortawesome/fontawesome-free@6.2.0/css/all.min.css": _ICONS,
    f"{_NPM[:-4]}gh/python-visualization/folium/folium/templates/"
    "leaflet.awesome.rotate.min.css": _ICONS,
}
"""What folium always asks for and these pages do not need, with the reason."""


def script_for(address: str) -> str:
    """The script to put in place of ``address``; "" for one that is left out on purpose.

    Raises
    ------
    UnknownAssetError
        The address is in no table.
    MissingDataError
        The installation lacks the copy.
    InternalError
        The copy is not the locked one.
    """
    if address in LEFT_OUT:
        return ""
    if address not in SCRIPTS:
        raise UnknownAssetError(address)
    asset = SCRIPTS[address]
    terms = "".join(_text(terms) for terms in LICENCES if terms.package == asset.package)
    return inlined_script(f"/*\n{terms}*/\n{_text(asset)}")


def style_for(address: str) -> str:
    """The stylesheet to put in place of ``address``, with its images inside; else as scripts."""
    if address in LEFT_OUT:
        return ""
    if address not in STYLES:
        raise UnknownAssetError(address)
    return inlined_style(_text(STYLES[address]))


@cache
def own(name: str) -> str:
    """A script or stylesheet of this package's own templates, by file name."""
    source = files("ortoo.views").joinpath("templates", name).read_text("utf-8")
    return inlined_style(source) if name.endswith(".css") else inlined_script(source)


def inlined_script(source: str) -> str:
    r"""``source`` fit to stand between script tags: no source map, no end tag inside.

    >>> inlined_script("a='</script>'\n//# sourceMappingURL=a.js.map\n")
    "a='<\\/script>'\n"
    """
    lines = with_plain_line_ends(source)
    without_map = re.sub(r"^[ \t]*//[#@] sourceMappingURL=.*\n?", "", lines, flags=re.MULTILINE)
    return re.sub(r"</(script)", r"<\\/\1", without_map, flags=re.IGNORECASE)


def inlined_style(source: str) -> str:
    """``source`` fit to stand between style tags: no source map, no end tag, images as data.

    Raises
    ------
    UnknownAssetError
        It names an image that is not in the table.
    """
    without_map = re.sub(r"/\*[#@] sourceMappingURL=.*?\*/\s*", "", with_plain_line_ends(source))
    without_end = re.sub(r"</(style)", r"<\\/\1", without_map, flags=re.IGNORECASE)
    return re.sub(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)", _as_data, without_end)


def with_plain_line_ends(source: str) -> str:
    """``source`` as a browser sees it before it takes the sha256: with plain line feeds."""
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _as_data(found: re.Match[str]) -> str:
    address = found.group(1)
    if address.startswith("#"):
        return found.group(0)  # names an element of the page itself
    if address not in IMAGES:
        raise UnknownAssetError(address)
    return f"url(data:image/png;base64,{base64.b64encode(_locked(IMAGES[address])).decode()})"


def _text(asset: Asset) -> str:
    return _locked(asset).decode("utf-8")


@cache
def _locked(asset: Asset) -> bytes:
    """The bytes of the vendored copy, if they are the locked ones."""
    path = files("ortoo.views").joinpath("vendored", *asset.home.split("/"))
    if not path.is_file():
        raise MissingDataError(f"the installation lacks {asset.home}; reinstall ortoo")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != asset.sha256:
        raise InternalError(f"{asset.home} is not the file that ortoo was made with; reinstall it")
    return content
