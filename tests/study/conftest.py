import pytest

from ortoo.network.network import Network, load_network


@pytest.fixture(scope="session")
def builtin() -> Network:
    return load_network()
