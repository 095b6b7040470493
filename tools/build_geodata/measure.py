"""Say how long every section is, and how that is known.

In    the rows of ``sections``, ``crossings`` and ``lengths``; the lines drawn.
Out   the rows of ``sections`` with ``length_km``, ``length_from`` and ``line_km``; what the fit
      could not use.
Law   ``line_km`` is what the line measures; ``length_km`` what the model uses: the published
      length, else one fitted to published chains, else the line's times the factor of its kind.
Not   here: the fit (``fit``), the lines (``draw``).
"""

from collections.abc import Iterator, Mapping, Sequence

from ortoo.base.geodesy import great_circle_km
from ortoo.network.chains import lines_between, sections_along
from tools.build_geodata.draw import WITH_TRACK, Drawn
from tools.build_geodata.fit import Chain, Stretch, fit

Row = dict[str, str]

SHORTEST_SHARE = 0.98
"""A published length may fall this short of the straight line: places are a few km across."""


def measured(
    sections: Sequence[Row],
    drawn: Mapping[str, Drawn],
    *,
    lengths: Sequence[Row],
    crossings: Sequence[Row],
) -> Iterator[Row]:
    """The sections with their lengths, in the same order.

    Raises
    ------
    ValueError
        A published chain that the sections do not have; with all such chains.
    """
    stretches = [stretch_of(row, drawn[row["section_id"]]) for row in sections]
    fitted = fit(stretches, chains_of(sections, stretches, lengths=lengths, crossings=crossings))
    for number, (row, stretch) in enumerate(zip(sections, stretches, strict=True)):
        yield row | {
            "length_km": f"{fitted.km[number]:.2f}",
            "length_from": origin_of(stretch, chained=bool(fitted.chained[number])),
            "line_km": f"{stretch.line_km:.2f}",
        }


def stretch_of(row: Row, line: Drawn) -> Stretch:
    """What the fit needs to know of a section.

    A published length that is shorter than the straight line cannot be meant for this section.
    """
    published = float(row["published_km"]) if row["published_km"] else None
    straight_km = great_circle_km(line.points[0], line.points[-1])
    if published is not None and published < straight_km * SHORTEST_SHARE:
        published = None
    return Stretch(
        kind=f"{row['mode']} {_how(row, line)}",
        country=row["country"],
        line_km=line.length_km,
        published_km=published,
    )


def _how(row: Row, line: Drawn) -> str:
    """Why a line may be short: kinds that are short for different reasons tell nothing of others.

    A trace that its published length contradicts was chosen for being short, and what is not built
    is drawn with fewer points than what is.
    """
    if line.traced:
        return "traced"
    if not line.believed:
        return "doubted"
    return "drawn" if row["status"] in WITH_TRACK else "planned"


def chains_of(
    sections: Sequence[Row],
    stretches: Sequence[Stretch],
    *,
    lengths: Sequence[Row],
    crossings: Sequence[Row],
) -> list[Chain]:
    """The published chains to fit to, each with the sections that it measures."""
    graphs = {}
    for mode in sorted({row["mode"] for row in lengths}):
        lines = [
            (row["from_id"], row["to_id"], stretch.line_km, number)
            for number, (row, stretch) in enumerate(zip(sections, stretches, strict=True))
            if row["mode"] == mode
        ]
        borders = [(r["from_id"], r["to_id"]) for r in crossings if r["mode"] == mode]
        graphs[mode] = lines_between(lines, borders=borders)
    chains, missing = list[Chain](), list[str]()
    for row in lengths:
        along = sections_along(graphs[row["mode"]], row["via"].split())
        if along is None:
            missing.append(row["length_id"])
        elif row["use"] == "fit":
            km, confidence = float(row["published_km"]), row["confidence"]
            known = confidence if confidence in {"high", "med"} else "low"
            chains.append(Chain(sections=tuple(along), published_km=km, confidence=known))
    if missing:
        raise ValueError(f"lengths.csv: no sections for {', '.join(missing)}")
    return chains


def origin_of(stretch: Stretch, *, chained: bool) -> str:
    """The word for ``length_from``."""
    if stretch.published_km is not None:
        return "published"
    if not stretch.bends:
        return "drawn"
    if chained:
        return "chain"
    return "traced" if "traced" in stretch.kind else "estimated"
