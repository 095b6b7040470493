"""The engine: countries as cells, for lattices, matrices, fronts and large networks."""
