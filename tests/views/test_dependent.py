"""The library's dependency in a notebook."""

import ortoo
from dependence import ways, with_markets


def test_a_notebook_shows_power_and_escapes_names() -> None:
    network = with_markets(ways("A", "B"), d=1)
    places = network.tables["places"]
    places.loc[places["place_id"] == "o", "name"] = "<b>o</b>"
    found = ortoo.dependency(network, "o", terms=ortoo.Terms(weights=ortoo.Weights.GDP))
    html = found._repr_html_()

    assert "<td>AAA</td><td>0.50</td>" in html
    assert "<b>" not in html
    assert found.page().startswith("<!DOCTYPE html>")
