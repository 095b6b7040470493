"""Read the country polygons, and refuse what is not what it claims to be.

In    the path of a FlatGeobuf, GeoJSON or GeoPackage file of one layer, in WGS84, with a column
      country (ISO 3166 alpha-3); columns name and detail may be missing.
Out   a frame with country, name, detail ("fine" or "coarse") and geometry: valid polygons in
      lon/lat, sorted by country.
Law   nothing is repaired, dropped or guessed; all faults are told at once, each with its country;
      no file but the one named is opened, and never the network.
Not   here: making polygons (``tools/build_geodata``); what they mean (``routes.territory``).

Polygons that cross the 180th meridian must be cut there. Swapped axes show where a latitude is off
the globe, as for every country east of 90° E; elsewhere nothing in a polygon tells them.
"""

import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from ortoo.base.errors import BadInputError, MissingDataError
from ortoo.base.geodesy import WORLD

DETAILS = ("fine", "coarse")
LARGEST_BYTES = 256 * 1024 * 1024
MOST_COUNTRIES = 1_000
HALF_A_TURN = 180.0
NEAR_A_POLE = 85.0

_COLUMNS = ("country", "name", "detail")
_STARTS = {
    ".fgb": (b"fgb\x03fgb", "FlatGeobuf"),
    ".gpkg": (b"SQLite format 3\x00", "GPKG"),
    ".geojson": (b"{", "GeoJSON"),
}
_LONLAT = (("EPSG", "4326"), ("OGC", "CRS84"))

Shapes = npt.NDArray[np.object_]


def read_countries(file: Path, *, only: Iterable[str] = ()) -> gpd.GeoDataFrame:
    """The countries of a file, checked.

    Parameters
    ----------
    file
        ``.fgb``, ``.geojson`` or ``.gpkg``.
    only
        Alpha-3 codes to read; all countries if none are named. Codes that the file does not have
        are left out.

    Returns
    -------
    Columns country, name (the code where the file names none), detail ("coarse" where the file
    does not say) and geometry (lon, lat, degrees), sorted by country, numbered from 0.

    Raises
    ------
    MissingDataError
        There is no such file.
    BadInputError
        With every fault: the file is too large, of another kind than its name says, not in
        lon/lat, or has no countries; a code is not alpha-3 or repeats; a geometry is missing,
        invalid, no polygon, off the globe or not cut at the 180th meridian.

    Examples
    --------
    >>> from ortoo.inputs.folder import builtin_folder
    >>> file = builtin_folder() / "countries" / "countries.fgb"
    >>> read_countries(file, only=["MNG", "KAZ"])["name"].tolist()
    ['Kazakhstan', 'Mongolia']
    """
    path = file.resolve()
    if not path.is_file():
        raise MissingDataError(f"{file} is not a file; expected the polygons of countries")
    if fault := _disguise(path):
        raise BadInputError([fault], where=file.name)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            frame = _read(path, only=only)
        except (DataSourceError, DataLayerError, shapely.errors.GEOSException) as broken:
            raise BadInputError([f"cannot be read: {broken}"], where=file.name) from broken
    told = [f"is not sound: {warning.message}" for warning in warned]
    if faults := [*told, *_column_faults(frame), *_shape_faults(frame)]:
        raise BadInputError(faults, where=file.name)
    return frame.sort_values("country", ignore_index=True)


def _disguise(path: Path) -> str:
    """What is wrong with a file before any driver sees it; "" if nothing is."""
    if path.suffix not in _STARTS:
        return f"is a {path.suffix or 'nameless'} file; expected .fgb, .geojson or .gpkg"
    if path.as_posix().startswith("/vsi"):
        return "lies in a folder whose name GDAL takes for a virtual file system; move it"
    if path.stat().st_size > LARGEST_BYTES:
        return f"is larger than {LARGEST_BYTES} bytes; refused unread"
    start, driver = _STARTS[path.suffix]
    with path.open("rb") as content:
        head = content.read(1024).removeprefix(b"\xef\xbb\xbf").lstrip()
    return "" if head.startswith(start) else f"is no {driver} file, whatever its name says"


