"""Find the place that somebody means.

In    a name, an alias, an id, a UN/LOCODE or ``lon,lat``, as typed.
Out   a ``Found`` place: its id and, for coordinates, how far away it is.
Law   a name that fits two places is refused with both ids; a name that fits none is refused with
      the nearest names; nothing is guessed.
Not   here: whether the place can be reached.
"""

import difflib
import unicodedata
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ortoo.base.errors import UnknownNameError, UsageError
from ortoo.base.geodesy import great_circle_km

NEAREST_NAMES = 3
FARTHEST_SNAP_KM = 200
"""Farther away than this a place says nothing of the point that was meant."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A place of the network; ``snapped_km`` is 0 unless coordinates, ``point``, were given."""

    place_id: str
    name: str
    country: str
    lon: float
    lat: float
    snapped_km: float = 0.0
    point: str = ""

    @property
    def told(self) -> str:
        """Its name, and how far it is from the coordinates that were given, if any."""
        return (
            f"{self.name} ({self.snapped_km:,.1f} km from {self.point})"
            if self.point
            else self.name
        )


def find_place(places: pd.DataFrame, name: str) -> Found:
    """The one place that ``name`` means, ignoring case and diacritics.

    Parameters
    ----------
    places
        The places table.
    name
        Name, alias, id, UN/LOCODE, or ``lon,lat`` in degrees, which is snapped to the nearest
        place.

    Raises
    ------
    UnknownNameError
        Nothing fits; carries the nearest names.
    UsageError
        Several places fit, or the coordinates are not on the globe, or more than
        ``FARTHEST_SNAP_KM`` from every place.

    Examples
    --------
    >>> import ortoo
    >>> find_place(ortoo.load_network().tables["places"], "Улаанбаатар").name
    'Ulaanbaatar'
    """
    point = _as_point(name)
    if point is not None:
        return _nearest(places, point)
    exact = np.flatnonzero((places["place_id"] == name).to_numpy()).tolist()
    names = {} if exact else _names(places)
    rows = exact or names.get(folded(name), [])
    if not rows:
        close = difflib.get_close_matches(folded(name), names, n=NEAREST_NAMES)
        nearest = dict.fromkeys(str(places["name"].iloc[names[found][0]]) for found in close)
        raise UnknownNameError("place", name, nearest=tuple(nearest))
    if len(rows) > 1:
        ids = ", ".join(f"{places['place_id'].iloc[r]} ({places['country'].iloc[r]})" for r in rows)
        raise UsageError(f"{name!r} fits several places: {ids}; say which by its id")
    return _found(places, rows[0])


def folded(name: str) -> str:
    """``name`` without case, diacritics and runs of spaces, for comparing.

    >>> folded("  Ölgii ") == folded("OLGII")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(kept.replace("-", " ").split())


def _names(places: pd.DataFrame) -> dict[str, list[int]]:
    """Every folded name and its rows; an id or a main name shadows other places' aliases."""
    ids: dict[str, list[int]] = {}
    mains: dict[str, list[int]] = {}
    others: dict[str, list[int]] = {}
    for row, place in enumerate(places.to_dict("records")):
        ids.setdefault(folded(place["place_id"]), []).append(row)
        if place["kind"] in {"border", "sea"}:
            continue
        mains.setdefault(folded(place["name"]), []).append(row)
        for alias in {folded(a) for a in [*place["aliases"].split("|"), place["unlocode"]]}:
            if alias:
                others.setdefault(alias, []).append(row)
    return others | mains | ids


def _as_point(name: str) -> tuple[float, float] | None:
    parts = name.split(",")
    if len(parts) != 2:  # noqa: PLR2004
        return None
    try:
        lon, lat = float(parts[0]), float(parts[1])
    except ValueError:
        return None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # noqa: PLR2004
        raise UsageError(
            f"the point {name!r} is not on the globe: expected lon,lat with lon -180..180 and "
            "lat -90..90; are they the wrong way round?"
        )
    return lon, lat


def _nearest(places: pd.DataFrame, point: tuple[float, float]) -> Found:
    towns = places[~places["kind"].isin(["border", "sea"])]
    distances = [
        great_circle_km(point, (lon, lat))
        for lon, lat in zip(towns["lon"], towns["lat"], strict=True)
    ]
    best = min(range(len(distances)), key=distances.__getitem__)
    near, lon, lat = towns.iloc[best], *point
    if distances[best] > FARTHEST_SNAP_KM:
        raise UsageError(
            f"no place is near {lon:.10g},{lat:.10g}: the nearest, {near['name']}, is "
            f"{distances[best]:,.0f} km away; name a place"
        )
    snapped = _found(towns, best)
    return replace(snapped, snapped_km=distances[best], point=f"{lon:.10g},{lat:.10g}")


def _found(places: pd.DataFrame, row: int) -> Found:
    place = places.iloc[row]
    return Found(
        place_id=place["place_id"], name=place["name"], country=place["country"],
        lon=float(place["lon"]), lat=float(place["lat"]),
    )  # fmt: skip
