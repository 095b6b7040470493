"""Who holds what over the ways: Shapley and Banzhaf power of the transit countries.

In    a lattice and the weights of its markets.
Out   the power of each transit country in the connection game and in the value game.
Law   Shapley values add up to what all permissions together are worth; a dummy has 0; countries
      that can be exchanged have the same; markets of unknown weight are left out.
Not   here: the lattice (``routes.lattice``).

A player is a transit country; a coalition is the set of those that permit transit. A market's own
country and the origin's always permit: in that market's game they are dummies, and the weighted
game is the weighted sum of the markets' games over the union of their players.
"""

import math

import numpy as np
from numpy.typing import NDArray

from ortoo.routes.lattice import Lattice

Game = NDArray[np.float64]


def connection_game(lattice: Lattice, weights: NDArray[np.float64]) -> Game:
    """v(P) = sum of the weights of the markets that can be reached when only P permits.

    Shape (2**n,), indexed by the mask of the permitting countries. Myerson 1977.
    """
    counted = _counted(weights)
    reached = ~np.isinf(lattice.costs[:, counted])
    values: Game = reached.astype(float) @ weights[counted]
    return values[::-1]  # a mask of permitted countries is the complement of the avoided ones


def value_game(lattice: Lattice, weights: NDArray[np.float64]) -> Game:
    """v(P) = sum of weight x C / C_P, 0 where cut; NaN where a cost is unknown.

    C is the least cost when all permit, C_P when only P does; Hubert & Ikonnikova 2011.
    """
    counted = _counted(weights)
    costs = lattice.costs[:, counted]
    base = costs[0]
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(costs == base, 1.0, base / costs)
    ratio = np.where(np.isinf(costs), 0.0, ratio)
    values: Game = ratio @ weights[counted]
    return values[::-1]


def shapley(game: Game) -> NDArray[np.float64]:
    """Shapley 1953: the average of what a player adds, over all orders of joining.

    ``game`` has the shape (2**n,), indexed by masks of coalitions; the result (n,). NaN spreads.

    Examples
    --------
    Fifty, forty-nine and one vote, where more than fifty decide:

    >>> votes = np.array([50, 49, 1])
    >>> wins = [sum(v for i, v in enumerate(votes) if mask >> i & 1) > 50 for mask in range(8)]
    >>> shapley(np.array(wins, dtype=float)).round(4).tolist()
    [0.6667, 0.1667, 0.1667]
    """
    players = len(game).bit_length() - 1
    sizes = np.bitwise_count(np.arange(len(game)))
    share = np.array(
        [
            math.factorial(k) * math.factorial(players - k - 1) / math.factorial(players)
            for k in range(players)
        ]
    )
    return np.array([_added(game, player, share=share, sizes=sizes) for player in range(players)])


def banzhaf(game: Game) -> NDArray[np.float64]:
    """Banzhaf 1965: the plain average of what a player adds to every coalition of the others.

    >>> votes = np.array([50, 49, 1])
    >>> wins = [sum(v for i, v in enumerate(votes) if mask >> i & 1) > 50 for mask in range(8)]
    >>> banzhaf(np.array(wins, dtype=float)).tolist()
    [0.75, 0.25, 0.25]
    """
    players = len(game).bit_length() - 1
    share = np.full(players, 0.5 ** (players - 1) if players else 1.0)
    sizes = np.bitwise_count(np.arange(len(game)))
    return np.array([_added(game, player, share=share, sizes=sizes) for player in range(players)])


def _counted(weights: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The markets of known weight; all when none is known, so that the game is unknown too."""
    known = ~np.isnan(weights)
    return known if known.any() else ~known


def _added(
    game: Game, player: int, *, share: NDArray[np.float64], sizes: NDArray[np.uint8]
) -> float:
    """Sum of what a player adds to each coalition of the others, by the share of its size."""
    masks = np.arange(len(game))
    without = masks[(masks >> player & 1) == 0]
    added = game[without | 1 << player] - game[without]
    return float(share[sizes[without]] @ added)
