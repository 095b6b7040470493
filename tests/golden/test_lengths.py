"""Modelled lengths against published ones that no length was fitted to."""

import pandas as pd
import pytest

from ortoo.network.chains import published_chains
from ortoo.network.network import load_network

TOLERANCE = {"rail": 0.03, "road": 0.05}
MEDIAN = {"rail": 0.015, "road": 0.03}


@pytest.fixture(scope="module")
def chains() -> pd.DataFrame:
    return published_chains(load_network().tables)


def test_every_published_chain_runs_over_sections_of_the_network(chains: pd.DataFrame) -> None:
    assert not chains["length_km"].isna().any()


@pytest.mark.parametrize("mode", TOLERANCE)
def test_lengths_held_out_are_met(chains: pd.DataFrame, mode: str) -> None:
    """Most within the tolerance: they are what strangers ask."""
    held = chains[(chains["use"] == "held-out") & (chains["mode"] == mode)]
    apart = held["difference"].abs()

    assert len(held) >= 15
    assert apart.median() <= MEDIAN[mode]
    assert (apart <= TOLERANCE[mode]).mean() >= 0.85, held[apart > TOLERANCE[mode]]


def test_held_out_lengths_are_not_all_longer_or_all_shorter(chains: pd.DataFrame) -> None:
    """A bias would add up along a corridor."""
    held = chains[chains["use"] == "held-out"]

    assert abs(held["difference"].median()) <= 0.01, held


def test_published_lengths_that_were_fitted_do_not_contradict_each_other(
    chains: pd.DataFrame,
) -> None:
    fitted = chains[chains["use"] == "fit"]

    assert (fitted["difference"].abs() <= 0.03).mean() >= 0.98


def test_sections_keep_the_length_published_for_them() -> None:
    sections = load_network().tables["sections"]
    told = sections[sections["length_from"] == "published"]

    assert len(told) > 200
    assert (told["length_km"] - told["published_km"]).abs().max() < 0.01
