"""How Ulaanbaatar reaches Almaty: freely, without Russia, without China, without both."""

import ortoo


def main() -> None:
    """Print one line for each set of avoided countries."""
    network = ortoo.load_network()
    trip = ortoo.Trip("Ulaanbaatar", "Almaty")
    for avoided in ((), ("RUS",), ("CHN",), ("RUS", "CHN")):
        answer = ortoo.find_routes(network, trip, avoid=ortoo.Avoid(countries=avoided))
        without = " and ".join(avoided) or "nothing"
        if answer.proof is None:
            best = answer.best
            print(
                f"avoiding {without}: {best.length_km:,.0f} km through {' '.join(best.countries)}"
            )
        else:
            sets = [" + ".join(sorted(s)) for s in answer.proof.minimal_blocking_sets]
            print(f"avoiding {without}: no way; what cuts it: {', '.join(sets)}")


if __name__ == "__main__":
    main()
