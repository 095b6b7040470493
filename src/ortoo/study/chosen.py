"""Which rows of a table a card's selection means.

In    a network and a selection: ids, mode, country, corridor, place, status, access.
Out   one truth value per row of the table.
Law   a row is chosen when it meets every word given; a crossing belongs to a corridor when sections
      of the corridor, in whatever status, end on both its sides.
Not   here: whether the words exist (``study.fitting``).
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ortoo.base.tables import words
from ortoo.inputs.cards_parts import ChosenCrossings, ChosenSections, ChosenTransfers
from ortoo.network.network import TABLE_OF, Network

Chosen = ChosenSections | ChosenCrossings | ChosenTransfers
Mask = NDArray[np.bool_]
KEYS = {of.table: of.key for of in TABLE_OF.values()}


def chosen_rows(network: Network, choice: Chosen, *, table: str) -> Mask:
    """Which rows of ``table`` meet ``choice``; an empty choice means all.

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> rail = chosen_rows(network, ChosenCrossings(mode="rail", leaves="MNG"), table="crossings")
    >>> set(network.tables["crossings"][rail]["enters"]) == {"CHN", "RUS"}
    True
    """
    frame = network.tables[table]
    mask = np.ones(len(frame), dtype=bool)
    if choice.id is not None:
        mask &= frame[KEYS[table]].isin(choice.id).to_numpy()
    if isinstance(choice, ChosenTransfers):
        return mask & _transfers(network, choice)
    plain = {
        name: value
        for name in ("mode", "status", "leaves", "enters", "access")
        if (value := getattr(choice, name, None)) is not None
    }
    for column, value in plain.items():
        mask &= (frame[column] == value).to_numpy()
    if choice.place is not None:
        mask &= ((frame["from_id"] == choice.place) | (frame["to_id"] == choice.place)).to_numpy()
    if choice.country is not None:
        sides = ("country",) if table == "sections" else ("leaves", "enters")
        mask &= np.logical_or.reduce([(frame[s] == choice.country).to_numpy() for s in sides])
    if choice.corridor is not None:
        mask &= _along(network, frame, corridor=choice.corridor)
    return mask


def _transfers(network: Network, choice: ChosenTransfers) -> Mask:
    frame = network.tables["transfers"]
    mask = np.ones(len(frame), dtype=bool)
    if choice.mode is not None:
        either = (frame["mode_from"] == choice.mode) | (frame["mode_to"] == choice.mode)
        mask &= either.to_numpy()
    if choice.place is not None:
        mask &= (frame["place_id"] == choice.place).to_numpy()
    if choice.country is not None:
        places = network.tables["places"]
        there = places.loc[places["country"] == choice.country, "place_id"]
        mask &= frame["place_id"].isin(there).to_numpy()
    return mask


def _along(network: Network, frame: pd.DataFrame, *, corridor: str) -> Mask:
    sections = network.tables["sections"]
    mine = np.array([corridor in words(cell) for cell in sections["corridors"]], dtype=bool)
    if frame is sections:
        return mine
    along = sections[mine]
    ends = {
        (place, mode)
        for column in ("from_id", "to_id")
        for place, mode in zip(along[column], along["mode"], strict=True)
    }
    sides = zip(frame["from_id"], frame["to_id"], frame["mode"], strict=True)
    return np.array([{(a, m), (b, m)} <= ends for a, b, m in sides], dtype=bool)
