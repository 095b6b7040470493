from conftest import Sketch
from ortoo.routes.question import Avoid, Trip
from ortoo.views.shown import find_routes


def test_an_answer_shows_itself_in_a_notebook_with_every_name_escaped(sketch: Sketch) -> None:
    network = sketch("A-B 10 AAA", "A-C 5 AAA status=closed")
    answer = find_routes(network, Trip("A", "B"))
    absent = find_routes(network, Trip("A", "C"), avoid=Avoid())

    assert "<td>AAA</td><td>10.0</td><td>0.1</td>" in answer._repr_html_()
    assert "There is no way" in absent._repr_html_()
    assert answer.best.length_km == 10
