import pytest

from ortoo.network.network import Network, load_network


@pytest.fixture(scope="session")
def network() -> Network:
    return load_network()