def _read(path: Path, *, only: Iterable[str]) -> gpd.GeoDataFrame:
    """The file as it is; a ``BadInputError`` only for what makes reading on senseless."""
    layers = pyogrio.list_layers(path)
    if len(layers) != 1:
        raise BadInputError([f"has {len(layers)} layers; expected one"], where=path.name)
    info = pyogrio.read_info(path)
    if faults := list(_layer_faults(info, driver=_STARTS[path.suffix][1])):
        raise BadInputError(faults, where=path.name)
    codes = ", ".join(f"'{code}'" for code in only if code.isalnum())
    where = f"country IN ({codes})" if codes else None
    columns = [name for name in _COLUMNS if name in info["fields"]]
    meta, _, shapes, values = pyogrio.raw.read(path, columns=columns, where=where)
    if where is None and len(shapes) < info["features"]:
        short = f"announces {info['features']} features and holds {len(shapes)}: it is cut short"
        raise BadInputError([short], where=path.name)
    texts = dict(zip(meta["fields"], (_texts(column) for column in values), strict=True))
    blank = np.full(len(shapes), "", dtype=object)
    named, detail = texts.get("name", blank), texts.get("detail", blank)
    columns_read = {
        "country": texts["country"],
        "name": np.where(named == "", texts["country"], named),
        "detail": np.where(detail == "", DETAILS[1], detail),
    }
    geometry = shapely.from_wkb(shapes)
    return gpd.GeoDataFrame(columns_read, geometry=geometry, crs=meta["crs"])


def _texts(cells: npt.NDArray[Any]) -> npt.NDArray[np.object_]:
    text = pd.Series(cells, dtype=object)
    return text.where(text.notna(), "").astype(str).to_numpy(dtype=object)


def _layer_faults(info: dict[str, Any], *, driver: str) -> Iterator[str]:
    if info["driver"] != driver:
        yield f"is read as {info['driver']}, not as the {driver} that its name says"
    if "country" not in info["fields"]:
        yield "has no column 'country' with ISO 3166 alpha-3 codes"
    if info["features"] > MOST_COUNTRIES:
        yield f"has {info['features']} features; expected at most {MOST_COUNTRIES} countries"
    crs = gpd.GeoSeries([], crs=info["crs"]).crs
    if crs is None:
        yield "does not say its coordinate system; expected WGS84 lon/lat (EPSG:4326)"
    elif crs.to_authority() not in _LONLAT:
        yield f"is in {crs.name}; expected WGS84 lon/lat (EPSG:4326)"


def _column_faults(frame: gpd.GeoDataFrame) -> Iterator[str]:
    if frame.empty:
        yield "has no countries"
    for row, code in enumerate(frame["country"], start=1):
        if not (code.isascii() and code.isalpha() and code.isupper() and len(code) == 3):  # noqa: PLR2004
            yield f"feature {row}: country: got {code!r}, expected an alpha-3 code such as MNG"
    for code in sorted(set(frame.loc[frame["country"].duplicated(), "country"])):
        yield f"country {code}: stands more than once; merge its polygons"
    for code, detail in zip(frame["country"], frame["detail"], strict=True):
        if detail not in DETAILS:
            yield f"country {code}: detail: got {detail!r}, expected {' or '.join(DETAILS)}"


def _shape_faults(frame: gpd.GeoDataFrame) -> Iterator[str]:
    shapes = frame.geometry.to_numpy()
    sound = shapely.is_valid(shapes)
    for code, shape, valid in zip(frame["country"], shapes, sound, strict=True):
        if complaint := _complaint(shape, valid=bool(valid)):
            yield f"country {code}: geometry: {complaint}"


def _complaint(shape: shapely.Geometry | None, *, valid: bool) -> str:
    """What is wrong with one geometry; "" if nothing is."""
    if shape is None or shape.is_empty:
        return "is missing"
    if shape.geom_type not in {"Polygon", "MultiPolygon"}:
        return f"is a {shape.geom_type}; expected a Polygon or MultiPolygon"
    west, south, east, north = shape.bounds
    inside = WORLD[0] <= west and east <= WORLD[2] and WORLD[1] <= south and north <= WORLD[3]
    if not inside or not np.isfinite(shapely.get_coordinates(shape)).all():
        return (
            f"bounds ({west:g}, {south:g}, {east:g}, {north:g}) are not inside lon -180..180, "
            "lat -90..90: are the axes swapped, or are these metres?"
        )
    if not valid:
        return f"is invalid: {shapely.is_valid_reason(shape)}"
    if _longest_step(shape) > HALF_A_TURN:
        return "has an edge half round the globe; cut it at the 180th meridian"
    return ""


def _longest_step(shape: shapely.Geometry) -> float:
    """The widest edge in degrees of longitude; those that close a ring around a pole do not count.

    Antarctica is drawn down to a parallel near the pole, along which its ring runs all round.
    """
    rings = shapely.get_rings(shapely.get_parts(shape))
    at, ring = shapely.get_coordinates(rings, return_index=True)
    polar = np.abs(at[:, 1]) >= NEAR_A_POLE
    edges = (ring[1:] == ring[:-1]) & ~(polar[1:] & polar[:-1])
    return float(np.abs(np.diff(at[:, 0]))[edges].max(initial=0.0))
