"""What each edit of a card makes of a future.

In    a ``Future`` and an edit that fits it.
Out   another ``Future``.
Law   opening, speeding up, allowing and adding never bar a way or make one dearer; closing,
      delaying and avoiding never open one or make it cheaper; unknown figures stay unknown unless
      they are set; every changed row names the scenario.
Not   here: whether an edit fits (``study.fitting``), new rows (``study.additions``).
"""

from dataclasses import replace
from functools import singledispatch

import numpy as np
import pandas as pd

from ortoo.inputs.cards import Scenario
from ortoo.inputs.cards_models import (
    Add,
    Allow,
    AvoidCountries,
    Close,
    Delay,
    Edit,
    OnDate,
    Open,
    Rule,
    Scale,
    Set,
    SpeedUp,
    Weigh,
)
from ortoo.network.remade import remade
from ortoo.network.weights import rate_of, with_costs
from ortoo.routes.question import Overflight
from ortoo.study.additions import with_rows
from ortoo.study.chosen import Mask, chosen_rows
from ortoo.study.dwell import longer, quicker, with_dwell
from ortoo.study.future import Future

RATES = frozenset({"speed_kmh", "cost_usd_tkm"})
EDITABLE = (
    "status", "access", "opens", "closes", "speed_kmh", "cost_usd_tkm", "capacity_mt_y",
    "time_h", "time_leaves_h", "cost_usd_t",
)  # fmt: skip
"""The columns that edits may change."""
ALWAYS = ""


def edited(future: Future, edit: Edit, *, by: Scenario) -> Future:
    """``future`` after ``edit``, an edit of the card ``by``; the old future is as it was.

    Examples
    --------
    >>> import ortoo
    >>> from ortoo.inputs.cards import load_scenario
    >>> card = load_scenario("russia-avoided")
    >>> base = Future(network=ortoo.load_network())
    >>> sorted(edited(base, card.edits[0], by=card).avoided)
    ['RUS']
    """
    return _edited(edit, future, by=by)


@singledispatch
def _edited(edit: Edit, _future: Future, **_: object) -> Future:
    raise NotImplementedError(type(edit).__name__)


@_edited.register
def _(edit: AvoidCountries, future: Future, **_: object) -> Future:
    return replace(future, avoided=future.avoided | set(edit.countries))


@_edited.register
def _(edit: Allow, future: Future, **_: object) -> Future:
    over = Overflight.ALLOWED if edit.overflight else future.overflight
    return replace(future, modes=future.modes | set(edit.modes or ()), overflight=over)


@_edited.register
def _(edit: OnDate, future: Future, **_: object) -> Future:
    return replace(future, date=edit.date)


@_edited.register
def _(edit: Weigh, future: Future, **_: object) -> Future:
    total = sum(edit.markets.values())
    return replace(future, weights={place: w / total for place, w in edit.markets.items()})


@_edited.register
def _(edit: Add, future: Future, *, by: Scenario) -> Future:
    return replace(future, network=with_rows(future.network, edit, by=by))


@_edited.register
def _(edit: Open, future: Future, *, by: Scenario) -> Future:
    since = edit.since.isoformat() if edit.since else ALWAYS
    for table, choice in (("sections", edit.sections), ("crossings", edit.crossings)):
        if choice is not None:
            mask = chosen_rows(future.network, choice, table=table)
            frame = _opened(future.network.tables[table], mask, since=since)
            if table == "crossings":
                shut = mask & (frame["access"] == "closed").to_numpy()
                frame.loc[shut, "access"] = edit.access or "multilateral"
            future = _put(future, table, frame=frame, told=(mask, by, "opened"))
    return future


def _opened(frame: pd.DataFrame, mask: Mask, *, since: str) -> pd.DataFrame:
    """A copy in which the chosen rows serve, at the latest, from ``since`` on.

    What already serves before goes on serving.
    """
    made = frame.copy()
    made.loc[mask, "closes"] = ""
    serves = (frame["opens"] == ALWAYS).to_numpy()
    if "status" in frame:
        serves = serves & (frame["status"] == "operating").to_numpy()
        made.loc[mask, "status"] = "operating"
    else:
        serves = serves & (frame["access"] != "closed").to_numpy()
    sooner = (frame["opens"] != ALWAYS) & (frame["opens"] <= since)
    late = mask & ~serves & ~sooner.to_numpy()
    made.loc[late, "opens"] = since
    return made


