"""Compiled code: plain arrays in, plain arrays out. Only this folder knows numba."""