@_edited.register
def _(edit: Close, future: Future, *, by: Scenario) -> Future:
    for table, choice in (("sections", edit.sections), ("crossings", edit.crossings)):
        if choice is not None:
            mask = chosen_rows(future.network, choice, table=table)
            since = edit.since.isoformat() if edit.since else ALWAYS
            frame = _closed(future.network.tables[table], mask, since=since)
            future = _put(future, table, frame=frame, told=(mask, by, "closed"))
    return future


def _closed(frame: pd.DataFrame, mask: Mask, *, since: str) -> pd.DataFrame:
    """A copy in which the chosen rows do not serve from ``since`` on."""
    made = frame.copy()
    column = "status" if "status" in frame else "access"
    if since == ALWAYS:
        made.loc[mask, column] = "closed"
        made.loc[mask, "closes"] = ""
        return made
    open_later = (frame["closes"] == "") | (frame["closes"] > since)
    late = mask & (frame[column] != "closed").to_numpy() & open_later.to_numpy()
    made.loc[late, "closes"] = since
    return made


@_edited.register
def _(edit: Rule, future: Future, *, by: Scenario) -> Future:
    mask = chosen_rows(future.network, edit.crossings, table="crossings")
    frame = future.network.tables["crossings"].copy()
    frame.loc[mask, "access"] = edit.access
    return _put(future, "crossings", frame=frame, told=(mask, by, f"made {edit.access}"))


@_edited.register
def _(edit: Delay, future: Future, *, by: Scenario) -> Future:
    mask = chosen_rows(future.network, edit.crossings, table="crossings")
    frame = longer(
        future.network.tables["crossings"], mask, hours=edit.time_h, imposed_by=edit.imposed_by
    )
    told = (mask, by, f"{edit.time_h:g} h added")
    return _put(future, "crossings", frame=frame, told=told)


@_edited.register
def _(edit: SpeedUp, future: Future, *, by: Scenario) -> Future:
    mask = chosen_rows(future.network, edit.crossings, table="crossings")
    frame = quicker(future.network.tables["crossings"], mask, hours=edit.time_h)
    told = (mask, by, f"{edit.time_h:g} h taken off")
    return _put(future, "crossings", frame=frame, told=told)


@_edited.register
def _(edit: Set, future: Future, *, by: Scenario) -> Future:
    mask = _chosen(future, edit)
    frame = future.network.tables[edit.table].copy()
    for column, value in edit.figures.items():
        figures = np.where(mask, value, frame[column].to_numpy(dtype=float))
        frame = with_dwell(frame, column, figures=figures)
    told = ", ".join(f"{column} set to {value:g}" for column, value in edit.figures.items())
    return _put(future, edit.table, frame=frame, told=(mask, by, told))


@_edited.register
def _(edit: Scale, future: Future, *, by: Scenario) -> Future:
    mask = _chosen(future, edit)
    frame = future.network.tables[edit.table].copy()
    for column, factor in edit.figures.items():
        old = frame[column]
        if edit.table == "sections" and column in RATES:
            old = rate_of(frame, future.network.tables["modes"], rate=column).where(mask, old)
        figures = np.where(mask, old * factor, old)
        frame = with_dwell(frame, column, figures=figures)
    told = ", ".join(f"{column} times {factor:g}" for column, factor in edit.figures.items())
    return _put(future, edit.table, frame=frame, told=(mask, by, told))


def _chosen(future: Future, edit: Set | Scale) -> Mask:
    return chosen_rows(future.network, getattr(edit, edit.table), table=edit.table)


def _put(
    future: Future, table: str, *, frame: pd.DataFrame, told: tuple[Mask, Scenario, str]
) -> Future:
    """The future with ``frame`` as its table, its changed rows telling by whom and what."""
    mask, by, what = told
    network = future.network
    changed = mask & _differing(network.tables[table], frame)
    note = (frame["note"] + f" Scenario {by.scenario_id}: {what}.").str.strip()
    cites = (frame["source"] + f" scenario-{by.scenario_id}").where(changed, frame["source"])
    frame = frame.assign(note=note.where(changed, frame["note"]), source=cites)
    if table == "sections":
        frame = with_costs(frame, modes=network.tables["modes"])
    return replace(future, network=remade(network, {table: frame}))


def _differing(old: pd.DataFrame, new: pd.DataFrame) -> Mask:
    """Which rows an edit changed."""
    differs = np.zeros(len(old), dtype=bool)
    for column in EDITABLE:
        if column in old:
            same = (old[column] == new[column]) | (old[column].isna() & new[column].isna())
            differs |= ~same.to_numpy()
    return differs
